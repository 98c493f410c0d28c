"""A year archive holds everything that left, still reads, and is never changed; the working file loses nothing else."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.clocks import FixedClock
from tests.services.minors import GROUND, NAME, put
from tests.services.minors import WORD as SEAL
from tests.services.privacy.test_passwords import WORD, readable
from tests.services.records.test_attachments import PNG
from tests.store.stations import tamper

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.basics.progress import StoppedError
from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.keeping.kinds.archive import Archive
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.records.query import Query
from station_desk.domain.register.kinds import KINDS
from station_desk.domain.resettlement.kinds.visits import Visit
from station_desk.domain.work.kinds import Activity
from station_desk.services.copies import backups
from station_desk.services.demo import DemoPlan, make_demo, sample_names
from station_desk.services.keeping import archiving, carrying, checking
from station_desk.services.keeping.files import open_station
from station_desk.services.privacy import passwords, sealing
from station_desk.services.records import attachments, records
from station_desk.services.scoring import assessment, overview
from station_desk.services.session.session import Session
from station_desk.store.vault import archiving as store

CLOCK = FixedClock()
YEAR = 2024


def dispute(session: Session, number: int, closed: str = "2024-06-01") -> int:
    return put(
        session,
        Mediation,
        case_number=f"第{number}号",
        title=f"纠纷{number}",
        applicant="张某甲",
        dispute_type="邻里",
        accepted_on="2024-05-20",
        closed_on=closed,
        result="调解不成" if closed else "",
    )


def archive(session: Session, *, year: int = YEAR, move: bool = True) -> archiving.MadeArchive:
    target = archiving.suggestion(session.path, year)
    return archiving.archive(session, year, target, move=move)


def held(session: Session) -> dict[str, set[int]]:
    """The ids of every record by kind; the register apart."""
    return {
        key: set(session.reader.ids(Query(kind))) for key, kind in KINDS.items() if kind is not Archive.KIND
    }


def told(session: Session) -> tuple[object, ...]:
    """What the file says of the year and of today."""
    sheet = assessment.sheet(session)
    return tuple(sheet.cells), overview.due_now(session)


@pytest.fixture
def filled(session: Session) -> Session:
    """A closed case with a picture, one of this year, an open one, daily work."""
    old = dispute(session, 1)
    attachments.add(session, records.find(session, Mediation.KIND, old), "旧.png", PNG + b"old")
    dispute(session, 2, "2026-02-01")
    still_open = dispute(session, 3, "")
    attachments.add(session, records.find(session, Mediation.KIND, still_open), "新.png", PNG + b"new")
    put(session, Activity, category="法治宣传", title="旧宣传", held_on="2024-03-01")
    return session


def test_finished_business_moves_and_the_archive_keeps_it(filled: Session) -> None:
    before = held(filled)
    done = archive(filled)
    assert done.left == {"attachment": 1, "mediation": 1, "party": 1, "activity": 1}
    assert (done.entry.mediations, done.entry.works, done.entry.corrections) == (1, 1, 0)
    assert sorted(one.title for one in filled.reader.all(Mediation)) == ["纠纷2", "纠纷3"]
    assert checking.file_faults(filled) == []
    assert records.undo_label(filled) is None
    assert [one.reason for one in backups.listed(filled.path)] == [backups.Reason.RISK]
    assert filled.moved_through == YEAR
    assert "人民调解 1 件" in archiving.register_line(done.entry)
    opened = open_station(done.path, clock=CLOCK)
    assert held(opened) == before
    assert checking.file_faults(opened) == []
    (picture,) = attachments.listed(opened, opened.reader.all(Mediation)[-1])
    assert attachments.content(opened, picture) == PNG + b"old"
    opened.close()


def test_of_what_left_the_file_keeps_only_that_it_left(filled: Session) -> None:
    done = archive(filled)
    path = filled.path
    filled.close()
    assert "旧宣传".encode() not in path.read_bytes()
    assert "旧宣传".encode() in done.path.read_bytes()


def test_an_archive_is_for_reading_only_and_shows_its_year(filled: Session) -> None:
    done = archive(filled)
    opened = open_station(done.path, clock=CLOCK)
    assert (opened.archive_year, opened.year) == (YEAR, YEAR)
    assert opened.read_only_reason.startswith("这是 2024 年的年度档案")
    with pytest.raises(KnownError, match="2024 年的年度档案"):
        put(opened, Activity, category="法治宣传", title="新", held_on="2024-03-01")
    with pytest.raises(KnownError, match="不能再归档"):
        archive(opened, year=2023)
    assert opened.reader.count(Query(Mediation.KIND, search="纠纷1")) == 1
    assert overview.due_now(opened) == []
    assert assessment.sheet(opened).cells
    opened.close()
    before = done.path.read_bytes()
    open_station(done.path, clock=CLOCK).close()
    assert done.path.read_bytes() == before


def test_rows_altered_behind_its_back_show(filled: Session) -> None:
    done = archive(filled, move=False)
    tamper(done.path, "UPDATE mediation SET title = '另一件' WHERE case_number = '第1号'")
    opened = open_station(done.path, clock=CLOCK)
    assert any("和归档时不一样" in fault for fault in checking.file_faults(opened))
    opened.close()


class TestRefusals:
    def test_a_year_that_is_not_over(self, filled: Session) -> None:
        with pytest.raises(KnownError, match="2026 年还没有结束"):
            archive(filled, year=2026, move=False)

    def test_moving_the_last_year(self, filled: Session) -> None:
        with pytest.raises(KnownError, match="2027 年起才能转出"):
            archive(filled, year=2025)
        assert not list(filled.path.parent.glob("*档案*"))

    def test_a_name_that_is_taken(self, filled: Session) -> None:
        target = archiving.suggestion(filled.path, YEAR)
        target.write_text("别人的文件")
        with pytest.raises(KnownError, match="已经存在"):
            archive(filled)
        assert target.read_text() == "别人的文件"
        assert held(filled)["mediation"]
        assert archiving.register(filled) == ()

    def test_a_name_taken_meanwhile(self, filled: Session, monkeypatch: pytest.MonkeyPatch) -> None:
        target = archiving.suggestion(filled.path, YEAR)
        monkeypatch.setattr(store, "sync", lambda draft: target.write_text("别人的文件"))
        with pytest.raises(KnownError, match="已经存在"):
            archive(filled)
        assert target.read_text() == "别人的文件"

    def test_a_folder_that_is_not_there(self, filled: Session, tmp_path: Path) -> None:
        with pytest.raises(KnownError, match="文件夹不存在"):
            archiving.archive(filled, YEAR, tmp_path / "无" / "x.station", move=True)
        assert held(filled)["mediation"]

    def test_a_medium_that_gives_back_something_else(
        self, filled: Session, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(store, "sync", lambda draft: tamper(draft, "UPDATE activity SET title = '变了'"))
        with pytest.raises(KnownError, match="读回来和原来的不一样"):
            archive(filled)
        assert archiving.register(filled) == ()
        assert not [name for name in os.listdir(filled.path.parent) if "档案" in name]

    def test_it_never_takes_the_place_of_the_working_file(self, filled: Session) -> None:
        done = archive(filled, move=False)
        path = filled.path
        with pytest.raises(KnownError, match="年度档案"):
            backups.preview(done.path, path)
        filled.close()
        with pytest.raises(KnownError, match="不能用它替换"):
            backups.restore(done.path, path, clock=CLOCK)
        assert not open_station(path, clock=CLOCK).archive_year

    def test_it_is_not_carried(self, filled: Session, tmp_path: Path) -> None:
        done = archive(filled, move=False)
        (tmp_path / "u").mkdir()
        with pytest.raises(KnownError, match="不能带走"):
            carrying.check_out(done.path, tmp_path / "u", clock=CLOCK)
        done.path.rename(tmp_path / "u" / filled.path.name)
        with pytest.raises(KnownError, match="年度档案"):
            carrying.check_out(filled.path, tmp_path / "u", clock=CLOCK)
        path = filled.path
        filled.close()
        with pytest.raises(KnownError, match="不能带回"):
            carrying.check_in(path, tmp_path / "u", clock=CLOCK)


def test_stopping_leaves_everything_as_it_was(filled: Session) -> None:
    before = held(filled)
    said: list[str] = []

    def tell(text: str) -> None:
        said.append(text)
        if "读回核对" in text:
            raise StoppedError

    with pytest.raises(StoppedError):
        archiving.archive(filled, YEAR, archiving.suggestion(filled.path, YEAR), move=True, tell=tell)
    assert held(filled) == before
    assert not list(filled.path.parent.glob("*档案*"))
    assert any(text.startswith("正在复制") for text in said)


def test_a_failing_entry_leaves_all_in_the_file_and_names_the_archive(
    filled: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = held(filled)

    def fail(*_: object) -> None:
        raise KnownError("磁盘已满", "以前的内容都在", "请腾出空间")

    monkeypatch.setattr(store, "move_out", fail)
    with pytest.raises(KnownError, match=r"档案.*已经写好，但是没有登记：磁盘已满"):
        archive(filled)
    assert held(filled) == before
    assert archiving.register(filled) == ()


def test_an_encrypted_file_makes_an_encrypted_archive(filled: Session) -> None:
    passwords.set_password(filled, WORD)
    done = archive(filled)
    assert passwords.is_locked(done.path)
    assert readable(filled.path.parent, "纠纷1") == []
    opened = open_station(done.path, clock=CLOCK, password=WORD)
    assert opened.reader.count(Query(Mediation.KIND)) == 3
    opened.close()


class TestMinors:
    def test_no_minor_gets_into_an_archive(self, session: Session, minor: int) -> None:
        adult = put(
            session,
            Correction,
            name="成年人",
            correction_type="缓刑",
            start_on="2022-01-05",
            end_on="2023-01-05",
            ended_on="2023-01-05",
            state="解除",
        )
        done = archive(session, move=False)
        assert session.reader.count(Query(Correction.KIND)) == 2
        opened = open_station(done.path, clock=CLOCK)
        assert held(opened)["correction"] == {adult}
        assert held(opened)["contact"] == held(opened)["leave"] == set()
        assert checking.file_faults(opened) == []
        opened.close()
        for canary in (NAME, "外县姨妈家", "谈了学习"):
            assert canary.encode() not in done.path.read_bytes()
        assert minor in held(session)["correction"]

    def test_what_is_sealed_stays_in_the_working_file_alone(self, session: Session, minor: int) -> None:
        sealing.seal(session, Correction.KIND, minor, SEAL)
        done = archive(session)
        (line,) = sealing.sealed(session)
        opened = open_station(done.path, clock=CLOCK)
        assert sealing.sealed(opened) == [line]
        with pytest.raises(KnownError):
            sealing.unseal(opened, line.id, SEAL, GROUND)
        assert opened.file.connection.execute("SELECT max(length(content)) FROM sealed").fetchone() == (0,)
        opened.close()
        sealing.unseal(session, line.id, SEAL, GROUND)
        assert records.find(session, Correction.KIND, minor).id == minor


def test_a_record_that_is_still_due_or_has_later_entries_stays(session: Session) -> None:
    common = {"correction_type": "缓刑", "start_on": "2022-01-05", "end_on": "2023-01-05"}
    later = put(session, Correction, name="后有谈话", ended_on="2023-01-05", state="解除", **common)
    put(session, Contact, correction=later, form="走访", held_on="2026-02-01", content="回访")
    gone = put(session, Correction, name="可以转出", ended_on="2023-01-05", state="解除", **common)
    put(session, Contact, correction=gone, form="走访", held_on="2022-02-01", content="谈话")
    (plan,) = archiving.plan(session, YEAR)
    assert (plan.leaves, plan.dependents["contact"]) == (1, 1)
    assert plan.stays == (("还有到期事项，或者之后还有记录", 1),)
    assert (
        plan.message
        == "社区矫正对象：转出 1 人（连同报告与教育帮扶 1 条）；留下：还有到期事项，或者之后还有记录 1 人"
    )
    archive(session)
    assert held(session)["correction"] == {later}
    assert len(held(session)["contact"]) == 1


def test_an_archive_restored_under_a_new_name_is_a_working_file(filled: Session, tmp_path: Path) -> None:
    before = held(filled)
    done = archive(filled)
    assert backups.restore(done.path, tmp_path / "恢复.station", clock=CLOCK) is None
    again = open_station(tmp_path / "恢复.station", clock=CLOCK)
    assert not again.read_only
    assert held(again) == before
    dispute(again, 9)
    assert checking.file_faults(again) == []
    again.close()


def test_the_years_that_can_be_archived(session: Session) -> None:
    assert archiving.years(session) == ()
    dispute(session, 1)
    assert archiving.years(session) == (2025, 2024)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000), cases=st.integers(40, 400), year=st.integers(2021, 2024))
def test_what_left_and_what_remains_are_what_was_there(
    tmp_path_factory: pytest.TempPathFactory, seed: int, cases: int, year: int
) -> None:
    folder = tmp_path_factory.mktemp("archive")
    path = folder / "a.station"
    make_demo(path, DemoPlan(cases=cases, seed=seed), CLOCK, sample_names())
    session = open_station(path, clock=CLOCK)
    before, said = held(session), told(session)
    planned = {one.kind_key: one for one in archiving.plan(session, year)}
    for key, one in planned.items():
        assert one.leaves + sum(number for _, number in one.stays) == len(before[key])
    done = archive(session, year=year)
    after = held(session)
    # Each that left is counted once, and each reason was a promise.
    gone = {key: before[key] - after[key] for key in before}
    assert Counter({key: len(ids) for key, ids in gone.items() if ids}) == Counter(done.left)
    assert all(len(gone[key]) == one.leaves for key, one in planned.items())
    assert all(after[key] <= before[key] for key in before)
    # Nothing that is counted or due today depended on what left.
    assert told(session) == said
    assert checking.file_faults(session) == []
    opened = open_station(done.path, clock=CLOCK)
    minors = {one.id for one in session.reader.all(Correction) if one.minor}
    assert before["correction"] - held(opened)["correction"] == minors
    assert held(opened)["mediation"] == before["mediation"]
    assert (
        held(opened)["visit"] == before["visit"] == set(session.reader.ids(Query(Visit.KIND))) | gone["visit"]
    )
    opened.close()
    session.close()


def test_a_day_of_december_counts_to_its_year(session: Session) -> None:
    dispute(session, 1, "2024-12-31")
    dispute(session, 2, "2025-01-01")
    archive(session)
    (left,) = session.reader.all(Mediation)
    assert left.closed_on == date(2025, 1, 1)
