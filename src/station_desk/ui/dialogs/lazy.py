"""The one table of dialogs that are loaded when they are first wanted: the start loads none of them.

Each entry gives the class of a dialog, so that what it is made with is checked: ``lazy.holidays()(hub, parent)``.
Modules of dialogs do not use this table, for it knows them all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from station_desk.services.privacy import passwords
from station_desk.services.privacy.passwords import Opener

if TYPE_CHECKING:
    from station_desk.services.keeping.files import Owner
    from station_desk.services.papers.log import PaperLog
    from station_desk.services.papers.papers import Paper
    from station_desk.ui.core.answers import Decision
    from station_desk.ui.dialogs.keeping.archive import ArchiveDialog
    from station_desk.ui.dialogs.keeping.carry import CarryDialog
    from station_desk.ui.dialogs.keeping.new_station import NewStationDialog
    from station_desk.ui.dialogs.keeping.rescue import RescueDialog
    from station_desk.ui.dialogs.keeping.restore import RestoreDialog
    from station_desk.ui.dialogs.papers.county_forms import CountyFormsDialog
    from station_desk.ui.dialogs.papers.print_log import PrintLogDialog
    from station_desk.ui.dialogs.privacy.access_log import AccessLogDialog
    from station_desk.ui.dialogs.privacy.password import (
        KeyDialog,
        NewPasswordDialog,
        RemovePasswordDialog,
        UnlockDialog,
    )
    from station_desk.ui.dialogs.privacy.sealing import SealPasswordDialog, SealRegisterDialog
    from station_desk.ui.dialogs.privacy.unlock import LockDialog
    from station_desk.ui.dialogs.records.holidays import HolidaysDialog
    from station_desk.ui.dialogs.records.person_page import PersonPage
    from station_desk.ui.dialogs.records.twins import TwinsDialog
    from station_desk.ui.papers.reshaping import Reshaping


def open_dialog(dialog: QDialog) -> None:
    """Show a dialog over its window, and let go of it once it is closed."""
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def with_key(
    path: Path,
    opener: Opener | None,
    go: Callable[[Opener | None], object],
    window: QWidget,
    folder: Path | None = None,
) -> None:
    """Go on with the key of a file, which is asked for when it has one and ``opener`` does not bring it.

    Nothing happens when the question is given up. ``folder`` is the one chosen for backups.
    """
    if not passwords.wants_key(path, folder) or (opener is not None and passwords.fits(opener, path)):
        go(opener)
        return
    dialog = key()(path, folder, window)
    dialog.accepted.connect(lambda: go(dialog.key))
    open_dialog(dialog)


def show_papers(
    parent: QWidget, papers: Sequence[Paper], log: PaperLog, reshaping: Reshaping | None = None
) -> None:
    """The preview of papers; see there."""
    from station_desk.ui.dialogs.papers import preview

    preview.show_papers(parent, papers, log, reshaping)


def ask_about_holder(parent: QWidget, name: str, holder: Owner) -> Decision:
    """What to do with a file that somebody else has open."""
    from station_desk.ui.dialogs.keeping import holder as question

    return question.ask_about_holder(parent, name, holder)


def access_log() -> type[AccessLogDialog]:
    """Who looked at what."""
    from station_desk.ui.dialogs.privacy.access_log import AccessLogDialog

    return AccessLogDialog


def archive() -> type[ArchiveDialog]:
    """The archive of a year."""
    from station_desk.ui.dialogs.keeping.archive import ArchiveDialog

    return ArchiveDialog


def carry() -> type[CarryDialog]:
    """Taking the file away on a stick, and bringing it back."""
    from station_desk.ui.dialogs.keeping.carry import CarryDialog

    return CarryDialog


def county_forms() -> type[CountyFormsDialog]:
    """The county's own forms."""
    from station_desk.ui.dialogs.papers.county_forms import CountyFormsDialog

    return CountyFormsDialog


def holidays() -> type[HolidaysDialog]:
    """The holiday notices."""
    from station_desk.ui.dialogs.records.holidays import HolidaysDialog

    return HolidaysDialog


def new_station() -> type[NewStationDialog]:
    """A new file."""
    from station_desk.ui.dialogs.keeping.new_station import NewStationDialog

    return NewStationDialog


def new_password() -> type[NewPasswordDialog]:
    """Setting or changing the password."""
    from station_desk.ui.dialogs.privacy.password import NewPasswordDialog

    return NewPasswordDialog


def remove_password() -> type[RemovePasswordDialog]:
    """Taking the password off."""
    from station_desk.ui.dialogs.privacy.password import RemovePasswordDialog

    return RemovePasswordDialog


def unlock() -> type[UnlockDialog]:
    """The password of a file to be opened."""
    from station_desk.ui.dialogs.privacy.password import UnlockDialog

    return UnlockDialog


def key() -> type[KeyDialog]:
    """The password of a file to be restored or brought back."""
    from station_desk.ui.dialogs.privacy.password import KeyDialog

    return KeyDialog


def person_page() -> type[PersonPage]:
    """One person with everything he is to the station."""
    from station_desk.ui.dialogs.records.person_page import PersonPage

    return PersonPage


def twins() -> type[TwinsDialog]:
    """Two records of one person made one."""
    from station_desk.ui.dialogs.records.twins import TwinsDialog

    return TwinsDialog


def print_log() -> type[PrintLogDialog]:
    """The papers that left the program."""
    from station_desk.ui.dialogs.papers.print_log import PrintLogDialog

    return PrintLogDialog


def rescue() -> type[RescueDialog]:
    """The ways out for a file that does not open."""
    from station_desk.ui.dialogs.keeping.rescue import RescueDialog

    return RescueDialog


def restore() -> type[RestoreDialog]:
    """Choosing a backup."""
    from station_desk.ui.dialogs.keeping.restore import RestoreDialog

    return RestoreDialog


def seal_password() -> type[SealPasswordDialog]:
    """Setting or changing the second password."""
    from station_desk.ui.dialogs.privacy.sealing import SealPasswordDialog

    return SealPasswordDialog


def seal_register() -> type[SealRegisterDialog]:
    """What is under seal."""
    from station_desk.ui.dialogs.privacy.sealing import SealRegisterDialog

    return SealRegisterDialog


def lock() -> type[LockDialog]:
    """The curtain that a password opens."""
    from station_desk.ui.dialogs.privacy.unlock import LockDialog

    return LockDialog
