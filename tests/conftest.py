"""Rules for every test: no real screen, no user's own folders, no unexpected log message."""

import logging
import os
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import settings
from tests.logs import ExpectedLogs

# Before anything imports Qt. A developer may set another platform on purpose to watch the windows.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_SCALE_FACTOR"] = "1"
os.environ["QT_FONT_DPI"] = "96"

_home = tempfile.TemporaryDirectory(prefix="station-desk-tests-", ignore_cleanup_errors=True)
for _name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
    os.environ[_name] = os.path.join(_home.name, _name.lower())

# A slow machine is no failure, and the same code gives the same result every time.
settings.register_profile("project", deadline=None, derandomize=True, database=None)
settings.load_profile("project")


@pytest.fixture
def expect_log() -> ExpectedLogs:
    """Call it with a regular expression for each warning or error the test makes the program log."""
    return ExpectedLogs()


@pytest.fixture(autouse=True)
def _only_expected_logs(caplog: pytest.LogCaptureFixture, expect_log: ExpectedLogs) -> Iterator[None]:
    yield
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    messages = [record.getMessage() for record in records if record.levelno >= logging.WARNING]
    problems = expect_log.problems(messages)
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)
