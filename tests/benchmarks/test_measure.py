import pytest

from benchmarks.measure import Result, compare, seconds, table


class FakeClock:
    """A clock that only work moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.durations = {"work": [100.0, 3.0, 9.0, 4.0], "base": [200.0, 2.0, 2.0, 7.0]}
        self.order: list[str] = []

    def spend(self, name: str) -> None:
        self.order.append(name)
        self.now += self.durations[name].pop(0)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> FakeClock:
    clock = FakeClock()
    monkeypatch.setattr("time.perf_counter", lambda: clock.now)
    return clock


def test_both_are_timed_in_turns_and_the_first_turn_is_dropped(clock: FakeClock) -> None:
    result = compare("x", lambda: clock.spend("work"), lambda: clock.spend("base"), goal=2.0, rounds=3)
    assert (result.measured, result.baseline, result.score, result.met) == (4.0, 2.0, 2.0, True)
    assert clock.order == ["work", "base"] * 4


def test_a_goal_in_seconds_needs_no_baseline(clock: FakeClock) -> None:
    result = seconds("x", lambda: clock.spend("work"), goal=3.9, rounds=3)
    assert (result.score, result.met) == (4.0, False)


def test_the_table_shows_every_number_with_its_unit() -> None:
    lines = table([Result("cold start", 1.5, 0.75, 2.5), Result("score", 0.31, None, 0.3)]).splitlines()
    assert lines[1].split() == ["cold", "start", "1.50", "s", "750.00", "ms", "2.00", "2.50", "yes"]
    assert lines[2].split() == ["score", "310.00", "ms", "-", "-", "300.00", "ms", "NO"]
