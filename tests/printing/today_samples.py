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
        "self_check": [
            {
                "point": "1. 报到后没有告知应当遵守的规定",
                "for_pen": "看卷内的告知书",
                "name": "",
                "found": "没有从记录里发现",
            },
            {
                "point": "2. 批准外出不合规定",
                "for_pen": "看证明材料",
                "name": "样丰收",
                "found": "2024-03-05 起外出：8 日，超过七日，由司法所批准",
            },
        ],
    }
