"""`python -m benchmarks [--against COMMIT] [WORD ...]`: measure everything, or what has a word in its name."""

import argparse
import sys
from collections.abc import Callable, Sequence

from benchmarks import against
from benchmarks.cold_start import cold_start
from benchmarks.keeping import brought_up, verified_backup, year_archive
from benchmarks.measure import Result, table
from benchmarks.people_and_parts import (
    looked_over,
    name_offers,
    open_cases,
    people_opened,
    people_paged,
    saved_case_with_parts,
)
from benchmarks.printing import endless_register, long_register, single_form
from benchmarks.samples import Samples
from benchmarks.station_work import PAGES, SEARCHES, saved_edit, whole_score
from devtools.project import OUT, StopError

MEASUREMENTS: tuple[Callable[[Samples], Result], ...] = (
    cold_start,
    saved_edit,
    saved_case_with_parts,
    *PAGES,
    *SEARCHES,
    people_opened,
    people_paged,
    name_offers,
    looked_over,
    open_cases,
    whole_score,
    verified_backup,
    brought_up,
    year_archive,
    long_register,
    endless_register,
    single_form,
)


def main(words: Sequence[str]) -> int:
    """Print the table; exit code 1 when a goal is missed, 2 when no measurement has such a name."""
    chosen = [one for one in MEASUREMENTS if not words or any(word in one.__name__ for word in words)]
    if not chosen:
        names = ", ".join(one.__name__ for one in MEASUREMENTS)
        print(f"no such measurement; there are: {names}", file=sys.stderr)
        return 2
    samples = Samples(OUT / "bench")
    results = [_announced(measurement, samples) for measurement in chosen]
    print(table(results))
    return 0 if all(result.met for result in results) else 1


def _announced(measurement: Callable[[Samples], Result], samples: Samples) -> Result:
    print(f"measuring {measurement.__name__}", flush=True)
    return measurement(samples)


def command(arguments: Sequence[str]) -> int:
    """Carry out one call from the command line; the exit code as in ``main``."""
    parser = argparse.ArgumentParser(prog="benchmarks")
    parser.add_argument("--against", default="")
    parser.add_argument("words", nargs="*")
    options = parser.parse_args(arguments)
    if not options.against:
        return main(options.words)
    try:
        return against.main(options.against, options.words)
    except StopError as stop:
        print(stop, file=sys.stderr)
        return stop.code


if __name__ == "__main__":
    sys.exit(command(sys.argv[1:]))
