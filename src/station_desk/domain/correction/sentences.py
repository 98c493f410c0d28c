"""How long each class of correction lasts by law and by its judgment, counted as criminal terms are.

A criminal term ends on the day before the corresponding day: one year from 15 March ends on 14 March (刑诉法解释
art. 202). A civil term (a contract, an office) ends on the corresponding day (民法典 arts. 201-203); the two are never
mixed. What a judgment says is read where it is plain; what was typed from the paper holds, and is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.fields.types import DateType


class Term(NamedTuple):
    """The shortest (0: none) and the longest term in months, and what the law says of it."""

    least: int
    most: int
    rule: str


TERMS = {
    "control": Term(0, 24, "管制的期限最长二年（刑法第三十八条），数罪并罚最长三年（第六十九条）"),
    "probation": Term(2, 60, "缓刑考验期最短二个月、最长五年（刑法第七十三条）"),
    "parole": Term(0, 120, "假释考验期是没有执行完的刑期，无期徒刑的为十年（刑法第八十三条）"),
    "outside": Term(0, 300, "暂予监外执行到原判刑期届满，数罪并罚的有期徒刑最长二十五年（刑法第六十九条）"),
}
_OF_DETENTION = Term(2, 12, "拘役的缓刑考验期最短二个月、最长一年（刑法第七十三条）")
_OF_PRISON = Term(12, 60, "有期徒刑的缓刑考验期最短一年、最长五年（刑法第七十三条）")


_DAY: Final = timedelta(days=1)
_LIFE_PAROLE: Final = 120
"""Months of parole from a life sentence (刑法 art. 83)."""
_LONGEST_SUSPENDED: Final = 36
"""Months of prison beyond which no sentence is suspended (刑法 art. 72)."""
_FIGURES: Final = {figure: number for number, figure in enumerate("零一二三四五六七八九")} | {
    "两": 2,
    "〇": 0,
}
_COUNT: Final = r"[0-9０-９一二两三四五六七八九十]{1,3}"
_LENGTH: Final = rf"(?:({_COUNT})年)?[零又]?(?:({_COUNT})个?月)?"
_PARTS: Final = {
    "prison": re.compile(rf"有期徒刑{_LENGTH}"),
    "detention": re.compile(rf"拘役{_LENGTH}"),
    "control": re.compile(rf"管制{_LENGTH}"),
    "probation": re.compile(rf"缓(?:期|刑)(?:考验期限?)?(?:为|执行)?{_LENGTH}"),
}
_LIFE: Final = re.compile("无期徒刑")


class Sentence(NamedTuple):
    """What a judgment says in months (0: nothing plain): prison, 拘役, 管制, and for how long it is suspended."""

    prison: int = 0
    detention: int = 0
    control: int = 0
    probation: int = 0
    life: bool = False


class Computed(NamedTuple):
    """A last day that follows from a judgment, what it follows from, and whether an earlier one may be right as well.

    Days in custody before 管制 count double and a sentence may have been reduced: of those the latest day is known.
    """

    last: date
    how: str
    latest_only: bool = False


def sentence_of(text: str) -> Sentence:
    """What the text of a sentence says; of several terms of one sort (数罪) the last one, which is carried out."""
    plain = re.sub(r"\s+", "", text)
    found = {
        sort: next(
            (months for match in reversed([*pattern.finditer(plain)]) if (months := _months(match))), 0
        )
        for sort, pattern in _PARTS.items()
    }
    return Sentence(**found, life=bool(_LIFE.search(plain)))


def _months(match: re.Match[str]) -> int:
    years, months = match.groups()
    return 12 * _number(years or "") + _number(months or "")


def _number(text: str) -> int:
    """A number up to 99 in figures or as it is spoken; 0 for none."""
    if not text:
        return 0
    if text[0].isdigit() and "十" not in text and text[0] not in _FIGURES:
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return sum(_FIGURES.get(figure, 0) for figure in ones[-1:])
    return (_FIGURES.get(tens, 1) if tens else 1) * 10 + _FIGURES.get(ones, 0)


def last_day(start: date, months: int) -> date:
    """The last day of a criminal term of whole months that begins on ``start`` (刑诉法解释 art. 202).

    Years end before the same day of the year; months that begin on the last day of one before the last of another.
    """
    day = add_months(start, months)
    if months % 12 and (start + _DAY).month != start.month:
        day = add_months(date(day.year, day.month, 1), 1) - _DAY
    return day - _DAY


def computed_end(record: Correction) -> Computed | None:
    """The end of the correction as its judgment has it; None where that is not plain."""
    said = sentence_of(record.sentence)
    start, show = record.start_on, DateType().show
    match record.correction_type:
        case "probation" if start and said.probation:
            how = f"缓刑考验期 {_told(said.probation)}，从{show(start)}起算"
            return Computed(last_day(start, said.probation), how)
        case "control" if start and said.control:
            how = f"管制 {_told(said.control)}，从{show(start)}起算（先行羁押的，一日折抵二日）"
            return Computed(last_day(start, said.control), how, latest_only=True)
        case "parole" if start and said.life and not record.sentence_to:
            return Computed(last_day(start, _LIFE_PAROLE), f"无期徒刑的假释考验期十年，从{show(start)}起算")
        case "parole" | "outside" if record.sentence_to:
            return Computed(record.sentence_to, f"原判刑期到{show(record.sentence_to)}届满")
        case "parole" | "outside" if record.sentence_from and said.prison:
            how = f"有期徒刑 {_told(said.prison)}，从{show(record.sentence_from)}起算（减刑的以裁定为准）"
            return Computed(last_day(record.sentence_from, said.prison), how, latest_only=True)
    return None


def _told(months: int) -> str:
    years, rest = divmod(months, 12)
    return " ".join(filter(None, (f"{years} 年" if years else "", f"{rest} 个月" if rest else "")))


def term_of(record: Correction) -> Term | None:
    """The legal term of a person's class; of a suspended sentence by what was suspended. None for other classes."""
    if record.correction_type == "probation":
        if "拘役" in record.sentence and "徒刑" not in record.sentence:
            return _OF_DETENTION
        if "有期徒刑" in record.sentence:
            return _OF_PRISON
    return TERMS.get(record.correction_type)


def term_questions(record: Correction) -> Iterator[str]:
    """What to ask about the days between which somebody is under correction."""
    term = term_of(record)
    if term is None or record.start_on is None or record.end_on is None or record.end_on < record.start_on:
        return
    show = DateType().show
    told = f"矫正期从{show(record.start_on)}到{show(record.end_on)}，{term.rule}"
    if record.end_on > (latest := last_day(record.start_on, term.most)):
        yield f"{told}，最晚到{show(latest)}"
    elif term.least and record.end_on < (earliest := last_day(record.start_on, term.least)):
        yield f"{told}，最早到{show(earliest)}"


def computed_questions(record: Correction) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Where the days that were typed are not those of the judgment: field, question, the other fields it is about."""
    show = DateType().show
    found, end = computed_end(record), record.end_on
    if found and end and (end > found.last or (end < found.last and not found.latest_only)):
        told = f"按{found.how}，应当在{show(found.last)}期满，这里是{show(end)}；以法律文书为准，请核对"
        yield "end_on", told, ("start_on", "correction_type", "sentence", "sentence_from", "sentence_to")
    if record.correction_type != "probation":
        return
    effective = record.effective_on
    if record.start_on and effective and record.start_on != effective:
        told = f"缓刑考验期从判决确定之日起算（刑法第七十三条），裁判生效日期是{show(effective)}，请核对"
        yield "start_on", told, ("effective_on", "correction_type")
    said = sentence_of(record.sentence)
    if said.probation and said.prison > _LONGEST_SUSPENDED:
        yield "sentence", "宣告缓刑的有期徒刑一般不超过三年（刑法第七十二条），请核对", ("correction_type",)
    elif said.probation and said.probation < (said.prison or said.detention):
        yield "sentence", "缓刑考验期不短于原判刑期（刑法第七十三条），请核对", ("correction_type",)
