import logging

from tests.logs import ExpectedLogs


def test_an_expected_warning_passes(expect_log: ExpectedLogs) -> None:
    expect_log("disk .* full")
    logging.getLogger("station_desk").warning("disk %s full", "E:")


def test_an_unexpected_warning_is_a_problem() -> None:
    assert ExpectedLogs().problems(["disk full"]) == ["unexpected log message: disk full"]


def test_an_expectation_nothing_meets_is_a_problem() -> None:
    expected = ExpectedLogs()
    expected("disk full")
    assert expected.problems([]) == ["not logged: disk full"]
