"""The project's one developer command: `python3 build/dev.py COMMAND`. Needs only Python 3.11 or newer."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the first thing a machine with an old Python must be told
    sys.exit(f"Station Desk needs Python 3.11 or newer; this is Python {sys.version.split()[0]}.")

from devtools.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
