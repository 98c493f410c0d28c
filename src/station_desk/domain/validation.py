"""What makes a record savable, and what about it deserves a second look. Pure: today comes as an argument."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from station_desk.domain import unreadable
from station_desk.domain.errors import Problem, Severity
from station_desk.domain.fieldtypes import ChoicesType
from station_desk.domain.identity import born_of, doubt, sex_of
from station_desk.domain.kinds.committee import Committee
from station_desk.domain.kinds.correction import Correction
from station_desk.domain.kinds.hiring import Candidate
from station_desk.domain.kinds.mediation import Mediation, speaks_of_minors
from station_desk.domain.kinds.people import Staff, Training
from station_desk.domain.kinds.premises import Premises
from station_desk.domain.kinds.resettlement import Resettlement
from station_desk.domain.kinds.scoring import Remedy
from station_desk.domain.kinds.station import Station
from station_desk.domain.kinds.work import Survey
from station_desk.domain.questions import questions
from station_desk.domain.record import Field, Kind, Record

Rule = Callable[[Any, date], Iterator[Problem]]


def validate(record: Record, today: date) -> list[Problem]:
    """Every finding about one record, in the order of its fields; those that block come from here alone."""
    found = [
        *_fields(record),
        *_order(record),
        *_past(record, today),
        *_own(record, today),
        *questions(record, today),
    ]
    if not record.unreadable:
        return found
    # What is wrong with a field that cannot be read is that it cannot be read.
    return [*unreadable.problems(record), *(each for each in found if each.field not in record.unreadable)]


def _warn(field: str, message: str) -> Problem:
    return Problem(field, message, Severity.WARNING)


class _Demands(NamedTuple):
    """What the declaration of a kind alone demands, sorted once: a check looks at 100,000 records."""

    required: tuple[Field, ...]
    limited: tuple[Field, ...]
    worded: tuple[Field, ...]
    ordered: tuple[Field, ...]
    past: tuple[Field, ...]


@cache
def _demands(kind: Kind) -> _Demands:
    return _Demands(
        tuple(field for field in kind.fields if field.required),
        tuple(field for field in kind.fields if field.longest),
        tuple(field for field in kind.fields if field.vocabulary is not None),
        tuple(field for field in kind.fields if field.after),
        tuple(field for field in kind.fields if field.past),
    )


def _fields(record: Record) -> Iterator[Problem]:
    demands = _demands(record.KIND)
    for field in demands.required:
        if getattr(record, field.key) == field.type.empty:
            yield Problem(field.key, "必须填写")
    for field in demands.limited:
        length = len(getattr(record, field.key))
        if length > field.longest:
            yield Problem(field.key, f"最多 {field.longest} 个字，现在是 {length} 个字，请缩短")
    for field in demands.worded:
        yield from _unknown_terms(field, getattr(record, field.key))


def _unknown_terms(field: Field, value: Any) -> Iterator[Problem]:
    terms = field.vocabulary
    if terms is None or not value:
        return
    codes = value if isinstance(field.type, ChoicesType) else (value,)
    if any(code not in terms.by_code for code in codes):
        yield _warn(field.key, f"“{field.type.show(value)}”不在本程序的可选项中，已按原样保留")


def _order(record: Record) -> Iterator[Problem]:
    labels = record.KIND.labels
    for field in _demands(record.KIND).ordered:
        later = getattr(record, field.key)
        for key in field.after if later else ():
            earlier = getattr(record, key)
            if earlier and later < earlier:
                yield Problem(field.key, f"不能早于{labels[key]}")


def _past(record: Record, today: date) -> Iterator[Problem]:
    for field in _demands(record.KIND).past:
        value = getattr(record, field.key)
        if value and value > today:
            yield _warn(field.key, "晚于今天，请核对")


def _own(record: Record, today: date) -> Iterator[Problem]:
    for rule in RULES.get(type(record), ()):
        yield from rule(record, today)


def identity(record: Any, today: date) -> Iterator[Problem]:
    """ID number against its check digit, birth day and sex: old papers hold errors, so these only warn (GB 11643)."""
    if record.born_on and record.born_on > today:
        yield Problem("born_on", "晚于今天，请核对")
    number = record.id_number.upper()
    if strange := doubt(number, today):
        yield _warn("id_number", strange)
    born = born_of(number)
    if born is None:
        return
    if record.born_on and record.born_on != born:
        yield _warn("born_on", "与身份证号中的出生日期不一致")
    if record.sex and record.sex != sex_of(number):
        yield _warn("sex", "与身份证号中的性别不一致")


def _mediation(record: Mediation, today: date) -> Iterator[Problem]:
    if record.result and not record.closed_on:
        yield Problem("closed_on", "已填调解结果，请填写办结日期")
    if record.closed_on and not record.result:
        yield Problem("result", "已填办结日期，请选择调解结果")
    if record.result == "settled" and record.agreement not in ("written", "oral"):
        yield _warn("agreement", "调解成功的案件请注明书面协议或口头协议")
    if record.improper and not record.escalated:
        yield Problem("escalated", "勾选了因调解引起，请选择激化为哪一类案事件")
    if record.parties is not None and record.parties < 2:
        yield _warn("parties", "纠纷一般至少涉及两名当事人")
    if not record.minors and speaks_of_minors(record):
        yield _warn("minors", "文字里提到未成年人、学生、监护等，涉及未成年人的请勾选")


def _correction(record: Correction, today: date) -> Iterator[Problem]:
    if record.state in ("released", "terminated") and not record.ended_on:
        yield _warn("ended_on", "已解除或终止，请填写日期")
    if record.state == "active" and record.end_on and record.end_on < today:
        yield _warn("state", "矫正期已满，请办理解除，发给证明书，并更新状态")
    if record.state == "released" and not record.certificate_on:
        yield _warn("certificate_on", "已解除，请填写解除社区矫正证明书的发放日期")
    if record.state == "transferred" and not record.ended_on:
        yield _warn("ended_on", "新执行地确认接收以前仍在册；确认后请填写日期")


def _resettlement(record: Resettlement, today: date) -> Iterator[Problem]:
    if record.key and not record.key_grounds:
        yield _warn("key_grounds", "重点帮教对象请注明情形")
    if record.placed == "excluded" and not record.unplaced_reason:
        yield Problem("unplaced_reason", "不计入安置率的必须写明原因")
    if record.placed == "yes" and not record.placement:
        yield _warn("placement", "已安置的请注明安置方式")
    if record.state == "serving" and record.released_on and record.released_on < today:
        yield _warn("state", "释放日期已过，还登记为服刑中，请办理衔接并更新状态")
    if record.state not in ("serving", "active") and not record.left_on:
        yield _warn("left_on", "已销册，请填写日期")


def _committee(record: Committee, today: date) -> Iterator[Problem]:
    if record.women is not None and record.members is not None and record.women > record.members:
        yield Problem("women", "女委员人数不能多于委员人数")
    elif record.women == 0:
        yield _warn("women", "调委会应当有妇女成员（人民调解法第八条）")


def _survey(record: Survey, today: date) -> Iterator[Problem]:
    if record.valid is not None and record.satisfied is not None and record.satisfied > record.valid:
        yield Problem("satisfied", "满意份数不能多于有效份数")


def _premises(record: Premises, today: date) -> Iterator[Problem]:
    if record.state == "shared" and not record.shared_with:
        yield _warn("shared_with", "合用的请写明与哪个功能室合用")


def _station(record: Station, today: date) -> Iterator[Problem]:
    if record.quota_misused and (record.quota_authorised or 0) < record.quota_misused:
        yield Problem("quota_misused", "不能多于政法专编编制数")


def _training(record: Training, today: date) -> Iterator[Problem]:
    if record.days is None and record.hours is None:
        yield _warn("days", "请填写天数或者学时，否则不计入培训时间")


def _candidate(record: Candidate, today: date) -> Iterator[Problem]:
    if "none" in record.local_ties and len(record.local_ties) > 1:
        yield Problem("local_ties", "已选“均不在本地”，不能再选其他关系")
    if record.tie_place is not None and not record.tie_reason:
        yield Problem("tie_reason", "已填并列名次，请写明确定先后的依据")
    if record.legal_qualification and record.education in ("primary", "junior", "senior"):
        yield _warn("legal_qualification", "与所填学历不相称，请核对")


def _remedy(record: Remedy, today: date) -> Iterator[Problem]:
    if record.due_on and not record.done_on and record.due_on < today:
        yield _warn("done_on", "已过完成时限，还没有填写完成日期")


RULES: dict[type[Record], tuple[Rule, ...]] = {
    Station: (_station,),
    Staff: (identity,),
    Training: (_training,),
    Candidate: (identity, _candidate),
    Premises: (_premises,),
    Committee: (_committee,),
    Mediation: (_mediation,),
    Correction: (identity, _correction),
    Resettlement: (identity, _resettlement),
    Survey: (_survey,),
    Remedy: (_remedy,),
}
"""What is special about a kind."""
