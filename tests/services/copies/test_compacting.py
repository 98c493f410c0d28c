"""Writing the file anew loses nothing but what nobody can reach any more."""

from __future__ import annotations

from tests.services.minors import put
from tests.services.privacy.test_passwords import WORD, readable
from tests.services.records.test_attachments import PNG, blobs

from station_desk.domain.station.kinds import Village
from station_desk.services.copies import backups, compacting
from station_desk.services.keeping import checking
from station_desk.services.privacy import passwords
from station_desk.services.records import attachments, records
from station_desk.services.session.session import Session


def filled(session: Session) -> None:
    village = records.find(session, Village.KIND, put(session, Village, name="乙字村"))
    attachments.add(session, village, "留下.png", PNG + b"kept")
    attachments.add(session, village, "移除.png", PNG * 500)
    kept, gone = attachments.listed(session, village)
    assert kept.name == "留下.png"
    attachments.remove(session, [gone.id])


def test_compacting_drops_what_only_undo_held_and_keeps_the_rest(session: Session) -> None:
    filled(session)
    done = compacting.compact(session)
    assert done.dropped == 1
    assert done.after < done.before
    assert "已移除附件" in done.message
    assert blobs(session) == 1
    assert checking.file_faults(session) == []
    # What was removed for good is not offered to undo; what came before still is.
    assert records.undo_label(session) == "添加附件“留下.png”"
    assert len(backups.listed(session.path)) == 1


def test_deleted_names_leave_the_file(session: Session) -> None:
    with session.write("写过又删") as writer:
        for number in range(200):
            writer.insert(Village(name=f"残留村名{number}"))
    session.file.connection.execute("DELETE FROM village")
    session.file.connection.execute("DELETE FROM change")
    session.file.connection.execute("INSERT INTO search (search) VALUES ('delete-all')")
    assert readable(session.path.parent, "残留村名") == [session.path]
    compacting.compact(session)
    assert session.path not in readable(session.path.parent, "残留村名")


def test_an_encrypted_file_stays_encrypted(session: Session) -> None:
    filled(session)
    passwords.set_password(session, WORD)
    compacting.compact(session)
    assert passwords.has_password(session)
    assert passwords.is_locked(session.path)
    assert all(passwords.is_locked(one.path) for one in backups.listed(session.path))
