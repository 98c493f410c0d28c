"""Which papers a case must and may have, and how far each is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from tests.clocks import FixedClock
from tests.services.cases import TODAY, case, pdf, picture
from tests.services.whole_case import part, parties_of, whole_case

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.mediation.kinds.agreement import Clause, FollowUp
from station_desk.domain.mediation.kinds.cases import Mediation
from station_desk.services.dossiers import filing, ledger
from station_desk.services.dossiers.ledger import Dossier, Entry
from station_desk.services.papers import papers
from station_desk.services.papers.log import PaperLog
from station_desk.services.papers.volume import volume_steps
from station_desk.services.records import attachments, questions, records
from station_desk.services.session.session import Session


def look(session: Session, about: Mediation) -> Dossier:
    return ledger.dossier(session, records.one(session, Mediation, about.id))


def entry(session: Session, about: Mediation, paper: str) -> Entry:
    (found,) = (one for one in look(session, about).entries if one.paper.id == paper)
    return found


def ids(found: tuple[Entry, ...]) -> list[str]:
    return [one.paper.id for one in found]


def attach(session: Session, about: Mediation, name: str, paper: str = "", data: bytes = b"") -> int:
    return attachments.add(session, about, name, data or picture(), paper=paper).only_id


def print_one(session: Session, form: str, about: Mediation, **how: Any) -> None:
    record_id = None if how.get("blank") else about.id
    PaperLog(session).print(papers.print_form(session, form, record_id=record_id, **how))


def test_what_a_written_case_must_have(session: Session) -> None:
    found = look(session, case(session))
    assert ids(found.missing) == ["application", "rights", "identity", "minutes", "agreement"]
    assert "oral" not in ids(found.entries) and "note" not in ids(found.entries)
    assert not found.monthly and not found.sound


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        # Not taken on: somebody applied or it was registered, and that is all.
        ({"result": "refused", "agreement": "", "refusal": "已由法院受理"}, ["application"]),
        # Failed: no agreement to be missed.
        ({"result": "failed", "agreement": "none"}, ["application", "rights", "identity", "minutes"]),
        # Still open: what comes with the mediation itself is not missed yet.
        ({"result": "", "agreement": "", "closed_on": None}, ["application", "rights", "identity"]),
        # On the committee's own motion nobody applies.
        ({"source": "own"}, ["acceptance", "rights", "identity", "minutes", "agreement"]),
        # An ordinary oral case is bound by itself, a simple one with the others of its month.
        ({"agreement": "oral"}, ["application", "rights", "identity", "minutes", "oral"]),
        ({"agreement": "oral", "difficulty": "simple"}, ["oral"]),
        (
            {"agreement": "oral", "difficulty": "hard"},
            ["application", "rights", "identity", "minutes", "oral", "closing"],
        ),
        (
            {"visited_on": TODAY, "effective_on": TODAY, "rights_told_on": TODAY - timedelta(days=1)},
            ["application", "identity", "minutes", "visit"],
        ),
    ],
)
def test_what_is_missing_follows_the_facts(
    session: Session, values: dict[str, Any], missing: list[str]
) -> None:
    assert ids(look(session, case(session, **values)).missing) == missing


def test_of_a_case_that_is_not_saved_there_is_no_paper(session: Session) -> None:
    made = case(session)
    attach(session, made, "授权委托书.png")
    assert ledger.names_there(session, made) == ("授权委托书",)
    assert ledger.names_there(session, Mediation(title="样例纠纷")) == ()


def test_one_of_application_and_acceptance_is_enough(session: Session) -> None:
    about = case(session)
    (first, *_) = look(session, about).missing
    assert ledger.name_of_missing(first) == "人民调解申请书或者人民调解受理登记表"
    print_one(session, "mediation_acceptance", about)
    assert "application" not in ids(look(session, about).missing)
    assert entry(session, about, "application").need == "as needed"
    assert entry(session, about, "acceptance").need == "required"


def test_a_paper_is_missing_printed_attached_signed(session: Session) -> None:
    about = case(session)
    assert entry(session, about, "minutes").state == "missing"
    print_one(session, "mediation_minutes", about, masked=True)
    print_one(session, "mediation_minutes", about, blank=True)
    assert entry(session, about, "minutes").state == "missing", (
        "masked and blank ones are no papers of the case"
    )
    print_one(session, "mediation_minutes", about)
    printed = entry(session, about, "minutes")
    assert printed.state == "printed" and printed.lacks_signatures and printed.printed is not None
    scan = attach(session, about, "IMG_0001.png", "minutes")
    assert entry(session, about, "minutes").state == "attached"
    filing.sign(session, scan, True)
    assert entry(session, about, "minutes").state == "signed"
    assert "minutes" not in ids(look(session, about).unsigned)
    records.undo(session)
    assert entry(session, about, "minutes").state == "attached"


def test_what_the_record_says_was_made_is_not_missing(session: Session) -> None:
    about = case(session, rights_told_on=TODAY, effective_on=TODAY, confirmed_on=TODAY)
    states = {one.paper.id: one.state for one in look(session, about).entries}
    assert [states[key] for key in ("rights", "agreement", "confirmation")] == ["made"] * 3


def test_attachments_are_filed_by_name_until_somebody_says_otherwise(session: Session) -> None:
    about = case(session)
    scan = attach(session, about, "甲样例身份证.png")
    assert entry(session, about, "identity").state == "attached"
    filing.file_under(session, scan, "evidence")
    assert entry(session, about, "identity").state == "missing"
    assert entry(session, about, "evidence").state == "attached"
    filing.file_under(session, scan, "other")
    assert [one.name for one in look(session, about).others] == ["甲样例身份证.png"]
    assert ledger.names_there(session, about)[-1] == "甲样例身份证"


def test_filed_elsewhere_it_is_no_longer_signed(session: Session) -> None:
    about = case(session)
    scan = attach(session, about, "a.png", "agreement")
    filing.sign_paper(session, about, "agreement", True)
    filing.file_under(session, scan, "minutes")
    assert entry(session, about, "minutes").state == "attached"
    with pytest.raises(KnownError, match="没有编号为“x”的材料"):
        filing.file_under(session, scan, "x")


def test_nothing_is_signed_that_is_not_attached(session: Session) -> None:
    with pytest.raises(KnownError, match="还没有附上“人民调解协议书”") as told:
        filing.sign_paper(session, case(session), "agreement", True)
    assert "请先附上" in told.value.advice


def test_a_change_after_signing_is_said_where_the_paper_shows_it(session: Session) -> None:
    about = case(session)
    attach(session, about, "a.png", "agreement")
    filing.sign_paper(session, about, "agreement", True)
    assert not look(session, about).doubtful
    kept = records.one(session, Mediation, about.id)
    records.save(session, kept.changed(note="与协议书无关"))
    assert not look(session, about).doubtful
    records.save(session, kept.changed(agreement_text="改成两千元"))
    (doubtful,) = look(session, about).doubtful
    assert "协议内容" in doubtful.doubt and doubtful.state == "signed"
    assert "note" in ids(look(session, about).entries), "there is something to say about the file now"
    # Signed anew, it agrees.
    filing.sign_paper(session, about, "agreement", False)
    filing.sign_paper(session, about, "agreement", True)
    assert not look(session, about).doubtful


def test_a_print_after_signing_is_said(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    about = case(session)
    attach(session, about, "a.png", "agreement")
    filing.sign_paper(session, about, "agreement", True)
    later = session.clock.now() + timedelta(hours=1)
    monkeypatch.setattr(FixedClock, "now", lambda _: later)
    print_one(session, "mediation_agreement", about)
    (doubtful,) = look(session, about).doubtful
    assert "又打印过" in doubtful.doubt


def test_what_stands_in_a_printed_volume_is_printed(session: Session) -> None:
    about = case(session)
    PaperLog(session).print(papers.at_once(volume_steps(session, "mediation", about.id)))
    assert ids(look(session, about).missing) == ["identity"]
    assert entry(session, about, "visit").state == "missing", "what was not in it is not printed"


def test_a_case_with_everything_is_sound(session: Session) -> None:
    about = case(session)
    for paper in ("application", "rights", "identity", "minutes", "agreement"):
        attach(session, about, f"{paper}.png", paper, picture())
        filing.sign_paper(session, about, paper, True)
    assert look(session, about).sound


def test_days_that_contradict_are_findings(session: Session) -> None:
    about = case(session, effective_on=TODAY - timedelta(days=20))
    (found,) = look(session, about).contradictions
    assert found.field == "effective_on" and "早于受理日期" in found.message


def test_days_that_were_verified_stay_told(session: Session) -> None:
    about = case(session, effective_on=TODAY - timedelta(days=20))
    records.save(session, about, ["effective_on before accepted_on"])
    found = look(session, about)
    assert [(one.field, "早于受理日期" in one.message) for one in found.verified] == [("effective_on", True)]
    assert found.contradictions == (), "also what its papers tell of these days was answered"
    for paper in ("application", "rights", "identity", "minutes", "agreement"):
        attach(session, about, f"{paper}.png", paper)
        filing.sign_paper(session, about, paper, True)
    assert look(session, about).sound
    # Another day was never looked at.
    kept = records.one(session, Mediation, about.id)
    records.save(session, kept.changed(effective_on=TODAY - timedelta(days=30)))
    other = look(session, about)
    assert other.verified == () and [one.field for one in other.contradictions] == ["effective_on"]


def test_an_answer_about_two_days_says_nothing_of_others(session: Session) -> None:
    told = TODAY - timedelta(days=5)
    about = case(session, effective_on=TODAY - timedelta(days=20), rights_told_on=told)
    records.save(session, about, ["effective_on before rights_told_on"])
    found = look(session, about)
    assert ["权利义务告知" in one.message for one in found.verified] == [True]
    assert ["早于受理日期" in one.message for one in found.contradictions] == [True]


def test_only_answers_about_the_order_of_days_are_told(session: Session) -> None:
    values = {"result": "failed", "agreement": "none", "respondent": "甲样例"}
    about = case(session, **values)
    records.save(session, about, ["not told", "both sides"])
    assert {one.ask for one in questions.answered(session, about)} == {"not told", "both sides"}
    assert look(session, about).verified == ()


def test_a_pdf_is_something_to_say(session: Session) -> None:
    about = case(session)
    attach(session, about, "收条.pdf", data=pdf())
    assert entry(session, about, "performance").state == "attached"
    attach(session, about, "现场.pdf", data=pdf("2"))
    found = look(session, about)
    said = ledger.remarks(found.entries, found.others)
    assert [name in text for name, text in zip(("收条.pdf", "现场.pdf"), said, strict=True)] == [True, True]


def test_many_other_prints_do_not_slow_a_look(session: Session) -> None:
    """The print log is asked by the record, through an index."""
    plan = session.file.connection.execute(
        "EXPLAIN QUERY PLAN SELECT * FROM print_log WHERE record = 1 AND manner = 'filled' ORDER BY seq"
    ).fetchall()
    assert any("print_log_record" in str(row) for row in plan)


def test_a_case_with_parts_must_have_their_papers(session: Session) -> None:
    about = whole_case(session)
    found = look(session, about)
    assert ids(found.missing) == [
        *("application", "identity", "identity_unit", "mandate", "inquiry", "evidence", "minutes"),
        *("performance", "visit", "confirmation_unit", "warning", "closing"),
    ]
    assert found.contradictions == () and "police" not in ids(found.entries)
    assert "confirmation" not in ids(found.entries)


def test_a_ruling_is_enough_for_the_court(session: Session) -> None:
    about = whole_case(session)
    attach(session, about, "裁定书.png")
    assert "confirmation_unit" not in ids(look(session, about).missing)


def test_days_of_papers_that_contradict_are_told(session: Session) -> None:
    about = whole_case(session)
    records.save(session, about.changed(rights_told_on=date(2026, 11, 11)))
    (told,) = look(session, about).contradictions
    assert told.field == "rights_told_on" and "先告知" in told.message
    kept = records.one(session, Mediation, about.id)
    records.save(session, kept.changed(rights_told_on=None))
    (one, *_) = parties_of(session, about)
    records.save(session, one.changed(signed_on=date(2026, 11, 19)))
    assert ["签名早于" in each.message for each in look(session, about).contradictions] == [True]


def test_who_has_not_signed_is_told_where_the_record_keeps_it(session: Session) -> None:
    about = whole_case(session)
    assert not entry(session, about, "agreement").lacks_signatures
    (one, *_) = parties_of(session, about)
    records.save(session, one.changed(signed_on=None))
    kept = records.one(session, Mediation, about.id)
    records.save(session, kept.changed(sealed_on=None, mediators_signed_on=None))
    assert entry(session, about, "agreement").unsigned == "甲样例、人民调解员、人民调解委员会盖章"
    assert "agreement" in ids(look(session, about).unsigned)
    # Nobody recorded who signed when: nothing is said of anybody.
    assert entry(session, case(session, case_number=""), "agreement").unsigned == ""


def test_a_part_changed_after_signing_raises_a_doubt(session: Session) -> None:
    about = whole_case(session)
    attach(session, about, "协议书.png", "agreement")
    filing.sign_paper(session, about, "agreement", True)
    part(session, FollowUp, about, held_on=TODAY)
    assert not look(session, about).doubtful
    part(session, Clause, about, content="另外一条")
    (doubtful,) = look(session, about).doubtful
    assert "协议条款又改过" in doubtful.doubt
