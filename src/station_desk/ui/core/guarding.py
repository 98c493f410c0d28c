"""Nothing that Qt calls back may raise: one way for every method of ours that stands in for one of Qt's.

An exception that leaves such a method is printed by the binding, which keeps its frames, and with them painters and
cursors that Qt believes gone. Here it goes to ``sys.excepthook``, its frames are let go of, and Qt gets an answer that
is always right: nothing to show, nothing handled. ``tests/ui/core/test_guarding.py`` finds every method that lacks
this.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def called_by_qt(otherwise: Any) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Decorator for an overridden method of Qt: a bug in it is told, and Qt gets ``otherwise``.

    ``otherwise`` may be a class of Qt's (``QSize``), of which a fresh, empty one is given.
    """

    def guard(method: Callable[P, T]) -> Callable[P, T]:
        @wraps(method)
        def guarded(*arguments: P.args, **named: P.kwargs) -> T:
            try:
                return method(*arguments, **named)
            except Exception as error:
                sys.excepthook(type(error), error, error.__traceback__)
                traceback.clear_frames(error.__traceback__)
            answer: T = otherwise() if isinstance(otherwise, type) else otherwise
            return answer

        vars(guarded)["answers_qt"] = True
        return guarded

    return guard
