"""The command line contract: exit codes, JSON on standard output alone, Chinese on standard error."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from station_desk.cli.names import COMMANDS
from station_desk.cli.parser import build
from station_desk.domain.register.kinds import KINDS

Run = Callable[..., Any]


PERSON = {"name": "张某甲", "category": "司法协理员", "joined_on": "2024-01-05"}


def data(tmp_path: Path, **values: object) -> Path:
    path = tmp_path / "data.json"
    path.write_text(json.dumps(values), encoding="utf-8")
    return path


def test_the_names_are_those_of_the_parser() -> None:
    actions = [action for action in build()._actions if action.choices]
    assert set(actions[0].choices or ()) == COMMANDS


class TestRecords:
    def test_add_list_edit_remove(self, run: Run, station: Path, tmp_path: Path) -> None:
        added = run(
            "add",
            station,
            "staff",
            data(tmp_path, **PERSON),
            "--json",
        )
        assert (added.code, added.err) == (0, "")
        record_id = added.json["id"]
        assert run("edit", station, "staff", record_id, data(tmp_path, phone="000-1")).code == 0
        (listed,) = run("list", station, "staff", "--json", "--search", "张").json
        assert (listed["id"], listed["category"], listed["joined_on"], listed["phone"]) == (
            record_id,
            "assistant",
            "2024-01-05",
            "000-1",
        )
        assert run("remove", station, "staff", record_id).code == 0
        assert run("list", station, "staff", "--json").json == []

    def test_refusals_name_field_and_reason(self, run: Run, station: Path, tmp_path: Path) -> None:
        refused = run(
            "add",
            station,
            "staff",
            data(tmp_path, name="", category="校长", joined_on="2024-02-30"),
            "--json",
        )
        assert (refused.code, refused.out) == (2, "")
        assert "人员类别" in refused.err
        assert "没有“2024-02-30”这一天" in refused.err
        assert run("list", station, "staff", "--json").json == []

    def test_warnings_do_not_block(self, run: Run, station: Path, tmp_path: Path) -> None:
        added = run(
            "add",
            station,
            "staff",
            data(
                tmp_path,
                name="张某甲",
                category="司法协理员",
                joined_on="2024-01-05",
                id_number="000000199001011234",
            ),
        )
        assert added.code == 0
        assert "校验码不对" in added.err

    @pytest.mark.parametrize("kind", list(KINDS))
    def test_every_kind_declares_its_fields(self, run: Run, kind: str) -> None:
        declared = run("fields", kind, "--json").json
        assert declared["kind"] == kind
        assert all(
            {"key", "label", "type", "choices", "required"} <= set(field) for field in declared["fields"]
        )

    def test_unknown_words(self, run: Run, station: Path, tmp_path: Path) -> None:
        assert run("fields", "nonsense").code == 2
        assert run("list", station, "nonsense", "--json").code == 2
        assert run("nonsense").code == 2
        assert run("edit", station, "staff", 5, data(tmp_path, name="x")).code == 2
        unknown = run("add", station, "staff", data(tmp_path, nonsense=1))
        assert unknown.code == 2
        assert "nonsense" in unknown.err

    @pytest.mark.parametrize("content", ["", "{", "[]", "\xff"])
    def test_data_that_is_no_record(self, run: Run, station: Path, tmp_path: Path, content: str) -> None:
        path = tmp_path / "bad.json"
        path.write_bytes(content.encode("latin-1"))
        refused = run("add", station, "staff", path)
        assert refused.code == 2
        assert "Traceback" not in refused.err


class TestFiles:
    def test_a_missing_or_strange_file_is_unusable(self, run: Run, tmp_path: Path) -> None:
        strange = tmp_path / "x.station"
        strange.write_text("hello")
        for path in (tmp_path / "none.station", strange, tmp_path):
            for command in ("score", "metrics", "check", "deadlines"):
                told = run(command, path, "--json")
                assert (told.code, told.out) == (2, "")
                assert told.err.endswith("。\n")

    def test_new_never_overwrites(self, run: Run, station: Path) -> None:
        assert run("new", station, "--name", "甲", "--county", "乙").code == 2

    def test_a_new_file_checks_clean(self, run: Run, station: Path) -> None:
        checked = run("check", station, "--json")
        assert checked.code == 0
        assert checked.json == {"read_only": "", "faults": [], "findings": []}

    def test_check_finds(self, run: Run, station: Path, tmp_path: Path) -> None:
        run(
            "add",
            station,
            "staff",
            data(tmp_path, **PERSON, id_number="123"),
        )
        checked = run("check", station, "--json")
        assert checked.code == 1
        assert [finding["field"] for finding in checked.json["findings"]] == ["id_number"]


class TestScore:
    def test_an_empty_station_scores_nothing_and_may_not_apply(self, run: Run, station: Path) -> None:
        sheet = run("score", station, "--json").json
        assert len(sheet["items"]) == 56
        assert (sheet["total"], sheet["threshold"], sheet["eligible"]) == (0, 95, False)
        assert [veto["id"] for veto in sheet["vetoes"]] == ["V1", "V2", "V3", "V4", "V5", "V6"]

    def test_scores_and_vetoes_can_be_entered_as_records(
        self, run: Run, station: Path, tmp_path: Path
    ) -> None:
        entry = data(
            tmp_path,
            standard="anhui-2024",
            year=2026,
            item="A10",
            points="2.5",
            reason="着装检查有一次不合格",
        )
        assert run("add", station, "score", entry).code == 0
        found = run("score", station, "--json", "--today", "2026-11-22").json
        (cell,) = [item for item in found["items"] if item["id"] == "A10"]
        assert (cell["scored"], cell["reason"]) == (2.5, "着装检查有一次不合格")
        assert found["total"] == 2.5

    def test_metrics_name_every_record(self, run: Run, station: Path) -> None:
        for metric in run("metrics", station, "--json").json:
            assert {"id", "value", "numerator", "denominator", "record_ids"} <= set(metric)


def test_a_month_of_cases_becomes_one_file(run: Run, station: Path, tmp_path: Path) -> None:
    for number, day in enumerate(("2026-10-31", "2026-11-02", "2026-11-20"), start=1):
        case = {
            "case_number": f"样{number}",
            "title": "甲样例与乙样例邻里纠纷",
            "accepted_on": day,
            "dispute_type": "邻里",
            "applicant": "甲样例",
        }
        data = tmp_path / "case.json"
        data.write_text(json.dumps(case, ensure_ascii=False), encoding="utf-8")
        assert run("add", station, "mediation", data).code == 0
    target = tmp_path / "十一月.pdf"
    words = ("print", station, "volume_note", "-o", target, "--json")
    assert run(*words, "--month", "2026-11").json["pages"] == 2
    assert run(*words, "--all").json["pages"] == 3
    assert run(*words, "--month", "2026-13").code == 2
    assert "--record" in run(*words, "--all", "--record", 1).err


def test_a_mistyped_option_is_told_without_english_words(run: Run, station: Path, tmp_path: Path) -> None:
    told = run("print", station, "volume_note", "-o", tmp_path / "x.pdf", "--month", "2026-13").err
    assert "命令写法不对：--month：“2026-13”不是月份" in told


def test_a_register_is_printed_in_the_shape_that_is_asked_for(
    run: Run, station: Path, tmp_path: Path
) -> None:
    target = tmp_path / "x.pdf"
    words = ("print", station, "mediation_register", "-o", target)
    assert run(*words, "--paper", "A3", "--without", "note，source").code == 0
    (page,) = PdfReader(target).pages
    assert float(page.mediabox.width) > 1000 and "案件来源" not in page.extract_text()
    target.unlink()
    for wrong, told in (
        (("--paper", "A5"), "可以用：A4、A3"),
        (("--without", "title"), "不能不印这些栏目：title"),
        (("--by", "7"), "没有编号为“7”的调委会"),
    ):
        refused = run(*words, *wrong)
        assert refused.code == 2 and told in refused.err and not target.exists()
    assert (
        "不能只印一部分"
        in run("print", station, "correction_release", "--all", "--by", "7", "-o", target).err
    )


def test_a_print_never_overwrites_the_station_file(run: Run, station: Path) -> None:
    before = station.read_bytes()
    refused = run("print", station, "roster", "-o", station)
    assert refused.code == 2 and "没有保存" in refused.err
    assert station.read_bytes() == before


def test_what_to_mind_goes_to_standard_error(run: Run, station: Path, tmp_path: Path) -> None:
    person = data(
        tmp_path,
        **{
            "name": "丙样例",
            "correction_type": "probation",
            "start_on": "2026-01-01",
            "end_on": "2030-01-01",
        },
    )
    number = run("add", station, "correction", person).out.strip()
    printed = run("print", station, "correction_release", "--record", number, "-o", tmp_path / "x.pdf")
    assert printed.code == 0 and printed.out.strip() == str(tmp_path / "x.pdf")
    assert "请注意：矫正期到2030年1月1日才满" in printed.err
    none = run("print", station, "correction_release", "--all", "-o", tmp_path / "y.pdf")
    assert none.code == 2 and "1 条记录都不适用" in none.err and not (tmp_path / "y.pdf").exists()
    entry = run("print", station, "correction_entry", "--all", "-o", tmp_path / "z.pdf")
    assert entry.code == 0 and entry.err == ""


def test_a_form_definition_can_be_checked(run: Run, tmp_path: Path) -> None:
    source = (Path(__file__).parents[2] / "forms" / "help_visit.toml").read_text(encoding="utf-8")
    definition = tmp_path / "help_visit.toml"
    definition.write_text(source, encoding="utf-8")
    assert run("forms", "validate", definition).code == 0
    definition.write_text(source.replace("{visitor}", "{vistor}"), encoding="utf-8")
    found = run("forms", "validate", definition)
    assert found.code == 1 and "help_visit.toml，第 27 行：没有叫“vistor”的内容" in found.err
    definition.write_text(source.replace("[[block]]", "[[blok]]"), encoding="utf-8")
    assert run("forms", "validate", definition).code == 2
    assert run("forms", "validate").code == 2


class TestSubstitutes:
    @pytest.fixture
    def staff(self, run: Run, station: Path, tmp_path: Path) -> Path:
        assert run("add", station, "staff", data(tmp_path, **{**PERSON, "name": "样\U00031350例"})).code == 0
        return station

    def test_a_print_that_stops_says_how_to_go_on(self, run: Run, staff: Path, tmp_path: Path) -> None:
        stopped = run("print", staff, "roster", "-o", tmp_path / "x.pdf")
        assert stopped.code != 0
        assert "U+31350" in stopped.err and "--substitute" in stopped.err
        assert not (tmp_path / "x.pdf").exists()

    @pytest.mark.parametrize("chosen", ["\U00031350", "\U00031350=", "\U00031350=yàng"])
    def test_a_box_or_a_note_lets_it_print(self, run: Run, staff: Path, tmp_path: Path, chosen: str) -> None:
        printed = run("print", staff, "roster", "-o", tmp_path / "x.pdf", "--substitute", chosen)
        assert (printed.code, printed.err) == (0, "")
        assert (tmp_path / "x.pdf").exists()

    def test_only_one_character_can_be_substituted_at_a_time(
        self, run: Run, staff: Path, tmp_path: Path
    ) -> None:
        refused = run("print", staff, "roster", "-o", tmp_path / "x.pdf", "--substitute", "甲乙=jia")
        assert refused.code != 0 and "字=注音" in refused.err


class TestNumbersBeyondReason:
    @pytest.mark.parametrize("number", ["99999999999999999999", "9223372036854775808", "0"])
    def test_an_id_no_file_can_hold_is_simply_not_found(
        self, run: Run, station: Path, tmp_path: Path, number: str
    ) -> None:
        told = run("edit", station, "staff", number, data(tmp_path, **PERSON))
        assert (told.code, told.out) == (2, "")
        assert "找不到编号" in told.err

    def test_a_reference_no_file_can_hold_is_refused(self, run: Run, station: Path, tmp_path: Path) -> None:
        days = {"from_on": "2024-01-01", "to_on": "2024-01-02"}
        told = run("add", station, "training", data(tmp_path, staff="9" * 20, topic="业务", **days))
        assert told.code == 2
        assert "不是记录编号" in told.err

    def test_a_year_that_is_none(self, run: Run, station: Path) -> None:
        told = run("score", station, "--year", "99999")
        assert told.code == 2
        assert "不是年份" in told.err

    def test_a_file_where_the_folder_should_be(self, run: Run, station: Path) -> None:
        told = run("submission", station, "-o", station)
        assert told.code == 2
        assert f"“{station}”是文件，不是文件夹" in told.err


def test_what_people_type_is_read_from_a_file_too(run: Run, station: Path, tmp_path: Path) -> None:
    def added(kind: str, **values: str) -> int:
        data = tmp_path / "data.json"
        data.write_text(json.dumps(values), encoding="utf-8")
        ran = run("add", station, kind, data, "--json", "--today", "2024-05-10")
        assert ran.code == 0, ran.err
        return int(ran.json["id"])

    committee = added("committee", name="东样村人民调解委员会", committee_type="村")
    added(
        "mediation",
        title="邻里纠纷",
        accepted_on="前天",
        dispute_type="邻里",
        committee=str(committee),
        applicant="\u200b阿里•买买提",
        amount="1.2万元",
        minors="✔",
    )
    (found,) = run("list", station, "mediation", "--json", "--search", "阿里．买买提").json
    assert (found["accepted_on"], found["amount"], found["minors"]) == ("2024-05-08", "12000", True)
    assert (found["applicant"], found["case_number"]) == ("阿里·买买提", "（2024）东样村人调字第1号")


class TestSheets:
    @pytest.mark.parametrize(("words", "pages"), [((), 1), (("--duplex",), 2), (("--booklet",), 2)])
    def test_a_paper_is_put_in_order_for_its_sheets(
        self, run: Run, station: Path, tmp_path: Path, words: tuple[str, ...], pages: int
    ) -> None:
        target = tmp_path / "x.pdf"
        told = run("print", station, "roster", "-o", target, "--json", *words)
        assert told.code == 0
        assert len(PdfReader(target).pages) == pages

    def test_the_submission_is_one_file_where_a_pdf_is_named(
        self, run: Run, station: Path, tmp_path: Path
    ) -> None:
        target = tmp_path / "申报.pdf"
        told = json.loads(run("submission", station, "-o", target, "--json").out)
        assert told["files"] == [str(target)]
        assert "目录" in PdfReader(target).pages[1].extract_text()

    def test_a_batch_names_what_it_lacks_and_ends_with_findings(
        self, run: Run, station: Path, tmp_path: Path
    ) -> None:
        for number, name in enumerate(("甲样例", "样\U00031350例"), start=1):
            case = data(
                tmp_path,
                case_number=f"样调{number}号",
                title=f"{name}邻里纠纷",
                accepted_on="2026-11-02",
                dispute_type="neighbour",
                applicant=name,
            )
            assert run("add", station, "mediation", case).code == 0
        target = tmp_path / "x.pdf"
        told = run("print", station, "mediation_application", "--all", "-o", target)
        assert told.code == 1 and "没有印" in told.err and "U+31350" in told.err
        assert len(PdfReader(target).outline) == 1
