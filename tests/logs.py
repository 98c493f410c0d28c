"""The rule of the tests about log messages: a warning nobody expected is a failure."""

import re
from collections.abc import Sequence


class ExpectedLogs:
    """The log messages a test provokes on purpose, as regular expressions; each must really appear."""

    def __init__(self) -> None:
        self._patterns: list[str] = []

    def __call__(self, pattern: str) -> None:
        """Allow, and require, a message at WARNING or above in which `pattern` is found."""
        self._patterns.append(pattern)

    def problems(self, messages: Sequence[str]) -> list[str]:
        """Name the messages nobody expected and the expectations nothing met."""
        unexpected = [m for m in messages if not any(re.search(p, m) for p in self._patterns)]
        unmet = [p for p in self._patterns if not any(re.search(p, m) for m in messages)]
        return [f"unexpected log message: {m}" for m in unexpected] + [f"not logged: {p}" for p in unmet]
