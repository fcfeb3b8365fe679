"""Invented exports of two years in the standard formats, so that the product can be seen and tested without real data.

What is true: the opening days (from the office's master data and the holiday calendar) and the sums in `targets.toml` that are marked
as published. Everything else is drawn at random with a fixed seed, from the proportions in `targets.toml`:

1. every span of days gets its persons, apportioned to the days by weekday, season, holidays nearby and a little chance;
2. persons get an area (exactly as many per year as the target says), then a service; some come along in one appointment;
3. appointments get a slot within opening hours, an arrival, a right-skewed wait, a desk that is free, and a booking time;
   no-shows and cancellations are added to the served ones;
4. `kontakte` counts the persons of the served appointments, so both exports agree on every day;
5. e-mails, calls, dealer and back-office cases are drawn on their own, around their yearly sums.

The same folder always gives the same bytes. No names, no personal data. Nothing is written for `online`: no service was online yet.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import numpy as np

from etl.sample import appointments, channels, days, files

TARGETS = Path(__file__).with_name("targets.toml")


def write_sample(data_dir: Path, progress: Callable[[str, float], None] | None = None) -> list[Path]:
    """Write the sample exports into `<data_dir>/eingang/` and return their paths; files of the same name are replaced.

    `progress(text, share)` is called with a German text and the share done (0 to 1). The folder's master data must know the services and
    kinds of case of `targets.toml`; `days.SampleError` (German) names what it does not know, before anything is written.
    """
    report = progress or (lambda text, share: None)
    targets = tomllib.loads(TARGETS.read_text(encoding="utf-8"))
    report("Öffnungstage bestimmen", 0.0)
    office = days.read_days(Path(data_dir), targets)
    inbox = Path(data_dir) / "eingang"
    inbox.mkdir(parents=True, exist_ok=True)
    carried_over = 0
    written: list[Path] = []
    for number, year in enumerate(sorted(targets["jahr"])):
        def rng(table: str, year: str = year) -> np.random.Generator:
            """One stream per year and table: a change to one export leaves the others as they are."""
            return np.random.default_rng([targets["seed"], int(year), *table.encode()])

        share = number / len(targets["jahr"])
        step = 1 / len(targets["jahr"])
        report(f"Termine und Kundenkontakte {year}", share)
        termine, kontakte = appointments.build(office, targets, int(year), rng("termine"))
        written += [files.write_csv(inbox / f"termine_{year}.csv", termine), files.write_csv(inbox / f"kontakte_{year}.csv", kontakte)]
        report(f"E-Mails, Vorgänge und Großkunden {year}", share + 0.7 * step)
        emails, carried_over = channels.emails(office, targets, int(year), carried_over, rng("emails"))
        written += [
            files.write_csv(inbox / f"emails_{year}.csv", emails),
            files.write_csv(inbox / f"vorgaenge_{year}.csv", channels.cases(targets, int(year), rng("vorgaenge"))),
            files.write_csv(inbox / f"grosskunden_{year}.csv", channels.dealers(office, targets, int(year), rng("grosskunden"))),
        ]
        report(f"Berichte der 115 {year}", share + 0.9 * step)
        written += files.write_115(inbox, office.name, channels.calls(office, targets, int(year), rng("anrufe")))
    report("Beispieldaten geschrieben", 1.0)
    return written
