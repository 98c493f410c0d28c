"""本县文件: what a county lays down itself, such as a form of its own, as it was imported into this file."""

from __future__ import annotations

from datetime import date

from station_desk.domain.fields.typed_text import MOST_TEXT
from station_desk.domain.fields.vocabulary import vocabulary
from station_desk.domain.records.field import choice, day, flag, long_text, number, text
from station_desk.domain.records.record import Record, kind

SORT = vocabulary("county_document_sort", form="表格")
"""What the documents are; each sort has a reader of its own that judges the content."""
FORM = "form"


@kind("county_document", "本县文件", title=("title", "edition"), order="title", internal=True)
class CountyDocument(Record):
    """One edition of one document; ``content`` is the text of its file, to the last byte of UTF-8.

    ``name`` is the id by which the program knows the document. Of the editions of one name that ``in_use`` is the one
    that counts; the others are kept so that a paper can be made again as it was. ``title``, ``edition``, ``source``,
    ``about`` (the kind of record, "" for the station) and ``place`` stand in the content too: menus need no more.
    """

    sort: str = choice("类别", SORT, required=True)
    name: str = text("编号", 60, required=True)
    title: str = text("名称", 200, required=True)
    edition: str = text("版次", 60)
    source: str = text("来源", 200)
    about: str = text("针对的记录", 60)
    place: int | None = number("次序")
    in_use: bool = flag("现用")
    content: str = long_text("内容", MOST_TEXT, required=True)
    added_on: date | None = day("导入日期")
    added_by: str = text("导入人", 60, person=True)


DOCUMENTS = frozenset({CountyDocument.KIND.key})
"""The kinds of records from which answers about the county's documents come."""
