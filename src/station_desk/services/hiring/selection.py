"""Selecting 司法协理员: from the scheme and the applications to the contract and the roster."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from station_desk.domain.basics.errors import KnownError
from station_desk.domain.fields.types import clip
from station_desk.domain.fields.unreadable import field_text
from station_desk.domain.hiring.eligibility import Verdict
from station_desk.domain.hiring.kinds import TRACK, Candidate, Recruitment, Screening
from station_desk.domain.hiring.scheme import Scheme, Track
from station_desk.domain.hiring.steps import (
    HeadCount,
    Ranked,
    Standing,
    head_count,
    is_out,
    missing_before_contract,
    places,
    rank,
)
from station_desk.domain.people.kinds.roster import Staff
from station_desk.domain.records.changes import Changes
from station_desk.domain.records.query import Where, both
from station_desk.services.hiring.verdicts import judged, unexplained
from station_desk.services.packs.packs import scheme_named
from station_desk.services.records.entering import replacing, save_all
from station_desk.services.records.records import one
from station_desk.services.session.session import Session


@dataclass(frozen=True)
class JudgedTrack:
    """The candidates of one track under one scheme."""

    scheme: Scheme
    track: Track
    verdicts: tuple[Verdict, ...]


def track_of(scheme: Scheme, track: str) -> Track:
    """The track of a scheme by its code or Chinese name; KnownError when the scheme does not have it."""
    found = scheme.track(TRACK.find(track) or "")
    if found is None:
        known = "、".join(entry.label for entry in scheme.tracks)
        raise KnownError(f"“{scheme.title}”没有“{clip(track)}”这一类别", "", f"可用的类别：{known}")
    return found


def evaluate(session: Session, scheme_id: str, track: str) -> JudgedTrack:
    """Every candidate of a track judged by a scheme."""
    scheme = scheme_named(scheme_id)
    chosen = track_of(scheme, track)
    people = session.reader.all(Candidate, Where("track", "==", chosen.id))
    return JudgedTrack(scheme, chosen, judged(session, scheme, chosen, people))


def verdict(session: Session, candidate: Candidate) -> Verdict:
    """One candidate, saved or still being typed, by the scheme of their recruitment; KnownError without one."""
    scheme = scheme_named(recruitment_of(session, candidate).rules)
    return judged(session, scheme, track_of(scheme, candidate.track), (candidate,))[0]


def verdicts(session: Session, scheme: Scheme, people: Sequence[Candidate]) -> Mapping[int, Verdict]:
    """The verdicts on candidates by their id, each under their own track; none for a track the scheme lacks."""
    return {
        entry.candidate.id: entry
        for track in scheme.tracks
        for entry in judged(session, scheme, track, [person for person in people if person.track == track.id])
    }


def recruitment_of(session: Session, candidate: Candidate) -> Recruitment:
    """The recruitment a candidate belongs to; KnownError when none is chosen."""
    if candidate.recruitment is None:
        raise KnownError(
            f"“{clip(field_text(candidate, 'name'))}”没有选择所属的选聘招聘", "", "请先在报名信息中选择"
        )
    return recruitment(session, candidate.recruitment)


def recruitment(session: Session, record_id: int) -> Recruitment:
    """One recruitment; KnownError when it is gone."""
    return one(session, Recruitment, record_id)


def draft_recruitment(session: Session, scheme_id: str) -> Recruitment:
    """A new recruitment with what the scheme already says."""
    scheme = scheme_named(scheme_id)
    return Recruitment(
        title=f"{session.clock.today().year} 年司法协理员选聘招聘",
        rules=scheme.id,
        announced_on=session.clock.today(),
        quota_selected=scheme.quota.selected,
        quota_recruited=scheme.quota.recruited,
    )


def candidates(session: Session, recruitment_id: int, track: str) -> tuple[Candidate, ...]:
    """The candidates of one track of a recruitment in the order of application."""
    where = both(Where("recruitment", "==", recruitment_id), Where("track", "==", track))
    return session.reader.all(Candidate, where)


def screenings(session: Session, candidate_id: int) -> tuple[Screening, ...]:
    """What was answered about a candidate."""
    return session.reader.all(Screening, Where("candidate", "==", candidate_id))


def record_screenings(session: Session, answers: Sequence[Screening]) -> Changes:
    """Save answers about candidates as one intention, each in the place of the older one on the same matter."""
    changed = []
    for answer in answers:
        same = both(Where("candidate", "==", answer.candidate), Where("test", "==", answer.test))
        older = session.reader.all(Screening, same)
        changed.append(replacing(older[-1] if older else None, answer))
    return save_all(session, f"登记 {len(answers)} 项资格核验", changed)


def ranking(session: Session, recruitment_id: int, track: str) -> tuple[Ranked, ...]:
    """The ranking of one track of a recruitment."""
    batch = recruitment(session, recruitment_id)
    scheme = scheme_named(batch.rules)
    people = candidates(session, recruitment_id, track)
    chosen = track_of(scheme, track)
    return rank(people, batch, chosen.preferences, places(batch, track, scheme.quota))


def head_counts(session: Session, recruitment_id: int) -> tuple[HeadCount, ...]:
    """Each track of a recruitment against its quota."""
    batch = recruitment(session, recruitment_id)
    scheme = scheme_named(batch.rules)
    return tuple(
        head_count(
            candidates(session, recruitment_id, track.id),
            ranking(session, recruitment_id, track.id),
            track.id,
            places(batch, track.id, scheme.quota),
        )
        for track in scheme.tracks
    )


def publicity_list(session: Session, recruitment_id: int) -> tuple[Ranked, ...]:
    """Who is to be made public: within the quota, inspected and medically fit, both tracks in their order."""
    scheme = scheme_named(recruitment(session, recruitment_id).rules)
    return tuple(
        line
        for track in scheme.tracks
        for line in ranking(session, recruitment_id, track.id)
        if line.standing is Standing.IN
        and line.candidate.inspection == "passed"
        and line.candidate.medical == "passed"
        and not unexplained(session, line.candidate)
    )


def sign_contract(session: Session, candidate_id: int, first: date, last: date) -> Changes:
    """Sign the contract: the candidate joins the roster as 司法协理员, nothing is typed twice.

    Refused while a step is open, when the candidate is not within the quota, or when the contract ends before
    it begins.
    """
    candidate = one(session, Candidate, candidate_id)
    batch = recruitment_of(session, candidate)
    _refuse_contract(session, candidate, batch, first, last)
    person = _joined(session, candidate, batch, first, last)
    return save_all(
        session,
        f"与“{clip(field_text(candidate, 'name'))}”签订合同",
        [person],
        following=lambda saved: [candidate.changed(contract_from=first, contract_to=last, staff=saved[0].id)],
    )


def _refuse_contract(
    session: Session, candidate: Candidate, batch: Recruitment, first: date, last: date
) -> None:
    name = clip(field_text(candidate, "name"))
    kept = "没有签订合同，原有内容没有改动"
    if candidate.staff is not None:
        raise KnownError(f"“{name}”已经签订合同", kept)
    if last < first:
        raise KnownError("合同到期日早于合同开始日", kept, "请核对合同期限")
    if is_out(candidate, batch):
        raise KnownError(f"“{name}”已经放弃或者有环节未通过", kept)
    missing = missing_before_contract(candidate, batch)
    if missing:
        raise KnownError(
            f"“{name}”还没有完成：{'、'.join(step.label for step in missing)}", kept, "请先登记这些环节的结果"
        )
    failed = unexplained(session, candidate)
    if failed:
        raise KnownError(
            f"“{name}”有条件不符合：{failed}，审查登记为通过而没有写明理由",
            kept,
            "请打开报名信息，填写“审查通过的理由”",
        )
    line = next(
        entry for entry in ranking(session, batch.id, candidate.track) if entry.candidate == candidate
    )
    if line.standing is not Standing.IN:
        raise KnownError(
            f"“{name}”在排名中是“{line.standing.value}”，不在名额之内", kept, "请核对名额、成绩和排名"
        )


def _joined(session: Session, candidate: Candidate, batch: Recruitment, first: date, last: date) -> Staff:
    shared = {
        field.key: getattr(candidate, field.key)
        for field in Staff.KIND.fields
        if field.key in Candidate.KIND.by_key and field.key not in ("post", "note")
    }
    return Staff(
        unreadable={key: held for key, held in candidate.unreadable.items() if key in shared},
        **{
            **shared,
            "category": "assistant",
            "law_background": candidate.law_graduate,
            "joined_on": first,
            "joined_from": candidate.workplace,
            "employer": session.station.bureau_name,
            "contract_from": first,
            "contract_to": last,
            "note": f"{TRACK.show(candidate.track)}：{batch.title}",
        },
    )
