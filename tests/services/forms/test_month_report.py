"""A county's monthly statistic, written as TOML alone: every number on it is that of a plain count of the records.

`python -m tests.services.forms.test_month_report` writes its golden text anew.
"""

from __future__ import annotations

import random
import re
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from pypdf import PdfReader
from tests.clocks import FixedClock

from station_desk import paths
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.domain.mediation.kinds.committees import Committee
from station_desk.domain.mediation.terms import AGREEMENT, DISPUTE_TYPE, RESULT
from station_desk.domain.packs.reading import read
from station_desk.domain.records.query import Query, in_year
from station_desk.printing.forms.cross import LABEL, NONE, TERM, Cross
from station_desk.printing.forms.definition import Form, load_form
from station_desk.printing.layout.render import render
from station_desk.printing.type.fonts import Fonts
from station_desk.services.forms import names
from station_desk.services.forms.desk import Desk
from station_desk.services.keeping.files import create_station
from station_desk.services.papers.source import Source
from station_desk.services.session.session import Session

ROOT = Path(__file__).parents[3]
FORM = ROOT / "tests" / "printing" / "county_forms" / "mediation_month.toml"
GOLDEN = ROOT / "tests" / "golden" / "county_forms" / "mediation_month.txt"


def fill(session: Session, count: int, seed: int = 7) -> list[Mediation]:
    """Disputes of the month before, some of them thin, and as many of other months."""
    draw = random.Random(seed)
    last = session.clock.today().replace(day=1) - timedelta(days=1)
    made = []
    with session.write("填", action="load") as writer:
        committees = [
            writer.insert(Committee(name=f"{name}村人民调解委员会", committee_type="village")).id
            for name in ("云岭", "安溪", "青禾")
        ]
        for number in range(2 * count):
            day = last.replace(day=draw.randint(1, last.day))
            case = Mediation(
                case_number=f"（{last.year}）样人调字第{number + 1}号",
                title=f"样例纠纷{number + 1}",
                accepted_on=day if number < count else day - timedelta(days=60),
                dispute_type=draw.choice([code for code, _ in DISPUTE_TYPE.terms[:7]]),
                committee=draw.choice([*committees, None]),
                applicant="甲某",
                parties=draw.choice([2, 3, 5, None]),
                amount=draw.choice([None, Decimal(draw.randint(1, 10**7)) / 100]),
                result=draw.choice(["", *RESULT.by_code, "settled", "settled"]),
                agreement=draw.choice(["", *AGREEMENT.by_code]),
            )
            writer.insert(case)
            made += [case] if number < count else []
    return made


@pytest.fixture(scope="module")
def form() -> Form:
    return load_form(FORM, names.unusable)


def printed(session: Session, form: Form, *, blank: bool = False) -> str:
    data = Source(session, form, blank=blank).data(None)
    pdf = render(form, data, Fonts(paths.resources("fonts")), blank=blank).pdf
    return "\n".join(
        f"== {n}\n{page.extract_text().strip()}" for n, page in enumerate(PdfReader(BytesIO(pdf)).pages, 1)
    )


def cross_rows(session: Session, form: Form, place: int = 0) -> list[dict[str, str]]:
    found = [block for block in form.blocks if isinstance(block, Cross)][place]
    return [dict(row) for row in Desk(session).listed(found, None)]


def test_the_form_is_sound() -> None:
    assert names.validate(FORM) == ("人民调解工作月报表", [])


@pytest.mark.parametrize("seed", range(5))
def test_every_number_is_that_of_a_plain_count(session: Session, form: Form, seed: int) -> None:
    made = fill(session, 60, seed)
    head, *rows = cross_rows(session, form)
    *bodies, total, parties_note, amount_note = rows
    results = [key for key in head if key.startswith("1.")]
    assert [head[key] for key in results] == [*RESULT.by_term, "（没有填写）"]
    assert [row[LABEL] for row in bodies] == list(DISPUTE_TYPE.by_term)
    for row in [*bodies, total]:
        mine = [one for one in made if row is total or DISPUTE_TYPE.show(one.dispute_type) == row[LABEL]]
        settled = sum(one.result == "settled" for one in mine)
        closed = sum(one.result in ("settled", "failed") for one in mine)
        assert row["0"] == str(len(mine)) and row["2"] == str(closed) and row["3"] == str(settled)
        assert [row[key] for key in results] == [
            str(sum(o.result == c for o in mine)) for c in [*RESULT.by_code, ""]
        ]
        assert sum(int(row[key]) for key in results) == int(row["0"])
        assert_rate(row["4"], settled, closed)
        amounts = [one.amount for one in mine if one.amount is not None]
        assert row["6"] == (
            "" if mine and not amounts else f"{(sum(amounts, Decimal(0)) / 10000).normalize():f}"
        )
    assert sum(int(row["0"]) for row in bodies) == int(total["0"]) == 60
    assert sum(Decimal(row["6"] or 0) for row in bodies) == Decimal(total["6"])
    lacking = sum(one.amount is None for one in made)
    assert amount_note["note"] == f"涉及金额（万元）：另有 {lacking} 条未填，没有计入。"
    assert parties_note["note"].startswith("涉及人数：另有")
    head, *rows = cross_rows(session, form, 1)
    assert [row[LABEL] for row in rows[:4]] == [
        *("安溪村人民调解委员会", "青禾村人民调解委员会", "云岭村人民调解委员会", "（没有填写）"),
    ]
    assert sum(int(row["0"]) for row in rows[:4]) == int(rows[4]["0"]) == 60


def assert_rate(text: str, part: int, whole: int) -> None:
    if not whole:
        assert text == ""
        return
    assert "…" not in text
    cut = Decimal(text.split("%")[0])
    assert cut * whole <= part * 100 and (cut + Decimal("0.01")) * whole > part * 100
    assert ("（" in text) == (cut * whole != part * 100)
    assert text.endswith(f"（{part}/{whole}）") or "（" not in text


def test_nothing_is_counted_where_nobody_recorded_anything(session: Session, form: Form) -> None:
    _, *rows = cross_rows(session, form)
    assert len(rows) == len(DISPUTE_TYPE.terms) + 1
    assert all(not text or key in (LABEL, TERM, NONE) for row in rows for key, text in row.items())
    fill(session, 1)
    last = session.clock.today()
    with session.write("清", action="load") as writer:
        for case in session.reader.iterate(Query(Mediation.KIND, in_year("accepted_on", last.year))):
            writer.delete(case)
    assert all(row.get("0", "0") in ("0", "") for row in cross_rows(session, form)[1:])


def test_what_cannot_be_read_is_counted_and_told(session: Session, form: Form) -> None:
    fill(session, 5)
    connection, first = session.file.connection, "id = (SELECT min(id) FROM mediation)"
    connection.execute(f"UPDATE mediation SET dispute_type = CAST(x'ff' AS TEXT), amount = -5 WHERE {first}")
    connection.execute(f"UPDATE mediation SET accepted_on = '2024-99-99' WHERE id = 1 + {first[5:]}")
    head, *rows = cross_rows(session, form)
    assert head["0"] == "受理"
    (lost,) = [row for row in rows if row.get(LABEL) == "（无法读取）"]
    assert lost["0"] == "1" and lost["6"] == ""
    assert next(row for row in rows if row.get(LABEL) == "合　计")["0"] == "4"


def test_a_statistic_by_a_flag_without_sums_has_two_rows_and_no_third(session: Session) -> None:
    made = fill(session, 10)
    with session.write("填", action="load") as writer:
        for case in session.reader.all(Mediation)[:3]:
            writer.update(case, case.changed(minors=True))
    keys = {"source": "mediation", "period": "all", "by": "minors", "label": "涉及未成年人"}
    block, faults = read(Cross, {**keys, "columns": [{"label": "件数"}, {"label": "金额", "sum": "amount"}]})
    assert block is not None and not faults
    head, *rows = [dict(row) for row in Desk(session).listed(block, None)]
    assert (head[LABEL], head["0"]) == ("涉及未成年人", "件数")
    told = [(row[LABEL], row["0"]) for row in rows if "0" in row]
    assert len(made) == 10 and told == [("是", "3"), ("否", "17")]


def test_the_paper_is_what_was_looked_at(session: Session, form: Form) -> None:
    fill(session, 40)
    assert golden(session, form) == GOLDEN.read_text(encoding="utf-8")


def test_the_blank_form_shows_terms_and_no_numbers(session: Session, form: Form) -> None:
    fill(session, 12)
    text = printed(session, form, blank=True)
    assert "拖欠农民工工资" in text and "调解不成" in text
    assert not re.search(r"安溪|样例纠纷|另有|没有填写|%", text)


def golden(session: Session, form: Form) -> str:
    return f"{printed(session, form)}\n-- 空白\n{printed(session, form, blank=True)}\n"


def write(folder: Path) -> None:
    called = {"name": "青禾镇司法所", "county": "示例县", "station_class": "一类"}
    made = create_station(folder / "青禾.station", **called, clock=FixedClock(), user="测试")
    fill(made, 40)
    GOLDEN.parent.mkdir(parents=True, exist_ok=True)
    GOLDEN.write_text(golden(made, load_form(FORM, names.unusable)), encoding="utf-8")
    made.close()


if __name__ == "__main__":
    with TemporaryDirectory() as name:
        write(Path(name))
