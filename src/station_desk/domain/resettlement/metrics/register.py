"""The registers of 安置帮教: who is in prison, comes home, is helped; who offended again; households; money."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Final

from station_desk.domain.basics.calendar import add_months
from station_desk.domain.measures.facts import Facts
from station_desk.domain.measures.model import (
    Measure,
    Params,
    RecordSet,
    Share,
    counted,
    metric,
    rate,
    tally,
    ticked,
)
from station_desk.domain.measures.timely import happened
from station_desk.domain.records.query import AnyOf, Filter, Not, Referred, Where, both
from station_desk.domain.resettlement.kinds.care import AID, Aid, HelpFamily
from station_desk.domain.resettlement.kinds.help import Resettlement
from station_desk.domain.resettlement.kinds.registers import REGISTER, RegisterSnapshot
from station_desk.domain.resettlement.populations import (
    NOT_SENT_BACK,
    RESETTLEMENT_OPEN,
    helped,
    resettlement_year,
    unmet,
)
from station_desk.domain.resettlement.populations import release_soon as releasing
from station_desk.domain.resettlement.populations import serving as in_prison

NO_RESETTLEMENT: Final = "没有登记在册的安置帮教对象"
ADULT_MONTHS: Final = 18 * 12

ELSEWHERE: Final = Where("listed_at", "==", "residence")
"""Lives here and is registered elsewhere: helped here too, counted there (人户分离)."""


@metric("辖区内服刑人员", "人")
def serving_on_register(facts: Facts, _: Params) -> Measure:
    """People of the district serving a sentence in prison."""
    return counted(facts, Resettlement, in_prison(facts.today), "登记的辖区内服刑人员 {} 人")


@metric("1 个月内预释放人员", "人")
def release_soon(facts: Facts, _: Params) -> Measure:
    """People to be released within one month from the day of assessment."""
    return counted(facts, Resettlement, releasing(facts.today), "1 个月内预释放人员 {} 人")


@metric("现有安置帮教对象", "人")
def resettlement_on_register(facts: Facts, _: Params) -> Measure:
    """People being helped now; those who live here and are registered elsewhere are helped, too, and told beside it."""
    register = helped(facts.today)
    beside = facts.count(Resettlement, both(register, ELSEWHERE))
    where = both(register, Not(ELSEWHERE))
    words = f"（另有居住在本辖区、户籍在外的 {beside} 人，由户籍地计数）" if beside else ""
    return counted(facts, Resettlement, where, f"现有安置帮教对象 {{}} 人{words}")


@metric("帮教名册缺日期的人", "人")
def resettlement_gaps(facts: Facts, _: Params) -> Measure:
    """People in prison or in help without a day of release, or still noted as in prison after it: never left out."""
    undated = both(RESETTLEMENT_OPEN, NOT_SENT_BACK, Where("released_on", "empty"))
    where = AnyOf((undated, both(unmet(facts.today), NOT_SENT_BACK)))
    return counted(
        facts, Resettlement, where, "服刑和帮教名册里没有填释放日期、或者已过释放日期没有衔接的 {} 人"
    )


@metric("月末留存的名册", "本")
def registers_kept(facts: Facts, _: Params) -> Measure:
    """Of the four registers those kept as they stood at the end of the last month or later."""
    last = Where("as_of", ">=", facts.today.replace(day=1) - timedelta(days=1))
    rows = facts.values(RegisterSnapshot, ("register", "as_of"), last)
    kept = {register for _, register, _ in rows}
    names = "、".join(REGISTER.show(code) for code in REGISTER.by_code if code not in kept)
    text = f"四本名册中留存了上月末名册的 {len(kept)} 本" + (f"，没有留存：{names}" if names else "")
    return tally(len(kept), text, RecordSet(RegisterSnapshot, last))


@metric("帮教对象重新犯罪率", "人")
def resettlement_reoffence_rate(facts: Facts, _: Params) -> Measure:
    """Who offended again in the year among everybody helped on a day of it: the lower the better."""
    state = both(
        Where("state", "==", "reoffended"),
        Where("reoffended_on", "empty"),
        AnyOf((Where("left_on", "empty"), happened(facts, "left_on"))),
    )
    found = AnyOf((happened(facts, "reoffended_on"), state))
    scope = AnyOf((resettlement_year(facts.year, facts.today), found))
    part, whole = facts.count(Resettlement, found), facts.count(Resettlement, scope)
    share = Share(part, whole, f"本年帮教过 {whole} 人，重新犯罪 {part} 人", "重新犯罪率", NO_RESETTLEMENT)
    return rate(share, RecordSet(Resettlement, found))


@metric("有未成年子女的帮教家庭", "户")
def households_with_minors(facts: Facts, _: Params) -> Measure:
    """People in prison or in help in whose household somebody is under eighteen, through the birthday."""
    minor = Where("born_on", ">=", add_months(facts.today, -ADULT_MONTHS))
    families = both(RESETTLEMENT_OPEN, NOT_SENT_BACK, _with_family(minor))
    needy = facts.count(Resettlement, both(families, _with_family(both(minor, Where("needs", "filled")))))
    whole = facts.count(Resettlement, families)
    text = f"服刑和帮教对象家里有未成年人的 {whole} 户，其中登记有困难的 {needy} 户"
    return tally(whole, text, RecordSet(Resettlement, families))


def _with_family(where: Filter) -> Filter:
    return Referred(HelpFamily, "resettlement", where)


@metric("困难帮扶", "次")
def aids_given(facts: Facts, _: Params) -> Measure:
    """Help with money, work or schooling that came about in the year, by kind, with the sum."""
    where = happened(facts, "given_on")
    count: dict[str, int] = {}
    amount = Decimal()
    for _, aid, money in facts.values(Aid, ("aid", "amount"), where):
        count[aid] = count.get(aid, 0) + 1
        amount += money or Decimal()
    told = "、".join(f"{AID.show(code)} {count[code]} 次" for code in AID.by_code if code in count)
    whole = sum(count.values())
    text = f"本年落实困难帮扶 {whole} 次"
    text += f"（{told}），登记金额 {amount.normalize():f} 元" if whole else ""
    return tally(whole, text, RecordSet(Aid, where))


@metric("帮教档案勾选齐全率", "份")
def resettlement_file_rate(facts: Facts, _: Params) -> Measure:
    """The share of people being helped now whose file is ticked as complete."""
    return ticked(facts, Resettlement, helped(facts.today), "安置帮教档案", NO_RESETTLEMENT)
