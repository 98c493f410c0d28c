"""Reading a pack of time limits: every fault named with its rule and key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast, get_args

from station_desk.domain.deadlines import STATUS, Caution, DeadlineRule
from station_desk.domain.fieldtypes import DateType, FieldType, ParseError
from station_desk.domain.kinds import KINDS
from station_desk.domain.pack import Finding, PackReader, duplicates, refuse
from station_desk.domain.query import All, Filter, Op, Where
from station_desk.domain.record import Kind


def parse_deadlines(data: Mapping[str, object]) -> tuple[DeadlineRule, ...]:
    """The rules of a parsed pack; raises KnownError naming the faults."""
    findings: list[Finding] = []
    pack = PackReader(data, "", findings)
    for key in ("id", "issuer", "region", "edition", "source"):
        pack.text(key)
    title = pack.text("title")
    pack.whole("year")
    rules = [rule for reader in pack.tables("deadline", "期限") if (rule := _rule(reader, title))]
    pack.finish()
    findings += [
        Finding(f"期限 {name}", "id", "编号重复") for name in duplicates([rule.id for rule in rules])
    ]
    refuse(f"期限规则“{data.get('title', '')}”", findings)
    return tuple(rules)


def _rule(reader: PackReader, pack: str) -> DeadlineRule | None:
    kind = KINDS.get(reader.one_of("kind", KINDS))
    if kind is None:
        return None
    dates = [field.key for field in kind.fields if isinstance(field.type, DateType)]
    rule = DeadlineRule(
        id=reader.text("id"),
        kind=kind,
        title=reader.text("title"),
        field=reader.one_of("from", dates),
        days=_span(reader, "days"),
        months=_span(reader, "months"),
        remind=_span(reader, "remind"),
        look_back=_span(reader, "look_back") if reader.has("look_back") else None,
        lapses=reader.yes("lapses"),
        rolls=reader.yes("rolls"),
        status=reader.one_of("status", STATUS),
        article=reader.text("article", ""),
        basis=reader.text("basis"),
        pack=pack,
        undated=reader.text("undated", ""),
        where=_where(reader, kind),
        cautions=tuple(_caution(part, kind) for part in reader.conditions("caution")),
    )
    if rule.status == "law" and not rule.article:
        reader.fault("article", "写明依据的是法律的，要写出条文")
    if rule.rolls and rule.days < 0:
        reader.fault("rolls", "往前倒算的期限不顺延")
    reader.finish()
    return rule


def _span(reader: PackReader, key: str) -> int:
    if not reader.has(key):
        return 0
    length = reader.number(key)
    if length.denominator != 1:
        reader.fault(key, "应是整数")
    return int(length)


def _where(reader: PackReader, kind: Kind) -> Filter:
    return All(tuple(_condition(part, kind) for part in reader.conditions("where")))


def _caution(reader: PackReader, kind: Kind) -> Caution:
    where = tuple(_condition(part, kind) for part in reader.conditions("where"))
    if not where:
        reader.fault("where", "要写明是哪一些记录")
    caution = Caution(reader.text("text"), where[0].field if where else "", All(where))
    reader.finish()
    return caution


def _condition(reader: PackReader, kind: Kind) -> Where:
    field = kind.by_key.get(reader.one_of("field", kind.by_key))
    op = cast(Op, reader.one_of("op", get_args(Op)))
    raw = None if op in ("filled", "empty") else reader.value("value")
    reader.finish()
    if field is None or raw is None:
        return Where(field.key if field else "", op)
    try:
        return Where(field.key, op, _parsed(field.type, raw))
    except ParseError as error:
        reader.fault("value", str(error))
        return Where(field.key, op)


def _parsed(type_: FieldType, raw: object) -> object:
    if isinstance(raw, list):
        return tuple(_parsed(type_, part) for part in raw)
    return raw if isinstance(raw, bool) else type_.parse(str(raw))
