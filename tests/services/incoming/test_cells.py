"""Cells of a list as people hand it in, and lists that are none."""

from __future__ import annotations

import csv
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from station_desk.domain.basics.errors import KnownError
from station_desk.services.incoming import cells
from station_desk.services.incoming.cells import Cell, Sheet, read_sheets

TEXT = '姓名,身份证号\r\n张某甲,="000000199001010011"\r\n李某乙,#N/A\r\n'


def workbook(path: Path, *sheets: list[list[Any]], hidden: bool = False) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(row)
    if hidden:
        book.worksheets[0].sheet_state = "hidden"
    book.save(path)
    return path


def texts(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in sheet.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "，"])
def test_text_in_every_encoding(tmp_path: Path, encoding: str, separator: str) -> None:
    path = tmp_path / "名单.csv"
    path.write_bytes(TEXT.replace(",", separator).encode(encoding))
    (sheet,) = read_sheets(path)
    assert texts(sheet) == [["姓名", "身份证号"], ["张某甲", "000000199001010011"], ["李某乙", "#N/A"]]
    assert sheet.rows[2].at(1).error
    assert sheet.rows[2].at(9) == Cell()


def test_what_a_spreadsheet_did_is_kept_apart(tmp_path: Path) -> None:
    row = [
        110101199001011234.0,
        1.10101199001011e17,
        110101900101123,
        3.5,
        True,
        date(2026, 1, 2),
        datetime(2026, 1, 2, 3, 4),
        time(3, 4),
        "#N/A",
        "  文字 ",
    ]
    (sheet,) = read_sheets(workbook(tmp_path / "一.xlsx", [[None], row]))
    (only,) = sheet.rows
    assert only.number == 2
    assert [cell.text for cell in only.cells] == [
        "110101199001011000",
        "110101199001011000",
        "110101900101123",
        "3.5",
        "是",
        "2026-01-02",
        "2026-01-02",
        "03:04:00",
        "#N/A",
        "文字",
    ]
    assert [at for at, cell in enumerate(only.cells) if cell.rounded] == [0, 1]
    assert [at for at, cell in enumerate(only.cells) if cell.error] == [8]


def test_a_number_that_was_written_whole_is_whole() -> None:
    # Other programs than the usual one write all the digits, and none is lost.
    assert cells._cell(110101199001011234, "n") == Cell("110101199001011234")
    assert cells._cell(110101199001011000, "n").rounded


def test_hidden_and_empty_sheets_are_passed_over(tmp_path: Path) -> None:
    path = workbook(tmp_path / "两.xlsx", [["藏"]], [], [["看"]], hidden=True)
    assert [(sheet.name, texts(sheet)) for sheet in read_sheets(path)] == [("表3", [["看"]])]


def packed(path: Path, size: int) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/a.xml", b"0" * size)
    return path


def test_what_is_no_list_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def told(content: bytes, name: str = "x.csv") -> str:
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(KnownError) as error:
            read_sheets(path)
        assert error.value.kept == "没有读入任何内容"
        assert error.value.advice
        return error.value.message

    assert "旧格式" in told(b"\xd0\xcf\x11\xe0rest")
    assert "损坏" in told(b"PK but no zip")
    assert "没有内容" in told(b"\r\n,,\r\n")
    assert "读得懂的文字" in told(b"\xff\xfe\x00")
    assert "读得懂的文字" in told(b"\x81\x20\xff")
    assert "读得懂的文字" in told(b"a" * 500 + b"\x00")
    monkeypatch.setattr(cells, "MOST_ROWS", 2)
    assert "超过 2 行" in told(b"a\nb\nc\n")
    monkeypatch.setattr(csv, "reader", lambda *a, **k: iter(_broken()))
    assert "引号" in told(b"a\nb")
    with pytest.raises(KnownError, match="损坏"):
        read_sheets(packed(tmp_path / "空.xlsx", 10))
    monkeypatch.setattr(cells, "_MOST_UNPACKED", 100)
    with pytest.raises(KnownError, match="太大"):
        read_sheets(packed(tmp_path / "大.xlsx", 1000))
    monkeypatch.setattr(cells, "_MOST_BYTES", 1)
    with pytest.raises(KnownError, match="50 MB"):
        read_sheets(tmp_path / "大.xlsx")
    with pytest.raises(KnownError, match="文件不在了"):
        read_sheets(tmp_path / "没有.xlsx")
    with pytest.raises(KnownError, match="它是文件夹"):
        read_sheets(tmp_path)


def _broken() -> Any:
    yield ["a"]
    raise csv.Error("line contains NUL")
