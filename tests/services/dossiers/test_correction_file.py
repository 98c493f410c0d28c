"""The working file of somebody under correction: what must be in it follows from what is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.services.conftest import TODAY
