"""The command that judges candidates: eligibility."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from station_desk.cli.opened import opened
from station_desk.cli.output import DONE, print_json, print_lines
from station_desk.domain.hiring.eligibility import Verdict, preference_terms
from station_desk.services.hiring import selection
from station_desk.services.hiring.selection import JudgedTrack


def eligibility(options: argparse.Namespace) -> int:
    """Judge every candidate of a track by a scheme."""
    with opened(options) as session:
        judged = selection.evaluate(session, options.rules, options.track)
        today = session.clock.today().isoformat()
    if options.json:
        print_json({"today": today, **_document(judged)})
    else:
        print_lines(_lines(judged))
    return DONE


def _document(judged: JudgedTrack) -> dict[str, Any]:
    cutoff = judged.track.cutoff
    return {
        "rules": judged.scheme.id,
        "title": judged.scheme.title,
        "track": judged.track.id,
        "label": judged.track.label,
        "cutoff": cutoff.isoformat() if cutoff else None,
        "remarks": list(judged.track.remarks),
        "candidates": [_verdict(verdict) for verdict in judged.verdicts],
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "id": verdict.candidate.id,
        "name": verdict.candidate.name,
        "verdict": verdict.state.value,
        "label": verdict.state.term,
        "criteria": [
            {
                "id": result.criterion.id,
                "title": result.criterion.title,
                "kind": result.criterion.basis,
                "state": result.answer.state.value,
                "reason": result.answer.reason,
                "warnings": list(result.answer.warnings),
            }
            for result in verdict.results
        ],
        "preferences": list(verdict.preferences),
        "warnings": list(verdict.warnings),
    }


def _lines(judged: JudgedTrack) -> Iterator[str]:
    yield f"{judged.scheme.title}　{judged.track.label}"
    for verdict in judged.verdicts:
        preferences = preference_terms(verdict.preferences)
        more = f"　同分优先：{preferences}" if preferences else ""
        yield f"{verdict.candidate.name}\t{verdict.state.term}{more}"
        for result in (*verdict.failed, *verdict.open):
            yield f"\t{result.criterion.id}\t{result.answer.state.term}\t{result.answer.reason}"
        for warning in verdict.warnings:
            yield f"\t提醒\t{warning}"
    yield from judged.track.remarks
