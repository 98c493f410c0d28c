"""Saving, refusing, removing and listing through the services, as window and command line do."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.clocks import FixedClock

from station_desk.domain.basics.errors import KnownError, RefusedError
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.hiring.kinds import Recruitment
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.checks import FileReview
from station_desk.domain.people.kinds.roster import Appraisal, Staff, Training
from station_desk.domain.records.query import Query, Where
from station_desk.domain.records.record import Kind, Record
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.station.kinds import Station
from station_desk.services.hiring import selection
from station_desk.services.keeping.files import create_station, open_station
from station_desk.services.records import judge, naming, records
from station_desk.services.session.session import Session


def staff(name: str = "张某甲", **values: object) -> Staff:
    return Staff(name=name, category="assistant", joined_on=date(2024, 1, 1)).changed(**values)


def put(session: Session, record: Record) -> int:
    return records.save(session, record).only_id


class TestSaving:
    def test_a_new_record_gets_an_id_and_one_log_entry(self, session: Session) -> None:
        changes = records.save(session, staff())
        # Whoever is new gets a record of the person along.
        assert changes.kinds == {"staff", "person"}
        assert changes.label == "新增工作人员“张某甲”"
        (line,) = records.history(session, changes.only_id)
        assert (line.field, line.who) == ("新增", "测试")

    def test_an_unchanged_record_writes_nothing(self, session: Session) -> None:
        record = records.find(session, Staff.KIND, put(session, staff()))
        assert records.save(session, record).ids == frozenset()
        assert len(records.history(session, record.id)) == 1

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"name": ""}, "name"),
            ({"name": "长" * 5000}, "name"),
            ({"category": ""}, "category"),
            ({"left_on": date(2023, 1, 1)}, "left_on"),
        ],
    )
    def test_what_cannot_stand_is_refused_by_field(
        self, session: Session, values: dict[str, object], field: str
    ) -> None:
        with pytest.raises(RefusedError) as caught:
            records.save(session, staff().changed(**values))
        assert [problem.field for problem in caught.value.problems if problem.blocks] == [field]
        assert records.browse(session, Query(Staff.KIND)).total() == 0

    @pytest.mark.parametrize(
        "name", ["<b>张</b>", "张&李", "=1+1", "张😀", "㛃𬭩𠮷", "阿卜杜拉·买买提", "A\u200bB"]
    )
    def test_strange_names_are_kept_exactly(self, session: Session, name: str) -> None:
        record_id = put(session, staff(name))
        path, clock = session.path, session.clock
        session.close()
        again = open_station(path, clock=clock)
        assert again.reader.title("staff", record_id) == name
        again.close()

    def test_the_same_id_number_twice_is_told_not_blocked(self, session: Session) -> None:
        put(session, staff("张某甲", id_number="000000199001011234"))
        twin = staff("张某乙", id_number="000000199001011234")
        assert any("张某甲" in problem.message for problem in judge.problems(session, twin))
        put(session, twin)

    def test_a_reference_to_nothing_is_refused(self, session: Session) -> None:
        training = Training(staff=12345, topic="业务", from_on=date(2026, 1, 1), to_on=date(2026, 1, 2))
        with pytest.raises(RefusedError, match="找不到所选"):
            records.save(session, training)

    def test_what_belongs_to_a_person_is_called_by_that_person(self, session: Session) -> None:
        person = put(session, staff("张某甲"))
        appraisal = Appraisal(staff=person, year=2025, grade="excellent")
        record_id = put(session, appraisal)
        assert records.undo_label(session) == "新增年度考核“张某甲 2025 优秀”"
        assert session.reader.title("appraisal", record_id) == "张某甲 2025 优秀"


class TestRemoving:
    def test_undo_brings_it_back(self, session: Session) -> None:
        record_id = put(session, staff())
        records.remove(session, Staff.KIND, [record_id])
        assert records.undo_label(session) == "删除工作人员“张某甲”"
        records.undo(session)
        assert session.reader.title("staff", record_id) == "张某甲"

    def test_a_person_with_trainings_stays(self, session: Session) -> None:
        record_id = put(session, staff())
        records.save(
            session, Training(staff=record_id, topic="业务", from_on=date(2026, 1, 1), to_on=date(2026, 1, 2))
        )
        with pytest.raises(KnownError, match="还有 1 条培训记录"):
            records.remove(session, Staff.KIND, [record_id])

    def test_the_station_itself_stays(self, session: Session) -> None:
        with pytest.raises(KnownError, match="不能删除"):
            records.remove(session, Station.KIND, [session.station.id])

    def test_what_is_gone_is_told(self, session: Session) -> None:
        with pytest.raises(KnownError, match="可能已经删除"):
            records.remove(session, Staff.KIND, [42])


class TestListing:
    def test_pages_sorts_and_finds(self, session: Session) -> None:
        ids = [put(session, staff(f"张某{n}", joined_on=date(2024, 1, 1 + n))) for n in range(10)]
        listing = records.browse(session, Query(Staff.KIND, order=("joined_on", True)))
        assert listing.total() == 10
        assert [row.id for row in listing.rows(0, 3)] == ids[:-4:-1]
        assert [row.id for row in listing.rows(8, 5)] == [ids[1], ids[0]]
        assert [listing.position_of(record_id) for record_id in ids] == list(range(9, -1, -1))
        assert listing.position_of(999) is None

    def test_empty_days_have_their_place(self, session: Session) -> None:
        ids = [
            put(session, staff(f"张某{n}", contract_to=day))
            for n, day in enumerate([None, date(2026, 1, 1), None])
        ]
        for descending in (False, True):
            listing = records.browse(session, Query(Staff.KIND, order=("contract_to", descending)))
            order = [row.id for row in listing.rows(0, 10)]
            assert [listing.position_of(record_id) for record_id in order] == [0, 1, 2]
            assert set(order) == set(ids)

    def test_references_show_titles(self, session: Session) -> None:
        record_id = put(session, staff())
        records.save(
            session, Training(staff=record_id, topic="业务", from_on=date(2026, 1, 1), to_on=date(2026, 1, 2))
        )
        (row,) = records.browse(session, Query(Training.KIND)).rows(0, 5)
        assert row.cells[:3] == ("张某甲", "业务", "2026年1月1日")
        assert records.options(session, "staff", "张") == [(record_id, "张某甲")]

    def test_filters(self, session: Session) -> None:
        put(session, staff("张某甲", full_time=True))
        put(session, staff("李某乙", full_time=False))
        found = records.browse(session, Query(Staff.KIND, Where("full_time", "==", False))).rows(0, 9)
        assert [row.cells[0] for row in found] == ["李某乙"]


class TestNumbers:
    def test_cases_are_numbered_on_and_no_number_comes_twice(self, session: Session) -> None:
        def mediation() -> Mediation:
            record = records.draft(session, Mediation.KIND, title="邻里纠纷", accepted_on=date(2026, 5, 1))
            assert isinstance(record, Mediation)
            return record.changed(dispute_type="neighbour", applicant="张某甲")

        first, second = mediation(), None
        records.save(session, first)
        second = mediation()
        assert first.case_number == "（2026）青禾镇人调字第1号"
        assert second.case_number == "（2026）青禾镇人调字第2号"

    def test_a_taken_number_is_passed_over(self, session: Session) -> None:
        taken = Correction(
            name="张某甲",
            case_number="矫2026002",
            correction_type="probation",
            start_on=date(2026, 1, 1),
            end_on=date(2027, 1, 1),
        )
        records.save(session, taken)
        assert getattr(records.draft(session, Correction.KIND), "case_number") == "矫2026003"  # noqa: B009


@given(kind=st.sampled_from(list(KINDS.values())), text=st.text(max_size=40), data=st.data())
def test_no_typed_text_is_a_bug(
    tmp_path_factory: pytest.TempPathFactory, kind: Kind, text: str, data: st.DataObject
) -> None:
    """Whatever is typed into any field is read or refused with a sentence; nothing else comes out."""
    key = data.draw(st.sampled_from([field.key for field in kind.fields]))
    record, problems = kind.read({key: text})
    for problem in problems:
        assert problem.field == key
        assert problem.message
    if not problems:
        field = kind.by_key[key]
        value = getattr(record, key)
        assert field.type.load(field.type.store(value)) == value
        assert isinstance(field.type.show(value), str)


def test_bad_names_for_a_new_station(tmp_path: Path) -> None:
    for name, county in (("", "示例县"), ("青禾镇司法所", ""), ("长" * 100, "示例县")):
        with pytest.raises(RefusedError):
            create_station(tmp_path / "a.station", name=name, county=county, clock=FixedClock())
    assert list(tmp_path.iterdir()) == []


def test_a_masked_list_hides_the_parties_in_the_name_of_the_case_too(session: Session) -> None:
    values = {
        "title": "谢某酉与梁某乙邻里纠纷",
        "applicant": "谢某酉",
        "respondent": "梁某乙",
        "accepted_on": "2026-3-1",
        "dispute_type": "邻里",
    }
    record, problems = Mediation.KIND.read(values, records.draft(session, Mediation.KIND))
    assert not problems
    saved = records.save(session, record)
    listing = records.browse(session, Query(Mediation.KIND), masked=True)
    (row,) = listing.rows(0, 10)
    shown = "　".join(row.cells)
    assert "谢*酉与梁*乙邻里纠纷" in shown
    assert "谢某" not in shown
    label = "修改“谢某酉与梁某乙邻里纠纷”"
    assert naming.masked_text_about(session, "mediation", saved.only_id, label) == label
    session.names_hidden = True
    assert (
        naming.masked_text_about(session, "mediation", saved.only_id, label) == "修改“谢*酉与梁*乙邻里纠纷”"
    )
    assert naming.masked_step(session, label) == "修改“谢*酉与梁*乙邻里纠纷”"
    # The record is gone, the log still tells of it.
    records.remove(session, Mediation.KIND, [saved.only_id])
    assert (
        naming.masked_text_about(session, "mediation", saved.only_id, label) == "修改“谢*酉与梁*乙邻里纠纷”"
    )


def test_what_refers_to_a_case_hides_the_parties_in_its_name(session: Session) -> None:
    values = {
        "title": "谢某酉与梁某乙邻里纠纷",
        "applicant": "谢某酉",
        "respondent": "梁某乙",
        "accepted_on": "2026-3-1",
        "dispute_type": "邻里",
    }
    record, _ = Mediation.KIND.read(values, records.draft(session, Mediation.KIND))
    case = records.save(session, record).only_id
    review = records.draft(session, FileReview.KIND, mediation=case, sheet="样例")
    records.save(session, review, confirmed=("",))
    title = records.options(session, "mediation")[0][1]
    (row,) = records.browse(session, Query(FileReview.KIND), masked=True).rows(0, 10)
    assert row.cells[0].endswith("谢*酉与梁*乙邻里纠纷")
    assert naming.picked(session, "mediation", case, title) == title
    session.names_hidden = True
    assert "谢*酉与梁*乙邻里纠纷" in naming.picked(session, "mediation", case, title)


class TestHistoryInLists:
    def test_who_has_left_comes_last_and_is_marked(self, session: Session) -> None:
        left = put(session, staff("早年离所", joined_on=date(2001, 1, 1), left_on=date(2020, 1, 1)))
        today = session.clock.today()
        leaves_today = put(session, staff("今天离所", joined_on=date(2002, 1, 1), left_on=today))
        here = put(session, staff("仍然在所", joined_on=date(2010, 1, 1)))
        senior = put(session, staff("资格最老", joined_on=date(2005, 1, 1)))
        listing = records.browse(session, Query(Staff.KIND))
        assert [(row.id, row.is_past) for row in listing.rows(0, 9)] == [
            (senior, False),
            (here, False),
            (left, True),
            (leaves_today, True),
        ]
        assert [listing.position_of(each) for each in (senior, here, left, leaves_today)] == [0, 1, 2, 3]

    def test_who_leaves_tomorrow_is_still_here(self, session: Session) -> None:
        put(session, staff(left_on=session.clock.today() + timedelta(days=1)))
        (row,) = records.browse(session, Query(Staff.KIND)).rows(0, 1)
        assert not row.is_past

    def test_an_order_asked_for_is_kept(self, session: Session) -> None:
        put(session, staff("甲", left_on=date(2025, 1, 1)))
        put(session, staff("乙"))
        listing = records.browse(session, Query(Staff.KIND, order=("name", False)))
        assert [row.cells[0] for row in listing.rows(0, 2)] == ["甲", "乙"]


def test_a_scheme_is_listed_and_remembered_by_its_title(session: Session) -> None:
    batch = selection.draft_recruitment(session, "ningwu-2024").changed(title="样例选聘")
    record_id = put(session, batch)
    (row,) = records.browse(session, Query(Recruitment.KIND)).rows(0, 1)
    assert row.cells[1] == "山西省忻州市宁武县：宁武县司法协理员选聘、招聘条件（2024）"
    put(session, batch.changed(id=record_id, rules="gone-1999"))
    (row,) = records.browse(session, Query(Recruitment.KIND)).rows(0, 1)
    assert row.cells[1] == "gone-1999"
    assert records.history(session, record_id)[0].before.startswith("山西省忻州市宁武县")
