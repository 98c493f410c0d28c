"""A county's own forms in the station file: imported whole or not at all, and never lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.clocks import FixedClock
from tests.services.own_forms import ID, OVERVIEW, OWN, TEN_FAULTS, written
from tests.store.stations import tamper

from station_desk import paths
from station_desk.domain.basics.errors import KnownError
from station_desk.domain.keeping.kinds.county_document import CountyDocument
from station_desk.domain.packs.keys import FaultyError
from station_desk.services.copies import rescue
from station_desk.services.forms import county, files
from station_desk.services.forms.list import forms, program_forms
from station_desk.services.keeping import carrying, checking
from station_desk.services.keeping.files import open_station
from station_desk.services.papers import papers
from station_desk.services.privacy import passwords
from station_desk.services.records import records
from station_desk.services.session.session import Session
from station_desk.store.copies.backup import Reason, make_backup, restore
from station_desk.store.ground import password
from station_desk.store.ground.driver import holding

CLOCK = FixedClock()
WORD = "青禾镇的槐树8月开花"


def ids(session: Session) -> list[str]:
    return [form.id for form in forms(session)]


def states(session: Session) -> list[tuple[str, str]]:
    return [(one.document.edition, one.state) for one in county.listed(session)]


class TestImport:
    def test_a_form_comes_among_the_others_and_goes_again(self, session: Session, tmp_path: Path) -> None:
        before = ids(session)
        done = county.import_form(session, written(tmp_path, OWN))
        assert done.before is None and done.message.startswith("已导入“回访单”（县-1 版）")
        (own,) = [form for form in forms(session) if form.own]
        assert (own.id, own.kind, own.label) == (ID, "visit", "回访单（本县）")
        assert papers.print_form(session, ID, blank=True).title == "回访单（空白）"
        records.undo(session)
        assert ids(session) == before and county.listed(session) == ()
        records.redo(session)
        county.remove(session, ID)
        assert ids(session) == before
        records.undo(session)
        assert ID in ids(session)

    @pytest.mark.parametrize(
        "content",
        [
            OWN.encode(),
            b"\xef\xbb\xbf" + OWN.encode(),
            OWN.replace("\n", "\r\n").encode() + b"# \xe5\xb0\xbe",
        ],
        ids=["plain", "mark", "windows"],
    )
    def test_the_same_bytes_come_out(self, session: Session, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "in.toml").write_bytes(content)
        county.import_form(session, tmp_path / "in.toml")
        path = county.export(session, ID, tmp_path / "out.toml")
        assert path.read_bytes() == content
        assert not county.import_form(session, path).changes.ids

    def test_its_place_is_the_one_it_asks_for(self, session: Session, tmp_path: Path) -> None:
        county.import_form(session, written(tmp_path, OWN, ("record =", "order = 0\nrecord =")))
        assert ids(session)[0] == ID

    def test_all_ten_faults_are_told_and_nothing_is_imported(self, session: Session, tmp_path: Path) -> None:
        stamp = session.stamp
        with pytest.raises(FaultyError) as caught:
            county.import_form(session, written(tmp_path, OWN, *TEN_FAULTS))
        assert [(fault.line, fault.key) for fault in caught.value.faults] == [
            (1, "title"),
            (2, "titel"),
            (3, "edition"),
            (5, "order"),
            (6, "paper"),
            (7, "watermark"),
            (13, "block[1].sizes"),
            (18, "block[2].columns[2]"),
            (21, "block[2].row[2].cells[1].span"),
            (21, "block[2].row[2].cells[2].values"),
        ]
        assert "county.toml" in str(caught.value) and caught.value.kept == "没有导入，本所文件没有改动"
        assert session.stamp == stamp and county.listed(session) == ()

    @pytest.mark.parametrize(
        ("change", "key", "words"),
        [
            (("{held_on:8}", "{held_no:8}"), "block[2].row[2].cells[2].value", "没有叫“held_no”的内容"),
            (('"visit_slip"', '"visit slip"'), "id", "只能用字母、数字"),
            (('"县-1"', '" "'), "edition", "要写版次"),
            (('"回访单"\nedition', f'"{"长" * 201}"\nedition'), "title", "最多 200 个字，现在有 201 个"),
            (
                ('"visit_slip"', '"roster"'),
                "id",
                "程序自带的“司法所工作人员花名册”也用这个 id，代替它的表格不能写",
            ),
            (('"visit"', '"vist"'), "record", "没有“vist”这类记录"),
        ],
    )
    def test_what_would_not_do_in_the_file_is_refused(
        self, session: Session, tmp_path: Path, change: tuple[str, str], key: str, words: str
    ) -> None:
        with pytest.raises(FaultyError, match=words) as caught:
            county.import_form(session, written(tmp_path, OWN, change))
        assert [fault.key for fault in caught.value.faults] == [key]

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (OWN.encode("gbk"), "不是 UTF-8 编码的文本"),
            (OWN.encode("utf-16"), "不是 UTF-8 编码的文本"),
            (b"PK\x03\x04" + bytes(range(128)) * 10, "不能识别"),
            (b"", "有 6 处错误|缺少这一项"),
            (b"#" * (10 << 20), "超过 256 KB"),
            (OWN.encode() + b"#" * county.MOST_BYTES, "超过 256 KB"),
            (None, "读不了"),
        ],
        ids=["gbk", "utf-16", "binary", "empty", "10 MB", "too long", "missing"],
    )
    def test_what_is_no_form_changes_nothing(
        self, session: Session, tmp_path: Path, content: bytes | None, words: str
    ) -> None:
        path, stamp = tmp_path / "x.toml", session.stamp
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(KnownError, match=words) as caught:
            county.import_form(session, path)
        assert caught.value.kept == "没有导入，本所文件没有改动" and "x.toml" in str(caught.value)
        assert session.stamp == stamp

    def test_the_largest_form_reads_again(self, session: Session, tmp_path: Path) -> None:
        content = OWN.encode() + b"#" * (county.MOST_BYTES - len(OWN.encode()))
        (tmp_path / "big.toml").write_bytes(content)
        county.import_form(session, tmp_path / "big.toml")
        assert county.own_form(session, ID).fault is None
        assert county.export(session, ID, tmp_path / "out.toml").read_bytes() == content


class TestEditions:
    def test_the_newest_counts_and_the_former_is_kept(self, session: Session, tmp_path: Path) -> None:
        county.import_form(session, written(tmp_path, OVERVIEW))
        done = county.import_form(
            session, written(tmp_path, OVERVIEW, ("县-1", "县-2"), ("第一版", "第二版"))
        )
        assert done.before == "县-1" and "县-1 版留着" in done.message
        assert states(session) == [("县-2", "现用"), ("县-1", "旧版")]
        assert files.form_of(session, "county_sheet").edition == "县-2"
        assert files.form_of(session, "county_sheet", "县-1").edition == "县-1"
        assert "第一版" in county.export(session, "county_sheet", tmp_path / "o.toml", "县-1").read_text(
            "utf-8"
        )
        with pytest.raises(KnownError, match=r"没有“县-9”版.*有的版次：县-2、县-1"):
            county.own_form(session, "county_sheet", "县-9")
        county.remove(session, "county_sheet")
        assert county.listed(session) == ()
        records.undo(session)
        assert states(session) == [("县-2", "现用"), ("县-1", "旧版")]

    def test_a_former_one_can_come_back(self, session: Session, tmp_path: Path) -> None:
        for edition in ("县-1", "县-2", "县-1"):
            county.import_form(session, written(tmp_path, OVERVIEW, ("县-1", edition)))
        assert states(session) == [("县-1", "现用"), ("县-2", "旧版")]

    def test_one_without_a_new_edition_takes_the_place_and_is_told(
        self, session: Session, tmp_path: Path
    ) -> None:
        county.import_form(session, written(tmp_path, OVERVIEW))
        done = county.import_form(session, written(tmp_path, OVERVIEW, ("第一版", "改过")))
        assert "版次没有变" in done.message and states(session) == [("县-1", "现用")]


class TestInThePlaceOfAnother:
    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        return written(tmp_path, OWN, ("visit_slip", "help_visit"))

    def test_it_stands_there_until_it_is_removed(self, session: Session, path: Path) -> None:
        done = county.import_form(session, path)
        assert "代替程序自带的“安置帮教回访记录”，移除以后恢复" in done.message
        assert len(ids(session)) == len(program_forms())
        assert files.form_of(session, "help_visit").title == "回访单"
        assert "恢复使用" in county.after_removal("help_visit")
        county.remove(session, "help_visit")
        assert files.form_of(session, "help_visit").title == "安置帮教回访记录"

    def test_it_may_not_have_the_same_edition(self, session: Session, path: Path) -> None:
        edition = files.loaded()[0]["help_visit"].edition
        path.write_text(path.read_text("utf-8").replace("县-1", edition), "utf-8")
        with pytest.raises(FaultyError, match="请写别的版次"):
            county.import_form(session, path)

    def test_an_unusable_one_is_not_swapped_for_the_program_s(self, session: Session, path: Path) -> None:
        county.import_form(session, path)
        spoil(session, "{held_on:8}", "{held_no:8}")
        with pytest.raises(FaultyError, match="移除它，就恢复程序自带的那张"):
            papers.print_form(session, "help_visit", blank=True)


def spoil(session: Session, old: str, new: str) -> None:
    """What an update of the program does to a form: it names what is no more."""
    (one,) = session.reader.all(CountyDocument)
    with session.write("昨天的内容") as writer:
        writer.update(one, one.changed(content=one.content.replace(old, new)))


class TestYesterday:
    """A form that names what a later program or migration took away."""

    def test_it_stays_with_its_faults_and_is_mended(self, session: Session, tmp_path: Path) -> None:
        county.import_form(session, written(tmp_path, OVERVIEW))
        spoil(session, "{station}", "{station_of_yesterday}")
        (one,) = county.listed(session)
        assert one.state == "不能使用" and "第 12 行，键 block[2].text" in one.message
        assert "没有叫“station_of_yesterday”的内容" in one.message and "其他表格不受影响" in one.message
        assert checking.file_faults(session) == [one.message]
        assert [str(fault) for fault in files.form_faults(session)] == [one.message]
        with pytest.raises(FaultyError, match="station_of_yesterday"):
            papers.print_form(session, "county_sheet")
        assert papers.print_form(session, "rooms").pages
        out = county.export(session, "county_sheet", tmp_path / "out.toml")
        out.write_text(out.read_text("utf-8").replace("station_of_yesterday", "station"), "utf-8")
        county.import_form(session, out)
        assert states(session) == [("县-1", "现用")] and checking.file_faults(session) == []

    def test_one_about_records_that_are_no_more_hurts_nothing(self, session: Session, tmp_path: Path) -> None:
        county.import_form(session, written(tmp_path, OWN))
        (one,) = session.reader.all(CountyDocument)
        with session.write("昨天的类别") as writer:
            content = one.content.replace('"visit"', '"house"')
            writer.update(one, one.changed(about="house", content=content))
        assert ID not in ids(session)
        assert county.own_form(session, ID).about == "house"
        assert "没有“house”这类记录" in county.own_form(session, ID).message

    def test_the_other_forms_of_its_kind_are_still_marked(self, session: Session, tmp_path: Path) -> None:
        county.import_form(session, written(tmp_path, OWN))
        spoil(session, "{held_on:8}", "{held_no:8}")
        about = [form for form in forms(session) if form.kind == "visit"]
        assert papers.unfit(session, about, 1) == {}

    def test_one_that_went_while_it_was_chosen_is_told(
        self, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        county.import_form(session, written(tmp_path, OVERVIEW))
        monkeypatch.setattr(type(session.reader), "get", lambda *_: None)
        with pytest.raises(KnownError, match="这张本县表格已经移除") as told:
            files.form_of(session, "county_sheet")
        assert told.value.advice == "请重新打开打印菜单"

    def test_a_former_edition_that_cannot_be_read_gives_way_to_the_form_in_use(
        self, session: Session, tmp_path: Path
    ) -> None:
        county.import_form(session, written(tmp_path, OVERVIEW))
        spoil(session, "{station}", "{station_of_yesterday}")
        county.import_form(session, written(tmp_path, OVERVIEW, ("县-1", "县-2"), ("第一版", "第二版")))
        assert states(session) == [("县-2", "现用"), ("县-1", "旧版")]
        assert files.form_of(session, "county_sheet", "县-1").edition == "县-2"

    @pytest.mark.parametrize(
        ("sql", "words"),
        [
            ("UPDATE county_document SET edition = '别的'", "和登记的编号、版次或者针对的记录不一样"),
            ("UPDATE county_document SET content = substr(content, 1, 40)", "不能识别"),
            ("UPDATE county_document SET content = x'00ff'", "UTF-8|不能识别|处错误"),
        ],
    )
    def test_whatever_somebody_put_there_is_told(
        self, session: Session, tmp_path: Path, sql: str, words: str
    ) -> None:
        county.import_form(session, written(tmp_path, OVERVIEW))
        path = session.path
        session.close()
        tamper(path, "PRAGMA ignore_check_constraints=ON", sql.replace("x'00ff'", "CAST(x'00ff' AS TEXT)"))
        again = open_station(path, clock=CLOCK)
        try:
            (one,) = county.listed(again)
            assert one.fault is not None
            with pytest.raises(KnownError, match=words):
                raise one.fault
            assert papers.print_form(again, "rooms").pages
        finally:
            again.close()


class TestCarried:
    """Whatever is done with the file, the forms go with it."""

    @pytest.fixture
    def own(self, session: Session, tmp_path: Path) -> Session:
        county.import_form(session, written(tmp_path, OWN))
        county.import_form(session, written(tmp_path, OWN, ("县-1", "县-2")))
        return session

    def holds(self, path: Path) -> bool:
        session = open_station(path, clock=CLOCK)
        try:
            out = county.export(session, ID, path.with_name("held.toml"), "县-1").read_text("utf-8")
            return states(session) == [("县-2", "现用"), ("县-1", "旧版")] and out == OWN
        finally:
            session.close()

    def test_out_on_a_stick_and_back(self, own: Session, tmp_path: Path) -> None:
        stick = tmp_path / "u"
        stick.mkdir()
        carrying.check_out(own.path, stick, clock=CLOCK)
        (carried,) = stick.glob("*.station")
        there = open_station(carried, clock=CLOCK)
        county.import_form(there, written(tmp_path, OVERVIEW))
        there.close()
        own.close()
        carrying.check_in(own.path, stick, clock=CLOCK)
        back = open_station(own.path, clock=CLOCK)
        assert {one.document.name for one in county.listed(back)} == {ID, "county_sheet"}
        back.close()

    def test_through_backup_restore_and_salvage(self, own: Session, tmp_path: Path) -> None:
        made = make_backup(own.path, Reason.MANUAL, CLOCK.now())
        restore(made.path, tmp_path / "restored.station", who="", at=CLOCK.now())
        assert self.holds(tmp_path / "restored.station")
        shutil.copy(made.path, tmp_path / "bad.station")
        rescue.salvage(tmp_path / "bad.station", tmp_path / "saved.station", clock=CLOCK)
        assert self.holds(tmp_path / "saved.station")

    def test_under_a_password(self, own: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(password, "ROUNDS", 1)
        passwords.set_password(own, WORD)
        assert states(own) == [("县-2", "现用"), ("县-1", "旧版")]
        assert "回访单".encode() not in own.path.read_bytes()
        key = own.file.key
        assert key is not None
        own.close()
        with holding(key):
            assert self.holds(own.path)

    def test_a_file_for_reading_only_shows_and_gives_them_and_takes_none(
        self, own: Session, tmp_path: Path
    ) -> None:
        second = open_station(own.path, clock=CLOCK)
        assert second.read_only and states(second) == [("县-2", "现用"), ("县-1", "旧版")]
        assert papers.print_form(second, ID, blank=True).edition == "县-2"
        assert county.export(second, ID, tmp_path / "o.toml").exists()
        for change in (
            lambda: county.import_form(second, written(tmp_path, OVERVIEW)),
            lambda: county.remove(second, ID),
        ):
            with pytest.raises(KnownError, match="不能保存"):
                change()
        second.close()


def test_exporting_never_takes_the_place_of_another_file(session: Session, tmp_path: Path) -> None:
    county.import_form(session, written(tmp_path, OWN))
    other = tmp_path / "letter.docx"
    other.write_bytes(b"letter")
    with pytest.raises(KnownError, match=r"已经有别的文件.*以 \.toml 结尾"):
        county.export(session, ID, other)
    with pytest.raises(KnownError, match="已经有别的文件"):
        county.export(session, ID, session.path)
    assert other.read_bytes() == b"letter"


def test_every_form_of_the_program_could_be_a_county_s(session: Session) -> None:
    """What the county writes after the program's own forms is taken."""
    for path in sorted(paths.forms().glob("*.toml")):
        text = path.read_text("utf-8")
        form = files.read_own(path.name, text.encode())
        assert form.id in files.loaded()[0]
