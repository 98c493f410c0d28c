"""Time limits as a pack declares them (``resources/deadlines/*.toml``): another limit is another table of data."""

# No postponed annotations: the reader asks for the types themselves, at every start.
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Annotated

from station_desk.domain.basics.calendar import Holidays, add_months
from station_desk.domain.fields.types import DateType, ParseError
from station_desk.domain.packs.conditions import Conditions, all_of, condition_faults
from station_desk.domain.packs.head import STATUS, Pack
from station_desk.domain.packs.keys import Filled, Key, Told, check
from station_desk.domain.packs.reading import demand
from station_desk.domain.records.field import Field
from station_desk.domain.records.query import EVERYTHING, All, Filter, both
from station_desk.domain.records.record import Kind
from station_desk.domain.register.conditions import kind_named, population_named
from station_desk.domain.register.populations import suits
from station_desk.domain.register.starts import STARTS

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
class Fill:
    """A value that doing something fills in, as its field writes it."""

    field: Filled
    value: Filled


@dataclass(frozen=True, kw_only=True)
class Done:
    """What one key records when the matter is done today: ``day`` of the watched record, or of a new one.

    A new one is of ``kind`` and refers to the watched record in the field that owns it. ``title`` is what the key is
    called (已报告), ``fill`` what else is known then. Of what belongs ``within`` its period nothing is settled by a day
    after it: no key is offered then.
    """

    title: Filled
    day: Filled
    kind: Annotated[Kind | None, Key(takes=kind_named)] = None
    fill: tuple[Fill, ...] = ()
    within: bool = False

    @check
    @staticmethod
    def _fields(kind: Kind | None, day: str, fill: tuple[Fill, ...]) -> Told:
        yield from _done_faults(kind, day, fill) if kind is not None else ()


def _done_faults(kind: Kind, day: str, fill: tuple[Fill, ...]) -> Told:
    """What a kind has no place for."""
    if not isinstance(getattr(kind.by_key.get(day), "type", None), DateType):
        yield "day", f"“{kind.label}”没有叫“{day[:20]}”的日期"
    for number, each in enumerate(fill, start=1):
        field = kind.by_key.get(each.field)
        if field is None:
            yield ("fill", number, "field"), f"“{kind.label}”没有“{each.field[:20]}”这一项"
        elif not _takes(field, each.value):
            yield ("fill", number, "value"), f"“{field.label}”不能填“{each.value[:20]}”"


def _takes(field: Field, value: str) -> bool:
    try:
        return field.admits(field.type.parse(value))
    except ParseError:
        return False


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
    ``starts`` names a source of days instead (``domain.register.starts``), for a day that stands in no field of the
    record; ``done`` is what one key records when the matter is done.
    ``undated`` says why a record waits without a limit when ``field`` is empty; "" when that means nothing.
    An extension that was agreed upon on the day in ``asked``, before the limit was over, moves it to that in
    ``extended``; one agreed upon later moves nothing.
    ``among`` is the population that the records belong to, ``conditions`` what else holds of them.
    """

    id: Annotated[str, Key(filled=True, unique="list")]
    kind: Annotated[Kind, Key(takes=kind_named)]
    title: Filled
    field: Annotated[str, Key("from")] = ""
    starts: Annotated[str, Key(choices=STARTS)] = ""
    days: Span = 0
    months: Span = 0
    working_days: Span = 0
    remind: Span = 0
    look_back: Annotated[int | None, Key(takes=_span)] = None
    lapses: bool = False
    together: bool = False
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
    done: Done | None = None

    @check
    @staticmethod
    def _day(kind: Kind, field: str, starts: str) -> Told:
        days = [each.key for each in kind.fields if isinstance(each.type, DateType)]
        if bool(field) == bool(starts):
            yield "from", "from（记录里的一个日期）和 starts（程序算出的起点）写一个"
        elif field and field not in days:
            yield "from", f"不认识“{field[:20]}”，可以用：{'、'.join(days)}"
        elif starts and STARTS[starts].cls.KIND is not kind:
            yield "starts", f"“{starts}”不是“{kind.label}”的起点"

    @check
    @staticmethod
    def _done(kind: Kind, done: Done | None) -> Told:
        if done is not None and done.kind is None:
            for key, told in _done_faults(kind, done.day, done.fill):
                yield ("done", *((key,) if isinstance(key, str) else key)), told

    @check
    @staticmethod
    def _extension(kind: Kind, extended: str, asked: str) -> Told:
        days = [each.key for each in kind.fields if isinstance(each.type, DateType)]
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
        return (*filter(None, (self.field, self.extended, self.asked)),)

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
