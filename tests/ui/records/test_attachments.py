"""Attaching pictures and PDFs in the editor."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from tests.printing.drawing.test_pictures import jpeg_claiming
from tests.ui.hands import Answering, child, shown

from station_desk.domain.keeping.files import FORMATS, media_of
from station_desk.domain.records.record import Record
from station_desk.domain.station.kinds import Village
from station_desk.services.records import attachments, records
from station_desk.services.session.session import Session
from station_desk.ui.core.hub import Hub
from station_desk.ui.dialogs.records.attachment_view import AttachmentView
from station_desk.ui.dialogs.records.record_editor import RecordEditor
from station_desk.ui.look import pictures
from station_desk.ui.shell.window import MainWindow


def picture(width: int, height: int, form: bytes = b"PNG") -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("steelblue"))
    for x in range(0, width, 7):
        image.setPixelColor(x, x % height, QColor(x % 255, 40, 90))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(form)).write(image)
    return bytes(buffer.data().data())


def pdf(path: Path) -> bytes:
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    painter = QPainter(writer)
    painter.drawText(300, 300, "1")
    painter.end()
    return path.read_bytes()


@pytest.fixture
def village(session: Session) -> Record:
    record, _ = Village.KIND.read({"name": "乙字村"}, records.draft(session, Village.KIND))
    return records.find(session, Village.KIND, records.save(session, record).only_id)


@pytest.fixture
def editor(opened: MainWindow, hub: Hub, village: Record) -> RecordEditor:
    made = RecordEditor(hub, village, opened)
    made.open()
    return made


Put = Callable[[str, bytes], Path]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    def write(name: str, data: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def test_pictures_and_pdfs_are_attached_shown_and_taken_off(
    editor: RecordEditor, session: Session, hub: Hub, village: Record, put: Put, tmp_path: Path
) -> None:
    panel = editor.attachments
    panel.add_file(put("村部.png", picture(300, 200)))
    pdf(tmp_path / "证明.pdf")
    panel.add_file(tmp_path / "证明.pdf")
    assert [panel.list.item(row).text() for row in range(2)] == ["村部.png", "证明.pdf"]
    for one in attachments.listed(session, village):
        small = QImage.fromData(attachments.thumb(session, one))
        assert max(small.width(), small.height()) == pictures.THUMB
    for row in (0, 1):
        panel.list.setCurrentRow(row)
        child(editor, QPushButton, "viewAttachment").click()
        view = shown(AttachmentView)
        view.accept()
        view.hide()
    panel.list.setCurrentRow(0)
    child(editor, QPushButton, "removeAttachment").click()
    assert panel.list.count() == 1
    hub.run(lambda: records.undo(session), editor)
    assert panel.list.count() == 2
    editor.reject()


def test_a_large_photo_is_made_smaller_when_wanted(
    editor: RecordEditor, session: Session, village: Record, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = picture(3000, 2000, b"BMP")
    monkeypatch.setattr(attachments, "MOST_BYTES", len(data) - 1)
    answering = Answering("按原图添加")
    refused = Answering("知道了")
    editor.attachments.add_file(put("大照片.bmp", data))
    assert "处理后约" in answering.said[0]
    assert "超过了" in refused.said[0]
    Answering.let_go()
    answering = Answering("缩小后添加")
    editor.attachments.add_file(put("大照片.bmp", data))
    (kept,) = attachments.listed(session, village)
    image = QImage.fromData(attachments.content(session, kept))
    assert (image.width(), image.height()) == (2000, 1333)
    assert kept.name == "大照片.jpg"
    editor.reject()


def test_what_only_calls_itself_a_picture_is_refused_or_kept_without_a_small_one(
    editor: RecordEditor, session: Session, village: Record, put: Put
) -> None:
    answering = Answering("知道了")
    editor.attachments.add_file(put("照片.png", b"MZ this is a program"))
    assert "不是图片" in answering.said[0]
    editor.attachments.add_file(put("坏图.png", picture(50, 50)[:60]))
    (kept,) = attachments.listed(session, village)
    assert attachments.thumb(session, kept) == b""
    editor.attachments.list.setCurrentRow(0)
    editor.attachments.view()
    shown(AttachmentView).accept()
    editor.reject()


def test_a_copy_is_saved_where_the_user_wants(
    editor: RecordEditor, put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = picture(30, 20)
    editor.attachments.add_file(put("a.png", data))
    target = tmp_path / "out.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    editor.attachments.list.setCurrentRow(0)
    child(editor, QPushButton, "saveAttachment").click()
    assert target.read_bytes() == data
    editor.reject()


def photo(width: int, height: int, orientation: int) -> bytes:
    """A JPEG, red at the left, with a place in its Exif block and lying on its side."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    for x in range(width // 4):
        for y in range(height):
            image.setPixelColor(x, y, QColor("red"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"JPEG"))
    assert writer.write(image)
    plain = bytes(buffer.data().data())
    entries = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0) + struct.pack(">HHII", 0x8825, 4, 1, 64)
    tiff = b"MM\0\x2a" + struct.pack(">IH", 8, 2) + entries + bytes(4) + b"GPS-PLACE" + bytes(40)
    block = b"Exif\0\0" + tiff
    return plain[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + plain[2:]


def test_the_place_in_a_photo_is_taken_out_when_wanted_and_the_photo_stands_upright(
    editor: RecordEditor, session: Session, village: Record, put: Put
) -> None:
    data = photo(400, 300, orientation=6)
    answering = Answering("去掉后添加")
    editor.attachments.add_file(put("走访.jpg", data))
    assert "记着拍摄地点" in answering.said[0]
    (kept,) = attachments.listed(session, village)
    content = attachments.content(session, kept)
    assert b"GPS-PLACE" in data
    assert b"Exif" not in content and b"GPS-PLACE" not in content
    image = QImage.fromData(content)
    assert (image.width(), image.height()) == (300, 400)
    # Turned to the right: what was at the left is on top now.
    assert image.pixelColor(150, 20).red() > 200 > image.pixelColor(150, 20).green()
    assert image.pixelColor(150, 380).green() > 200
    assert b"GPS-PLACE" not in attachments.thumb(session, kept)
    editor.reject()


def test_a_photo_of_a_phone_that_cannot_be_read_is_refused_with_the_way_out(
    editor: RecordEditor, session: Session, village: Record, put: Put
) -> None:
    answering = Answering("知道了")
    editor.attachments.add_file(put("IMG_1.HEIC", b"\0\0\0\x18ftypheic" + bytes(40)))
    assert "兼容性最佳" in answering.said[0]
    assert attachments.listed(session, village) == ()
    editor.reject()


@pytest.mark.qt_log_ignore("Rejecting image as it exceeds")
def test_a_small_file_that_claims_to_be_an_enormous_picture_is_not_unfolded(
    editor: RecordEditor, session: Session, village: Record, put: Put
) -> None:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(2_000_000), 9)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    editor.attachments.add_file(put("炸弹.png", bomb))
    (kept,) = attachments.listed(session, village)
    assert attachments.thumb(session, kept) == b""
    editor.attachments.list.setCurrentRow(0)
    editor.attachments.view()
    shown(AttachmentView).accept()
    editor.reject()


def test_a_name_made_to_do_harm_is_harmless_on_the_way_out(
    editor: RecordEditor, session: Session, village: Record, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor.attachments.add_file(put("a.png", picture(30, 20)))
    session.file.connection.execute("UPDATE attachment SET name = '../../x/照片\u202egpj.exe', media = 'x/y'")
    editor.attachments.refresh()
    proposed: list[str] = []

    def propose(parent: object, title: str, name: str) -> tuple[str, str]:
        proposed.append(name)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", propose)
    editor.attachments.list.setCurrentRow(0)
    child(editor, QPushButton, "saveAttachment").click()
    assert proposed == ["照片gpj.exe.png"]
    editor.attachments.view()
    assert shown(AttachmentView).windowTitle() == "照片gpj.exe.png"
    shown(AttachmentView).accept()
    editor.reject()


def test_several_files_are_chosen_at_once(
    editor: RecordEditor, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [str(put(f"{number}.png", picture(10 + number, 10))) for number in range(3)]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (names, ""))
    child(editor, QPushButton, "attach").click()
    assert editor.attachments.list.count() == 3
    editor.reject()


def test_scaling_keeps_small_pictures_and_drops_transparency(qapp: object) -> None:
    assert not pictures.is_large(picture(100, 100), "image/png")
    assert not pictures.is_large(b"%PDF-1.4", "application/pdf")
    assert media_of(pictures.scaled_down(picture(2500, 100))) == "image/jpeg"
    assert pictures.scaled_down(b"nothing") == b""
    assert pictures.thumbnail(b"%PDF-1.4 broken", "application/pdf") == b""


def _nested(depth: int) -> bytes:
    """A small drawing in which everything is used ten times, as deep as wanted."""
    levels = "".join(f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, depth))
    return f'<svg xmlns="http://www.w3.org/2000/svg"><rect id="g0"/>{levels}</svg>'.encode()


@pytest.mark.parametrize("media", ["image/png", "image/svg+xml", "application/pdf"])
def test_nothing_but_the_accepted_formats_is_read_whatever_it_is_called(
    opened: MainWindow, media: str
) -> None:
    """A drawing of two kilobytes that would be drawn for ever is not drawn at all."""
    others = (
        b"8BPS\0\x01" + bytes(40),
        b"II*\0" + bytes(100),
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        b"P6 1 1 255 abc",
    )
    for data in (_nested(30), *others):
        assert pictures.pixmap(data).isNull()
        assert pictures.small_pixmap(data).isNull()
        assert pictures.scaled_down(data) == b""
        assert pictures.thumbnail(data, media) == b""
        view = AttachmentView("x", media, data, opened)
        assert view.findChildren(QLabel)


def test_every_accepted_format_is_still_shown(opened: MainWindow) -> None:
    for form in FORMATS.values():
        if form != "GIF":
            assert pictures.pixmap(picture(60, 40, form.encode())).width() == 60


@pytest.mark.parametrize(
    "rule", ["Image.open(", "QImageReader(", "loadFromData(", "QPixmap(path", "QImage(path"]
)
def test_pictures_are_read_in_two_places_alone(rule: str) -> None:
    root = Path(pictures.__file__).parents[2]
    users = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if rule in path.read_text(encoding="utf-8")
    }
    assert users <= {"ui/look/pictures.py", "printing/drawing/pictures.py"}


@pytest.mark.parametrize("progressive", [True, False])
def test_a_photo_that_would_fill_the_memory_is_not_unpacked_for_the_screen(
    opened: MainWindow, progressive: bool
) -> None:
    """Some hundred bytes that claim to be a page as large as a field are shown as what cannot be shown."""
    data = jpeg_claiming(60_000, 60_000, progressive=progressive)
    assert pictures.pixmap(data).isNull() and pictures.thumbnail(data, "image/jpeg") == b""
    assert not pictures.is_large(data, "image/jpeg") and pictures.scaled_down(data) == b""
    assert AttachmentView("x", "image/jpeg", data, opened).findChildren(QLabel)
