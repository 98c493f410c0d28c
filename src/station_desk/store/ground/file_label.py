"""How a file is called in what people are told: by the name they know, and by which of two files of one name it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from types import MappingProxyType

from station_desk.store.ground import drafts

_NOTHING: Mapping[Path, str] = MappingProxyType({})
_calling: ContextVar[Mapping[Path, str]] = ContextVar("calling", default=_NOTHING)


def file_label(path: Path) -> str:
    """The name of a file, with what was said of it by `called`; a draft has the name of the file it is to become."""
    known = path.with_name(drafts.meant(path))
    what = _calling.get().get(known, "")
    return f"{known.name}（{what}）" if what else known.name


@contextmanager
def called(names: Mapping[Path, str]) -> Iterator[None]:
    """Within, messages say of each of these files which one it is, such as 本机 and U盘上."""
    token = _calling.set({**_calling.get(), **names})
    try:
        yield
    finally:
        _calling.reset(token)
