"""What a batch says of the records it could not print: each with its own reason, and all of them in one sentence."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from station_desk.domain.basics.errors import KnownError, MissingGlyphError
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.records.record import Record
from station_desk.domain.register.kinds import KINDS
from station_desk.printing.drawing.data import FormData
from station_desk.services.forms.files import form_of
from station_desk.services.papers import papers
from station_desk.services.papers.batch import Batch, LeftOut, missing_characters, nothing_left
from station_desk.services.papers.source import Source
from station_desk.services.records import records
from station_desk.services.session.session import Session

FORM = "mediation_minutes"
BROKEN = KnownError("照片已经损坏", "没有打印", "请重新添加照片")


def case(session: Session, number: int) -> int:
    values: dict[str, Any] = {"accepted_on": date(2026, 11, number), "dispute_type": "neighbour"}
    record = Mediation(case_number=f"样调{number}号", title=f"纠纷{number}", applicant="甲样例", **values)
    return records.save(session, record).only_id


def glyphs(*characters: str) -> MissingGlyphError:
    return MissingGlyphError(characters, f"印不出“{'、'.join(characters)}”", "没有打印", "请写明读音")


def left(*errors: KnownError) -> list[LeftOut]:
    return [LeftOut(number, f"纠纷{number}", error) for number, error in enumerate(errors, start=1)]


@pytest.fixture
def unmakeable(session: Session, monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """The ids of records whose contents cannot be made; a test puts them there."""
    found: set[int] = set()
    plain = Source.data

    def data(source: Source, about: Record | None) -> FormData:
        if about is not None and about.id in found:
            raise BROKEN
        return plain(source, about)

    monkeypatch.setattr(Source, "data", data)
    return found


def test_what_cannot_be_made_is_left_out_and_named_while_the_others_are_printed(
    session: Session, unmakeable: set[int]
) -> None:
    first, second, third = (case(session, number) for number in (1, 2, 3))
    unmakeable.add(second)
    paper = papers.at_once(papers.batch_steps(session, FORM))
    (one,) = paper.left_out
    assert (one.record, one.error) == (second, BROKEN) and one.told in paper.hints
    assert one.told.startswith("没有印“") and "样调2号" in one.told
    assert one.told.endswith(f"（编号 {second}）：照片已经损坏")
    unmakeable.clear()
    records.remove(session, KINDS["mediation"], [second])
    assert papers.at_once(papers.batch_steps(session, FORM)).pdf == paper.pdf
    assert {first, third} == {record.id for record in session.reader.all(Mediation)}


def test_a_batch_of_which_no_contents_can_be_made_says_how_many_and_the_first_reason(
    session: Session, unmakeable: set[int]
) -> None:
    unmakeable.update(case(session, number) for number in (1, 2))
    with pytest.raises(KnownError) as told:
        papers.at_once(papers.batch_steps(session, FORM))
    assert told.value.message.startswith("这一批 2 条记录都不能打印，第一条“样调1号")
    assert told.value.message.endswith("是因为：照片已经损坏") and told.value.advice == BROKEN.advice


def test_a_record_that_went_meanwhile_is_no_paper_and_no_fault(session: Session) -> None:
    first, second = case(session, 1), case(session, 2)
    form = form_of(session, FORM)
    batch = Batch(session, form, [first, second])
    records.remove(session, KINDS["mediation"], [first])
    made = list(batch.contents(Source(session, form)))
    assert len(made) == 1 and not batch.left
    # What could not be drawn is told by its place among the papers, not among the records.
    batch.refuse(0, BROKEN)
    assert [one.record for one in batch.left] == [second] and not batch.ids


def test_a_batch_of_which_every_record_went_meanwhile_ends(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = case(session, 1)
    records.remove(session, KINDS["mediation"], [gone])
    monkeypatch.setattr(papers, "batch_ids", lambda *_: ([gone], 0))
    with pytest.raises(KnownError, match="要打印的记录已经不在了"):
        papers.at_once(papers.batch_steps(session, FORM))


def test_the_characters_of_several_records_are_one_question() -> None:
    asked = missing_characters(left(glyphs("甪", "龘"), BROKEN, glyphs("龘", "㐂")))
    assert asked is not None and tuple(asked.characters) == ("甪", "龘", "㐂")
    assert asked.message == "印不出“甪、龘”；另有 1 条记录里也有印不出的字"
    assert (asked.kept, asked.advice) == ("没有打印", "请写明读音")
    alone = missing_characters(left(BROKEN, glyphs("甪")))
    assert alone is not None and alone.message == "印不出“甪”"
    assert missing_characters(left(BROKEN)) is None and missing_characters([]) is None


def test_nothing_left_is_told_by_what_whoever_prints_can_mend() -> None:
    """A character can be written otherwise at once, so it is asked first; one record alone speaks for itself."""
    assert isinstance(nothing_left(left(BROKEN, glyphs("甪"))), MissingGlyphError)
    assert nothing_left(left(BROKEN)) is BROKEN
    told = nothing_left(left(BROKEN, KnownError("记录无法读取", "", "")))
    assert told.message == "这一批 2 条记录都不能打印，第一条“纠纷1”是因为：照片已经损坏"
    assert (told.kept, told.advice) == (BROKEN.kept, BROKEN.advice)
