"""What it takes to add a thing: one file of data, or one function, put into its folder; nothing else is touched."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from tests.domain.memory import MemoryFacts

from station_desk import paths
from station_desk.domain.basics.errors import KnownError
from station_desk.domain.people import metrics as people_metrics
from station_desk.domain.register import metrics
from station_desk.domain.register.metrics import catalogue
from station_desk.printing.forms.definition import load_forms
from station_desk.services.dossiers.pack import dossier_of
from station_desk.services.dossiers.shelf import has_dossier
from station_desk.services.forms import files as form_files
from station_desk.services.forms import list as form_list
from station_desk.services.packs import case_packs, packs, shelves
from station_desk.services.statistics import tables

ROOT = Path(__file__).parents[1]
CACHED = (
    *(packs.standards, packs.deadline_rules, packs.schemes, packs.staffing_packs),
    *(form_list.program_heads, form_files.loaded, dossier_of, tables.statistics),
    *(case_packs.subsidy_tables, case_packs.review_sheets),
)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the data folders, which the program takes for its own."""
    for name in (
        "standards",
        "eligibility",
        "staffing",
        "deadlines",
        "dossiers",
        "statistics",
        "subsidies",
        "file_reviews",
    ):
        shutil.copytree(paths.resources(name), tmp_path / "resources" / name)
    shutil.copytree(paths.forms(), tmp_path / "forms")
    monkeypatch.setattr(paths, "resources", lambda *parts: tmp_path.joinpath("resources", *parts))
    monkeypatch.setattr(paths, "forms", lambda *parts: tmp_path.joinpath("forms", *parts))
    for cached in CACHED:
        cached.cache_clear()
    yield tmp_path
    for cached in CACHED:
        cached.cache_clear()


def another(path: Path, **changes: str) -> None:
    """A second file in the folder of the first, which says something else in some places."""
    text = path.read_text(encoding="utf-8")
    for key, value in changes.items():
        text, count = re.subn(rf"(?m)^{key} = .*$", f"{key} = {value}", text, count=1)
        assert count == 1
    path.with_name("added.toml").write_text(text, encoding="utf-8")


def test_a_standard_is_one_file_and_the_newest_is_the_usual_one(data: Path) -> None:
    before = packs.standard_named()
    another(data / "resources" / "standards" / f"{before.id}.toml", id='"next"', edition='"2"')
    packs.standards.cache_clear()
    assert packs.standard_named("next").items == before.items
    assert packs.standard_named().id == "next"
    another(data / "resources" / "standards" / f"{before.id}.toml", id='"old"', year="2020", edition='"9"')
    packs.standards.cache_clear()
    assert packs.standard_named() == before and "old" in packs.standards()
    path = data / "resources" / "standards" / f"{before.id}.toml"
    another(path, id='"county"', year="2020", region='"某省示例县"')
    packs.standards.cache_clear()
    assert packs.standard_named(county="示例县").id == "county"
    assert packs.standard_named(county="他县") == packs.standard_named(county="") == before


def test_a_statistic_is_one_file(data: Path) -> None:
    before = tables.statistics()
    another(data / "resources" / "statistics" / "mediation-zero.toml", id='"added"', title='"本县零报告"')
    tables.statistics.cache_clear()
    assert tables.statistics().keys() == {*before, "added"}
    assert tables.statistic_named("added").title == "本县零报告"
    another(data / "resources" / "statistics" / "mediation-zero.toml", title='"同一个编号"')
    tables.statistics.cache_clear()
    with pytest.raises(KnownError, match="编号都是“mediation-zero”"):
        tables.statistics()


def test_a_deadline_is_one_file(data: Path) -> None:
    before = packs.deadline_rules()
    (data / "resources" / "deadlines" / "county.toml").write_text(
        """
id = "county"
title = "本县的期限"
issuer = "示例县司法局"
region = "示例县"
year = 2026
edition = "1"
source = "虚构"

[[deadline]]
id = "county-report"
kind = "mediation"
title = "上报"
from = "accepted_on"
days = "5"
status = "local"
basis = "虚构"
""",
        encoding="utf-8",
    )
    packs.deadline_rules.cache_clear()
    (added,) = [rule for rule in packs.deadline_rules() if rule not in before]
    assert (added.id, added.status_text) == ("county-report", "地方规定：《本县的期限》")


def test_a_scheme_and_norms_are_one_file_each(data: Path) -> None:
    scheme, norms = next(iter(packs.schemes())), next(iter(packs.staffing_packs()))
    another(data / "resources" / "eligibility" / f"{scheme}.toml", id='"scheme-added"', title='"另一办法"')
    another(data / "resources" / "staffing" / f"{norms}.toml", id='"norms-added"')
    packs.schemes.cache_clear()
    packs.staffing_packs.cache_clear()
    assert "另一办法" in shelves.pack_titles("eligibility")["scheme-added"]
    assert "norms-added" in packs.staffing_packs()


def test_a_table_of_subsidies_and_a_review_sheet_are_one_file_each(data: Path) -> None:
    table, sheet = next(iter(case_packs.subsidy_tables())), next(iter(case_packs.review_sheets()))
    another(data / "resources" / "subsidies" / f"{table}.toml", id='"table-added"', title='"另一标准"')
    another(data / "resources" / "file_reviews" / f"{sheet}.toml", id='"sheet-added"', title='"另一评分表"')
    case_packs.subsidy_tables.cache_clear()
    case_packs.review_sheets.cache_clear()
    assert "另一标准" in shelves.pack_titles("subsidies")["table-added"]
    assert "另一评分表" in shelves.pack_titles("file_reviews")["sheet-added"]


def test_two_packs_of_one_id_are_refused(data: Path) -> None:
    (first,) = packs.standards()
    another(data / "resources" / "standards" / f"{first}.toml", title='"同号的标准"')
    packs.standards.cache_clear()
    with pytest.raises(KnownError, match=f"编号都是“{first}”.*《同号的标准》"):
        packs.standards()


def test_a_form_is_one_file(data: Path) -> None:
    another(data / "forms" / "rooms.toml", id='"rooms_added"', title='"另一张表"')
    form_list.program_heads.cache_clear()
    form_files.loaded.cache_clear()
    assert form_files.loaded()[0]["rooms_added"].title == "另一张表"
    assert "rooms_added" in [form.id for form in form_list.program_forms()]


METRIC = """
from station_desk.domain.measures.model import metric, tally
from station_desk.domain.station.metrics import rooms_in_place  # used, not made here


@metric("加上去的指标", "次", years=2)
def added_metric(facts, params):
    return tally(int(params["years"]), "加了一项")
"""


def test_a_metric_is_one_function(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "added.py").write_text(METRIC, encoding="utf-8")
    room = people_metrics.__name__
    monkeypatch.setattr(people_metrics, "__path__", [*people_metrics.__path__, str(tmp_path)])
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    try:
        found = catalogue("station_desk.domain")
    finally:
        sys.modules.pop(f"{room}.added")
    assert {*found} == {*metrics.CATALOGUE, "added_metric"}
    rule = found["added_metric"]
    assert (rule.label, rule.unit, dict(rule.params)) == ("加上去的指标", "次", {"years": Fraction(2)})
    assert rule.measure(MemoryFacts()).text == "加了一项"


def test_a_metric_is_called_as_it_is_in_its_module() -> None:
    for rule in metrics.CATALOGUE.values():
        assert getattr(sys.modules[rule.compute.__module__], rule.id) is rule


SHELVES = ("standards", "eligibility", "staffing", "deadlines")


def test_no_list_of_the_shipped_packs_stands_in_the_program() -> None:
    shipped = {path.stem for shelf in SHELVES for path in paths.resources(shelf).glob("*.toml")} - {
        "national"
    }
    sources = {path: path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py")}
    naming = {path.name for path, text in sources.items() if any(f'"{name}"' in text for name in shipped)}
    assert naming == {"selfscore.py"}  # the sample station scores itself by one standard


def test_the_papers_of_another_kind_of_case_are_one_file(data: Path) -> None:
    shelf = data / "resources" / "dossiers"
    assert not has_dossier("leave")
    head = (shelf / "mediation.toml").read_text(encoding="utf-8").split("cover =")[0]
    (shelf / "leave.toml").write_text(
        head
        + 'cover = "leave_approval"\ncontents = "leave_notice"\nback = "leave_notice"\n'
        + '[[paper]]\nid = "judgement"\ntitle = "判决书"\nwords = ["判决书"]\nneed = "required"\nsource = "样例"\n',
        encoding="utf-8",
    )
    assert has_dossier("leave")
    assert [paper.title for paper in dossier_of("leave").papers] == ["判决书"]


def test_the_shipped_forms_share_one_folder_and_are_all_read(data: Path) -> None:
    assert len(load_forms(data / "forms")) == len([*(data / "forms").glob("*.toml")])
