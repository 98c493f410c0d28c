"""The states of somebody who is helped: which may follow which."""

from __future__ import annotations

from typing import Final

from station_desk.domain.records.states import States

EXITS: Final = {"expired": "expired", "moved": "moved", "reoffended": "reoffended", "dead": "dead"}
"""The state that an end of help (``HelpExit.exit``) brings."""

_AGAIN: Final = "已经销册；登记有误的可以改，又释放（解矫）的请另外新增一条登记"

STATES: Final = States(
    "state",
    usual=frozenset(
        {("serving", "active"), ("serving", "dead")}
        | {("active", to) for to in ("expired", "moved", "reoffended", "dead")}
    ),
    asked={
        ("serving", "moved"): "还登记为服刑中：户籍已经迁出的可以改，请核对",
        ("serving", "reoffended"): "还登记为服刑中：“重新犯罪”是释放以后又犯罪，服刑期间又犯罪的写进备注",
        ("active", "serving"): "已经在册帮教：又被收监的请选“重新犯罪”并填日期；登记有误的可以改",
        **{
            (was, to): _AGAIN
            for was in ("expired", "moved", "reoffended", "dead")
            for to in ("serving", "active", "expired", "moved", "reoffended", "dead")
            if was != to
        },
    },
    refused={("serving", "expired"): "还登记为服刑中，没有开始帮教，不会期满；请先登记释放和衔接"},
)
