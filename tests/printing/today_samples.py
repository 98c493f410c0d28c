"""Invented rows of the plan of a month and of the self-check."""

from __future__ import annotations

_PLACES = ("样例1村", "样例2村")


def tables() -> dict[str, list[dict[str, str]]]:
    """The rows by the name of their table."""
    return {
        "month_plan": [
            {
                "place": _PLACES[number // 5],
                "name": "样丰收" if number % 2 else "例来福",
                "held": "普通管理" if number % 2 else "帮教",
                "regular": "当面报告 ■　报告 ■■×□　走访或者谈话 □" if number % 2 else "帮教回访 □",
                "limits": "□ 11-24 入矫宣告" if number == 3 else "",
            }
            for number in range(9)
        ],
    }
