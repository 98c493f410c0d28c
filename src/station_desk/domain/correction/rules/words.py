"""Words of before 社区矫正法 (in force since July 2020), typed from old forms: today's are offered."""

from __future__ import annotations

from typing import Final

from station_desk.domain.correction.kinds import (
    approvals,
    assessments,
    contacts,
    entry,
    management,
    rewards,
    supervision,
)
from station_desk.domain.records.record import declared
from station_desk.domain.records.rules import Rules
from station_desk.domain.records.wording import Outdated

OUTDATED: Final = Outdated(
    {
        "社区服刑人员": "社区矫正对象",
        "社区矫正服刑人员": "社区矫正对象",
        "社区矫正人员": "社区矫正对象",
        "矫正人员": "社区矫正对象",
        "监外服刑人员": "社区矫正对象",
        "刑释解教人员": "刑满释放人员",
        "刑释解矫人员": "刑满释放人员、解除社区矫正人员",
        "刑释人员": "刑满释放人员",
        "解教人员": "刑满释放人员",
        "两劳释放人员": "刑满释放人员",
        "两劳回归人员": "刑满释放人员",
    }
)
"""The outdated words and those of the law in force; 劳动教养 ended in 2013."""

RULES: Rules = {
    kind.cls: (OUTDATED,)
    for module in (approvals, assessments, contacts, entry, management, rewards, supervision)
    for kind in declared(module)
}
