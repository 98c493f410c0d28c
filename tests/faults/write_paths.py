"""Every write path of the program by what it is about."""

from __future__ import annotations

from tests.faults.archive_steps import archive_state, make_archive, move_out, prepare_archive
from tests.faults.operations import Operation
from tests.faults.paths_inside import EDIT, RECORDS, SECRETS_KEPT
from tests.faults.paths_outside import COPIES, PAPERS

GROUPS: dict[str, dict[str, Operation]] = {
    "edit": EDIT,
    "records": RECORDS,
    "secrets": SECRETS_KEPT,
    "papers": PAPERS,
    "copies": COPIES,
    "archive": {
        "archive": Operation(prepare_archive, make_archive, archive_state),
        "move out": Operation(prepare_archive, move_out, archive_state),
    },
}
