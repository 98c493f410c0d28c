"""How verdicts and standings are worded and coloured on the pages of a recruitment."""

from __future__ import annotations

from station_desk.domain.hiring.eligibility import State, Verdict
from station_desk.domain.hiring.steps import Standing, StepResult, StepState
from station_desk.ui.report.value_table import Cell

STATE_ROLES = {State.MET: "good", State.FAILED: "problem", State.JUDGEMENT: "warning"}
"""The looks of labels, see window.qss."""
STATE_COLOURS = {State.MET: "good", State.FAILED: "danger", State.JUDGEMENT: "warning"}
STATE_SIGNS = {State.MET: "✓", State.FAILED: "✗", State.JUDGEMENT: "？"}
STANDING_COLOURS = {
    Standing.IN: "good",
    Standing.TIED: "warning",
    Standing.OUT: "danger",
    Standing.BELOW: "danger",
}


def state_text(state: State) -> str:
    """✓ 符合"""
    return f"{STATE_SIGNS[state]} {state.term}"


def verdict_text(verdict: Verdict) -> str:
    """The verdict with how many conditions are open: ✗ 不符合（1 条不符合，2 条待核）."""
    return state_text(verdict.state) + (
        f"（{counts_text(verdict)}）" if verdict.state is not State.MET else ""
    )


def counts_text(verdict: Verdict) -> str:
    """How many conditions failed and how many somebody still has to decide."""
    parts = [(len(verdict.failed), "不符合"), (len(verdict.open), "待核")]
    return "，".join(f"{number} 条{word}" for number, word in parts if number)


def verdict_cell(verdict: Verdict | None) -> Cell:
    """The verdict in a table."""
    if verdict is None:
        return Cell("办法没有这一类别", "danger")
    return Cell(verdict_text(verdict), STATE_COLOURS[verdict.state])


def step_cell(step: StepState) -> Cell:
    """The step somebody stands at."""
    match step.result:
        case StepResult.DONE:
            return Cell("已签订合同", "good")
        case StepResult.FAILED:
            return Cell(f"{step.label}未通过", "danger")
        case StepResult.OPEN:
            return Cell(f"待{step.label}")
