"""年度归档: the register of year archives that were made of this file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from station_desk.domain.records.field import Field, day, number, text
from station_desk.domain.records.record import Record, kind

COUNTS = "转出"
"""The group of the fields that count what left the file."""


@kind("archive", "年度归档", title=("year", "file_name"), order="-year", internal=True)
class Archive(Record):
    """One year archive: a sealed copy of the whole file, and what left the file once the copy was proven.

    ``through`` is the last day whose finished business the archive stands for; ``digest`` the one over its rows
    (see ``store.vault.archiving``). The counts are records that left; all are empty when nothing was moved out.
    """

    year: int | None = number("年度", 2199, required=True)
    file_name: str = text("档案文件", 200, required=True)
    made_on: date | None = day("归档日期", required=True)
    made_by: str = text("归档人", 60, person=True)
    through: date | None = day("截止日期", required=True)
    digest: str = text("内容校验", 64, required=True)
    mediations: int | None = number("转出人民调解", group=COUNTS, unit="件")
    corrections: int | None = number("转出社区矫正", group=COUNTS, unit="人")
    assessments: int | None = number("转出调查评估", group=COUNTS, unit="件")
    resettlements: int | None = number("转出安置帮教", group=COUNTS, unit="人")
    works: int | None = number("转出工作台账", group=COUNTS, unit="条")

    @property
    def counts(self) -> Mapping[Field, int]:
        """How many records left, by the field that counts them; nothing where none was meant to leave."""
        fields = (field for field in self.KIND.fields if field.group == COUNTS)
        return {field: held for field in fields if (held := getattr(self, field.key)) is not None}

    @property
    def moved(self) -> int | None:
        """How many records left; None when none was meant to."""
        return sum(self.counts.values()) if self.counts else None
