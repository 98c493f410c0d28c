"""What the tests of the whole program need."""

import sys

# Windows has its own screen and no X server; there the smoke test of the bundle drives a real window.
collect_ignore = ["test_real_window.py"] if sys.platform == "win32" else []
