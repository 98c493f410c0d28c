"""Who signs the papers of a mediation: the parties stand in the record as texts, so they are told apart warily."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from station_desk.domain.mediation.kinds.cases import Mediation

MOST_UNNAMED: Final = 300
"""So many lines for parties nobody named; a number typed wrong must not fill a thousand pages."""
_FOR_THE_PEN: Final = 3
"""Lines for a side of which the record does not say for sure who belongs to it."""
_PAIR: Final = 2
"""The number of parties that stands in every new record, whether or not somebody counted."""

_BETWEEN: Final = re.compile(r"[、，,；;/／\n]+|\s和\s")
_SEVERAL: Final = re.compile(
    r"等|与|及|跟|同其|夫妇|夫妻|两人|二人|双方|一家|全家|兄弟|姐妹|姊妹|父子|父女|母子|母女|\d"
)
_JOINED: Final = re.compile(r".{2,}和.{2,}")
_SPACED: Final = re.compile(r"[\u3400-\U0003ffff]{2,}\s+[\u3400-\U0003ffff]{2,}")
_UNIT: Final = re.compile(
    "(?:公司|集团|工厂|厂|矿|商行|商店|商场|超市|门市部?|经营部|经销部|服务部|工作室|事务所|合作社|联合社|农场|林场|林业站"
    "|委员会|村委会|居委会|村民小组|经济社|政府|办事处|街道办|派出所|管理[局处所站]|水务局|学校|[中小]学|大学|学院|幼儿园|医院"
    "|卫生[院室所]|诊所|药店|银行|信用社|中心|协会|商会|联合会|宾馆|酒店|旅馆|旅行社|饭店|餐馆|项目部|分行|支行)$"
)
"""How the name of a unit ends; a person's name does not."""
_BRACKETS: Final = re.compile(r"[（(][^（）()]*[)）]")


@dataclass(frozen=True)
class Side:
    """The parties of one side, by name; ``sure`` is whether these are surely all, each a single one."""

    names: tuple[str, ...]
    sure: bool

    @property
    def unit(self) -> bool:
        """Whether a unit is surely among them, by how it is called."""
        return any(_UNIT.search(_BRACKETS.sub("", name).strip()) for name in self.names)

    @property
    def lines(self) -> str:
        """A line for everybody to sign on: by name, or without one for the pen."""
        return "\n".join(self.names) if self.sure else "\n" * (_FOR_THE_PEN - 1)


def side_of(text: str) -> Side:
    """The parties that a text names."""
    bare = _BRACKETS.sub("", text)
    parts = [part.strip() for part in _BETWEEN.split(bare) if part.strip()]
    doubtful = any(mark.search(part) for part in parts for mark in (_SEVERAL, _JOINED, _SPACED))
    # A bracket that is not closed, or holds names of its own, leaves open who signs.
    inside = any(_BETWEEN.search(found) for found in _BRACKETS.findall(text))
    sure = not (doubtful or inside or re.search(r"[（()）]", bare))
    names = [part.strip() for part in _BETWEEN.split(text) if part.strip()] if sure else parts
    return Side(tuple(names), sure)


@dataclass(frozen=True)
class Signers:
    """Both sides, and how many sign whom nobody named; ``copies`` of an agreement, None where that is uncertain.

    Each party has a copy, and the committee keeps one (人民调解法第二十九条).
    """

    applicants: Side
    respondents: Side
    unnamed: int
    copies: int | None

    @property
    def sure(self) -> bool:
        """Whether both sides are told apart for sure."""
        return self.applicants.sure and self.respondents.sure


def signers_of(case: Mediation) -> Signers:
    """Who signs; the number of parties is what was entered, but never less than the names.

    Where fewer were entered than names stand there, and where they cannot be told apart and nobody counted them, the
    copies are for the pen.
    """
    applicants, respondents = side_of(case.applicant), side_of(case.respondent)
    named = len(applicants.names) + len(respondents.names)
    parties = case.parties or 0
    sure = applicants.sure and respondents.sure
    known = parties >= named if sure else parties > max(_PAIR, named)
    unnamed = max(0, parties - max(_PAIR, named)) if sure or known else 0
    return Signers(applicants, respondents, unnamed, parties + 1 if parties and known else None)


APPLICANT: Final = "申请人"
RESPONDENT: Final = "被申请人"
BOTH: Final = "双方"


def unit_sides(case: Mediation) -> str:
    """Which side has a unit in it, by its name: one of the three words, "" where no name says so."""
    found = signers_of(case)
    match found.applicants.unit, found.respondents.unit:
        case True, True:
            return BOTH
        case True, False:
            return APPLICANT
        case False, True:
            return RESPONDENT
    return ""


def to_mind(case: Mediation) -> list[str]:
    """What somebody should mind about the lines to sign on, in Chinese sentences."""
    found, told = signers_of(case), []
    if not found.sure:
        told.append(
            "申请人或者被申请人一栏分不清有哪几个人，签名处没有印姓名：请每人各签一行，不够的另附签名页"
        )
    if found.copies is None:
        told.append("当事人有几个没有写清楚，需要份数的地方留空，请手写：当事人各一份，调委会留一份")
    if found.unnamed > MOST_UNNAMED:
        told.append(
            f"没有写姓名的当事人有 {found.unnamed} 个，只印了 {MOST_UNNAMED} 行签名：请核对人数，不够的另附签名页"
        )
    return told
