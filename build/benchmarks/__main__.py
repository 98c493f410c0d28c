"""`python -m benchmarks [WORD ...]`: measure everything, or what has one of the words in its name."""

import sys
from collections.abc import Callable, Sequence

from benchmarks.cold_start import cold_start
from benchmarks.keeping import verified_backup, year_archive
from benchmarks.measure import Result, table
from benchmarks.printing import long_register, single_form
from benchmarks.samples import Samples
from benchmarks.station_work import PAGES, SEARCHES, saved_edit, whole_score
from devtools.project import OUT

MEASUREMENTS: tuple[Callable[[Samples], Result], ...] = (
    cold_start,
    saved_edit,
    *PAGES,
    *SEARCHES,
    whole_score,
    verified_backup,
    year_archive,
    long_register,
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
