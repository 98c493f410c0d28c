"""Retention keeps one backup for each hour, day, week and month, and never the last ones away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from station_desk.domain.keeping.retention import NEWEST, kept

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
MOMENTS = st.lists(
    st.integers(-5 * 24 * 60, 3 * 365 * 24 * 60).map(lambda minutes: NOW - timedelta(minutes=minutes)),
    max_size=60,
)


@given(MOMENTS)
def test_the_newest_and_the_oldest_month_always_stay(moments: list[datetime]) -> None:
    keep = kept(moments, NOW)
    assert keep <= set(moments)
    assert set(sorted(set(moments))[-NEWEST:]) <= keep
    assert {(at.year, at.month) for at in keep} == {(at.year, at.month) for at in moments}


@given(MOMENTS)
def test_a_second_retention_takes_nothing_more_away(moments: list[datetime]) -> None:
    keep = kept(moments, NOW)
    assert kept(keep, NOW) == keep


@given(MOMENTS, st.integers(0, 10_000))
def test_each_recent_span_keeps_one(moments: list[datetime], later: int) -> None:
    now = NOW + timedelta(minutes=later)
    keep = kept(moments, now)
    for at in moments:
        age = now - at
        if timedelta(0) <= age <= timedelta(days=1):
            assert any(one.replace(minute=0) == at.replace(minute=0) for one in keep)
        if timedelta(0) <= age <= timedelta(days=31):
            assert any(one.date() == at.date() for one in keep)
        if timedelta(0) <= age <= timedelta(weeks=26):
            assert any(one.isocalendar()[:2] == at.isocalendar()[:2] for one in keep)


def test_ten_years_of_hourly_backups_come_to_some_two_hundred() -> None:
    keep: set[datetime] = set()
    for hour in range(0, 10 * 365 * 24, 6):
        now = NOW + timedelta(hours=hour)
        keep = set(kept(keep | {now}, now))
    assert 150 < len(keep) < 200


def test_moments_after_now_stay() -> None:
    future = [NOW + timedelta(minutes=minute) for minute in range(1, 50)]
    assert kept(future, NOW) == frozenset(future)
