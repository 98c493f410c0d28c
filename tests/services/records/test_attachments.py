"""Attachments live in the file once per content, come back with undo, and are refused when they are no pictures."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.clocks import FixedClock
from tests.services.minors import GROUND, WORD, put
from tests.services.privacy.test_passwords import WORD as FILE_WORD

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.correction.kinds.contacts import Contact
from station_desk.domain.correction.kinds.supervision import Correction
from station_desk.domain.keeping.kinds.attachment import Attachment
from station_desk.domain.records.query import Query
from station_desk.domain.records.record import Record
from station_desk.domain.station.kinds import Village
from station_desk.services.copies import backups, rescue
from station_desk.services.copies.backups import Reason
from station_desk.services.keeping import checking
from station_desk.services.keeping.files import open_station
from station_desk.services.privacy import passwords, privacy, sealing
from station_desk.services.records import attachments, records
from station_desk.services.session.session import Session

PNG = b"\x89PNG\r\n\x1a\n" + b"canary-content-of-a-picture" * 20
PDF = b"%PDF-1.7 another content"


@pytest.fixture
def village(session: Session) -> Record:
    return records.find(session, Village.KIND, put(session, Village, name="乙字村"))


def blobs(session: Session) -> int:
    return int(session.file.connection.execute("SELECT count(*) FROM blob").fetchone()[0])


def test_an_attachment_is_kept_named_and_found_again(session: Session, village: Record) -> None:
    attachments.add(session, village, "../村部 照片.png", PNG, b"small")
    attachments.add(session, village, "证明.PDF", PDF)
    first, second = attachments.listed(session, village)
    assert (first.name, first.media, first.size) == ("村部 照片.png", "image/png", len(PNG))
    assert second.name == "证明.PDF"
    assert attachments.content(session, first) == PNG
    assert attachments.thumb(session, first) == b"small"
    assert attachments.thumb(session, second) == b""
    assert checking.file_faults(session) == []


def test_the_same_content_is_stored_once(session: Session, village: Record) -> None:
    other = records.find(session, Village.KIND, put(session, Village, name="丙字村"))
    for owner in (village, other, other):
        attachments.add(session, owner, "a.png", PNG)
    assert blobs(session) == 1
    assert len(attachments.listed(session, other)) == 2


def test_adding_and_removing_are_undone_and_redone(session: Session, village: Record) -> None:
    attachments.add(session, village, "a.png", PNG)
    assert records.undo_label(session) == "添加附件“a.png”"
    records.undo(session)
    assert attachments.listed(session, village) == ()
    records.redo(session)
    (back,) = attachments.listed(session, village)
    attachments.remove(session, [back.id])
    assert attachments.listed(session, village) == ()
    records.undo(session)
    (again,) = attachments.listed(session, village)
    assert attachments.content(session, again) == PNG


def test_a_deleted_record_takes_its_attachments_along_and_back(session: Session, village: Record) -> None:
    attachments.add(session, village, "a.png", PNG)
    records.remove(session, Village.KIND, [village.id])
    assert session.reader.count(Query(Attachment.KIND)) == 0
    records.undo(session)
    assert len(attachments.listed(session, village)) == 1


@pytest.mark.parametrize(("data", "said"), [(b"MZ\x90\0", "不是图片"), (b"", "不是图片")])
def test_what_is_no_picture_is_refused(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "照片.png"
    path.write_bytes(data)
    with pytest.raises(KnownError, match=said):
        attachments.read(path)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    session: Session, village: Record, tmp_path: Path
) -> None:
    path = tmp_path / "大.pdf"
    path.write_bytes(PDF)
    os.truncate(path, attachments.MOST_READ + 1)
    with pytest.raises(KnownError, match=r"超过了 20\.0 MB"):
        attachments.read(path)
    with pytest.raises(KnownError, match="超过了"):
        attachments.add(session, village, "a.pdf", PDF + bytes(attachments.MOST_BYTES))
    with pytest.raises(KnownError, match="读不了"):
        attachments.read(tmp_path / "没有.pdf")
    assert attachments.listed(session, village) == ()


def test_a_record_takes_only_so_many(
    session: Session, village: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "MOST_PER_RECORD", 1)
    attachments.add(session, village, "a.png", PNG)
    with pytest.raises(KnownError, match="最多 1 个附件"):
        attachments.add(session, village, "b.png", PNG)


def test_a_spoiled_content_is_never_given_out(session: Session, village: Record, tmp_path: Path) -> None:
    attachments.add(session, village, "a.png", PNG)
    session.file.connection.execute("UPDATE blob SET data = x'89504e47'")
    (kept,) = attachments.listed(session, village)
    with pytest.raises(KnownError, match="丢失或者损坏"):
        attachments.save_copy(session, kept, tmp_path / "out.png")
    assert not (tmp_path / "out.png").exists()
    (fault,) = checking.file_faults(session)
    assert "a.png" in fault


def test_a_copy_taken_out_of_a_watched_record_is_logged(session: Session, tmp_path: Path, minor: int) -> None:
    person = records.find(session, Correction.KIND, minor)
    attachments.add(session, person, "a.png", PNG)
    (kept,) = attachments.listed(session, person)
    attachments.save_copy(session, kept, tmp_path / "out.png")
    assert (tmp_path / "out.png").read_bytes() == PNG
    line = privacy.log(session)[0]
    assert (line.action, line.detail) == ("导出", "附件另存")


def test_backups_copies_and_salvage_carry_the_contents(
    session: Session, village: Record, tmp_path: Path
) -> None:
    attachments.add(session, village, "a.png", PNG)
    made = backups.back_up(session.path, Reason.MANUAL, clock=FixedClock())
    session.close()
    rescue.salvage(made.path, tmp_path / "救出.station", clock=FixedClock())
    saved = open_station(tmp_path / "救出.station", clock=FixedClock())
    (kept,) = attachments.listed(saved, village)
    assert attachments.content(saved, kept) == PNG
    saved.close()


def test_an_encrypted_file_shows_nothing_of_its_attachments(session: Session, village: Record) -> None:
    attachments.add(session, village, "a.png", PNG, b"canary-content-of-a-picture")
    assert b"canary-content" in session.path.read_bytes()
    passwords.set_password(session, FILE_WORD)
    assert b"canary-content" not in session.path.read_bytes()
    (kept,) = attachments.listed(session, village)
    assert attachments.content(session, kept) == PNG


def test_sealing_takes_attachments_and_what_was_once_deleted_along(
    session: Session, village: Record, minor: int
) -> None:
    person = records.find(session, Correction.KIND, minor)
    contact = put(
        session, Contact, correction=minor, form="走访", held_on="2026-4-1", content="后来删掉的谈话"
    )
    attachments.add(session, records.find(session, Contact.KIND, contact), "谈话照片.png", PNG)
    records.remove(session, Contact.KIND, [contact])
    attachments.add(session, person, "判决书.pdf", PDF)
    attachments.add(session, village, "别处也有.pdf", PDF)
    sealing.seal(session, Correction.KIND, minor, WORD)
    assert blobs(session) == 1
    assert len(attachments.listed(session, village)) == 1
    log = session.file.connection.execute("SELECT before, after FROM change").fetchall()
    told = str(log) + str([line.label for line in records.history(session)])
    for word in ("后来删掉的谈话", "谈话照片", "判决书"):
        assert word not in told
    assert checking.file_faults(session) == []
    raw = session.path.read_bytes()
    assert b"canary-content" not in raw
    assert "后来删掉的谈话".encode() not in raw
    sealing.unseal(session, sealing.sealed(session)[0].id, WORD, GROUND)
    (back,) = attachments.listed(session, person)
    assert attachments.content(session, back) == PDF
    assert blobs(session) == 2
    assert checking.file_faults(session) == []
