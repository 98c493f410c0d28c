"""Time limits as a pack declares them (``resources/deadlines/*.toml``): another limit is another table of data."""

# No postponed annotations: the reader asks for the types themselves, at every start.
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Annotated

from station_desk.domain.basics.calendar import Holidays, add_months
from station_desk.domain.fields.types import DateType
from station_desk.domain.packs.conditions import Conditions, all_of, condition_faults
from station_desk.domain.packs.head import STATUS, Pack
from station_desk.domain.packs.keys import Filled, Key, Told, check
from station_desk.domain.packs.reading import demand
from station_desk.domain.records.query import EVERYTHING, All, Filter, both
from station_desk.domain.records.record import Kind
from station_desk.domain.register.conditions import kind_named, population_named
from station_desk.domain.register.populations import suits
from station_desk.domain.register.relations import parts_of

_SPAN = re.compile(r"-?\d{1,4}", re.ASCII)


def _span(text: str) -> int:
    if not _SPAN.fullmatch(text):
        raise ValueError(f'应当是带引号的整数，例如 "30"，现在是“{text[:20]}”')
    return int(text)


Span = Annotated[int, Key(takes=_span)]


@dataclass(frozen=True)
class Remark:
    """A caution as it is written."""

    text: Filled
    where: Annotated[Conditions, Key(some="要写明是哪一些记录")]


@dataclass(frozen=True)
class Caution:
    """A sentence to mind about some of the records a limit watches; ``field`` is what brings them in."""

    text: str
    field: str
    where: Filter


@dataclass(frozen=True)
class Latest:
    """The last part of a record, which tells the day its limit starts from: the first known of ``days``.

    ``by`` is the day that says which part is the last one, that same day where it is not given. A part of which that
    lies in the future is none yet, and one without it none that is known of.
    """

    kind: Annotated[Kind, Key(takes=kind_named)]
    days: Annotated[tuple[Filled, ...], Key(some="至少要有一个日期栏目")]
    by: str = ""

    @check
    @staticmethod
    def _days(kind: Kind, days: tuple[str, ...], by: str) -> Told:
        known = _days_of(kind)
        for number, key in enumerate(days, start=1):
            if key not in known:
                yield ("days", number), f"不认识“{key[:20]}”，可以用：{'、'.join(known)}"
        if by and by not in known:
            yield "by", f"不认识“{by[:20]}”，可以用：{'、'.join(known)}"

    def start(self, values: Sequence[date | None], today: date) -> tuple[date, date | None] | None:
        """Of the ``asks`` of a part: the day it is sorted by, and the one it tells; None for what is no part yet."""
        day = next((each for each in values[: len(self.days)] if each), None)
        by = values[-1] if self.by else day
        return (by, day) if by is not None and by <= today else None

    @property
    def asks(self) -> tuple[str, ...]:
        """The days of a part it depends on."""
        return (*self.days, *filter(None, (self.by,)))


def _days_of(kind: Kind) -> list[str]:
    return [each.key for each in kind.fields if isinstance(each.type, DateType)]


@dataclass(frozen=True, kw_only=True)
class DeadlineRule:
    """One time limit over one kind.

    The limit is ``days`` and ``months`` after the day in ``field``, or so many ``working_days`` after it. It is shown
    from ``remind`` days before it is due, and afterwards for ``look_back`` days (None: until settled); one that
    ``lapses`` is a right that is lost and not shown any more. ``rolls``: a last day off moves to the next working day,
    as it does for a duty or a right of somebody who is not in custody; the end of a leave, a permit, a contract or a
    sentence does not move, nor does a limit counted backwards. ``status`` is a key of STATUS, ``pack`` the title of
    the pack the rule stands in.
    Those overdue that are told ``together`` stand in one line of the overview.
    ``undated`` says why a record waits without a limit when ``field`` is empty; "" when that means nothing.
    Where a ``latest`` part tells the day it starts from, that holds if it is later than the one in ``field``, which may
    be left out then: a record without such a part has no limit.
    An extension that was agreed upon on the day in ``asked``, before the limit was over, moves it to that in
    ``extended``; one agreed upon later moves nothing.
    ``among`` is the population that the records belong to, ``conditions`` what else holds of them.
    """

    id: Annotated[str, Key(filled=True, unique="list")]
    kind: Annotated[Kind, Key(takes=kind_named)]
    title: Filled
    field: Annotated[str, Key("from", filled=True)] = ""
    latest: Latest | None = None
    days: Span = 0
    months: Span = 0
    working_days: Span = 0
    remind: Span = 0
    look_back: Annotated[int | None, Key(takes=_span)] = None
    together: bool = False
    lapses: bool = False
    rolls: bool = False
    status: Annotated[str, Key(choices=STATUS)]
    article: str = ""
    basis: Filled
    pack: Annotated[str, Key(given=True)] = ""
    undated: str = ""
    extended: str = ""
    asked: str = ""
    among: Annotated[All, Key(takes=population_named)] = EVERYTHING
    conditions: Annotated[Conditions, Key("where")] = ()
    remarks: Annotated[tuple[Remark, ...], Key("caution")] = ()

    @check
    @staticmethod
    def _day(kind: Kind, field: str, latest: Latest | None) -> Told:
        days = _days_of(kind)
        if field and field not in days:
            yield "from", f"不认识“{field[:20]}”，可以用：{'、'.join(days)}"
        elif not field and latest is None:
            yield "from", "缺少这一项"

    @check
    @staticmethod
    def _latest_part(kind: Kind, latest: Latest | None) -> Told:
        if latest and latest.kind not in [each.kind for each in parts_of(kind)]:
            yield ("latest", "kind"), f"“{latest.kind.label}”不属于{kind.label}"

    @check
    @staticmethod
    def _extension(kind: Kind, extended: str, asked: str) -> Told:
        days = _days_of(kind)
        for key, value in (("extended", extended), ("asked", asked)):
            if value and value not in days:
                yield key, f"不认识“{value[:20]}”，可以用：{'、'.join(days)}"
        if bool(extended) != bool(asked):
            yield "extended", "extended 和 asked 要一起写"

    @check
    @staticmethod
    def _article(status: str, article: str) -> Told:
        if status == "law" and not article:
            yield "article", "写明依据的是法律的，要写出条文"

    @check
    @staticmethod
    def _forwards(rolls: bool, days: int) -> Told:
        if rolls and days < 0:
            yield "rolls", "往前倒算的期限不顺延"

    @check
    @staticmethod
    def _counted_once(days: int, months: int, working_days: int) -> Told:
        if working_days < 0:
            yield "working_days", "工作日只往后数"
        elif working_days and (days or months):
            yield "working_days", "按工作日数的期限不再写 days 和 months"

    @check
    @staticmethod
    def _members(kind: Kind, among: All) -> Told:
        if not suits(among, kind):
            yield "among", f"这一类不属于“{kind.label}”，请换成属于它的，或者用 where 写明"

    @check
    @staticmethod
    def _records(kind: Kind, conditions: Conditions) -> Told:
        for key, message in condition_faults(kind, conditions):
            yield ("where", *key), message

    @check
    @staticmethod
    def _reminded(kind: Kind, remarks: tuple[Remark, ...]) -> Told:
        for number, remark in enumerate(remarks, start=1):
            for key, message in condition_faults(kind, remark.where):
                yield ("caution", number, "where", *key), message

    @cached_property
    def where(self) -> Filter:
        """The records the limit watches."""
        return both(self.among, all_of(self.kind, self.conditions))

    @cached_property
    def cautions(self) -> tuple[Caution, ...]:
        """What to mind about some of them."""
        return tuple(
            Caution(remark.text, remark.where[0].field, all_of(self.kind, remark.where))
            for remark in self.remarks
        )

    @property
    def status_text(self) -> str:
        """The state in Chinese: the article of a law, the pack of a local rule."""
        named = {"law": self.article, "local": f"《{self.pack}》"}.get(self.status, "")
        return f"{STATUS[self.status]}：{named}" if named else STATUS[self.status]

    @property
    def asks(self) -> tuple[str, ...]:
        """The days of a record that the limit depends on: the one it starts from, then those of its extension."""
        return tuple(filter(None, (self.field, self.extended, self.asked)))

    def last_day(
        self, start: date, holidays: Holidays | None = None, to: date | None = None, asked: date | None = None
    ) -> date:
        """The last day of the limit that starts to run on ``start`` (which is not counted), before it rolls.

        It is extended ``to`` a day where that was ``asked`` for in time.
        """
        last = add_months(start, self.months) + timedelta(days=self.days)
        if self.working_days:
            last = (holidays or Holidays()).working(start, self.working_days)
        in_time = asked is not None and asked <= self._latest(last, holidays)
        return to if to is not None and to > last and in_time else last

    def due_on(
        self, start: date, holidays: Holidays | None, to: date | None = None, asked: date | None = None
    ) -> date:
        """The last day of the limit, as far as the days off are known."""
        last = self.last_day(start, holidays, to, asked)
        return holidays.roll(last) if holidays and self.rolls else last

    def latest_on(
        self, start: date, holidays: Holidays | None, to: date | None = None, asked: date | None = None
    ) -> date:
        """The last day the limit can come to by a notice not known yet; a right counts as lost only after it."""
        return self._latest(self.last_day(start, holidays, to, asked), holidays)

    def _latest(self, last: date, holidays: Holidays | None) -> date:
        return holidays.latest(last) if holidays and self.rolls else last

    def window(self, today: date) -> tuple[date | None, date]:
        """The first and the last due day shown today; None when every overdue one is."""
        last = today + timedelta(days=self.remind)
        if self.lapses:
            return today, last
        return (None if self.look_back is None else today - timedelta(days=self.look_back)), last


@dataclass(frozen=True, kw_only=True)
class DeadlinePack(Pack):
    """The limits of one issuer and region."""

    rules: Annotated[tuple[DeadlineRule, ...], Key("deadline", some="至少要有一个期限")]


def parse_deadlines(data: Mapping[str, object]) -> tuple[DeadlineRule, ...]:
    """The rules of a parsed pack; raises FaultyError telling every fault."""
    pack = demand(DeadlinePack, data, "期限规则")
    return tuple(replace(rule, pack=pack.title) for rule in pack.rules)
