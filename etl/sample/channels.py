"""What reaches the office without an appointment: e-mails, 115 calls, back-office cases, dealers. Drawn apart from the contacts."""

from __future__ import annotations

import numpy as np

from etl.sample.days import DAY, EPOCH, Days, apportion, demand, weekday
from etl.sample.files import count_text, date_text, time_text

# Share of e-mails by hour of arrival; none between two and four, where a clock change could make a time twice.
EMAIL_HOURS = [2, 1, 0, 0, 1, 1, 2, 5, 9, 11, 11, 10, 8, 8, 8, 7, 6, 5, 5, 5, 5, 5, 4, 3]
# The back office's year: holidays in summer, moves at the start of a semester, a quiet December.
MONTHS = np.array([1.03, 0.95, 1.04, 1.0, 1.02, 1.01, 0.97, 0.99, 1.04, 1.06, 1.03, 0.86])


def emails(office: Days, targets: dict, year: int, carried_over: int, rng: np.random.Generator) -> tuple[dict, int]:
    """The text columns of `emails` received in `year`, and how many of them are answered in the year after.

    `carried_over` = mails of the year before answered in this one: together with this year's they hit the target. What is not answered
    by the end of the last year stays open.
    """
    settings, goal = targets["emails"], targets["jahr"][str(year)]["emails_bearbeitet"] - carried_over
    days = np.arange(f"{year}-01-01", f"{year + 1}-01-01", dtype="datetime64[D]")
    weight = np.array(settings["wochentage"])[weekday(days)] * rng.lognormal(0, 0.12, len(days))
    weight *= np.where(np.isin(days, office.holidays), 0.4, 1.0)
    count = round(goal * 1.06)
    hour = rng.choice(24, count, p=np.array(EMAIL_HOURS) / sum(EMAIL_HOURS))
    received = (rng.choice(days, count, p=weight / weight.sum()) - EPOCH.astype("datetime64[D]")).astype(int) * DAY
    received += hour * 60 + rng.integers(0, 60, count)
    answered = _answered(office, settings, year, received, rng)

    end = (np.datetime64(f"{year + 1}-01-01") - EPOCH).astype(int) * DAY
    within = np.flatnonzero((answered >= 0) & (answered < end))
    surplus = rng.choice(within, len(within) - goal, replace=False)
    keep = np.setdiff1d(np.arange(count), surplus)
    keep = keep[np.argsort(received[keep], kind="stable")]
    themes = list(settings["themen"])
    theme = rng.choice(themes, count, p=np.array(list(settings["themen"].values())) / sum(settings["themen"].values()))
    columns = {
        "eingegangen_am": time_text(received[keep]),
        "beantwortet_am": time_text(answered[keep]),
        "thema": theme[keep].astype(object),
    }
    return columns, int((answered[keep] >= end).sum())


def _answered(office: Days, settings: dict, year: int, received: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Minute of the answer on the clock of working hours, right-skewed; -1 where there is none before the last day of the sample."""
    first, last = (round(hour * 60) for hour in settings["arbeitsstunden"])
    shift = last - first
    midnight = (office.date - EPOCH.astype("datetime64[D]")).astype(int) * DAY
    day = np.searchsorted(midnight + last, received, side="right")
    worked = np.where(day < len(midnight), np.clip(received - midnight[np.minimum(day, len(midnight) - 1)] - first, 0, shift), 0)
    needed = rng.lognormal(np.log(settings["antwort_median"][str(year)] * 60), settings["antwort_streuung"], len(received))
    clock = day * shift + worked + np.maximum(np.round(needed).astype(int), 4)
    day, minute = clock // shift, clock % shift
    answered = np.where(day < len(midnight), midnight[np.minimum(day, len(midnight) - 1)] + first + minute, -1)
    return np.where(rng.random(len(received)) < settings["ohne_antwort"], -1, answered)


def calls(office: Days, targets: dict, year: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """The 115 report per working day (the service centre also works while the office is closed): `datum` as days, counts as numbers."""
    settings = targets["servicecenter"]
    days = np.arange(f"{year}-01-01", f"{year + 1}-01-01", dtype="datetime64[D]")
    days = days[(weekday(days) < 5) & ~np.isin(days, office.holidays)]
    weight = np.array([1.2, 1.06, 0.97, 0.95, 0.82])[weekday(days)] * rng.lognormal(0, 0.08, len(days))
    month_day = (days - days.astype("datetime64[M]")).astype(int)
    weight *= np.where((days.astype("datetime64[M]").astype(int) % 12 == 11) & (month_day >= 23), 0.6, 1.0)
    accepted = apportion(weight, targets["jahr"][str(year)]["anrufe_115"])

    def share(value: float, spread: float) -> np.ndarray:
        return np.clip(rng.normal(value, spread, len(days)), 0.3, 0.98)

    solved = rng.binomial(accepted, share(settings["fallabschliessend"], 0.03))
    return {
        "datum": days,
        "angenommen": accepted,
        "angeboten": accepted + rng.poisson(accepted * (1 / share(settings["annahmequote"], 0.03) - 1)),
        "angenommen_30s": rng.binomial(accepted, share(settings["in_30s"], 0.05)),
        "fallabschliessend": solved,
        "weitergeleitet": rng.binomial(accepted - solved, settings["weitergeleitet"] / (1 - settings["fallabschliessend"])),
    }


def cases(targets: dict, year: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """The text columns of `vorgaenge`: a count per month and kind. Receipts come on top, their kinds are not counted as cases."""
    goals, groups = targets["jahr"][str(year)], targets["vorgaenge"]
    sums = {
        "xmeld": goals["xmeld"],
        "quittungen": round(goals["xmeld"] * sum(groups["quittungen"].values())),
        "sonstige": goals["vorgaenge"] - goals["xmeld"],
    }
    months = np.arange(f"{year}-01", f"{year + 1}-01", dtype="datetime64[M]").astype("datetime64[D]")
    kinds, counts = [], []
    for group, total in sums.items():
        weight = np.array(list(groups[group].values()))[:, None] * MONTHS * rng.lognormal(0, 0.06, (len(groups[group]), 12))
        kinds += list(groups[group])
        counts.append(apportion(weight.ravel(), total).reshape(-1, 12))
    count = np.concatenate(counts).T.ravel()
    return {
        "datum": date_text(np.repeat(months, len(kinds))),
        "zeitraum": np.full(len(count), "monat", dtype=object),
        "vorgangsart": np.array(kinds * 12, dtype=object),
        "anzahl": count_text(count),
    }


def dealers(office: Days, targets: dict, year: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """The text columns of `grosskunden`: a count per opening day, kind of case and kind of dealer, where there was one."""
    settings = targets["grosskunden"]
    days = office.of_year(year)
    kinds, customers = list(settings["arten"]), list(settings["kunden"])
    share = np.outer(list(settings["arten"].values()), list(settings["kunden"].values())).ravel()
    weight = np.outer(np.sqrt(demand(office, targets, rng)[days]), share) * rng.lognormal(0, 0.3, (len(days), len(share)))
    count = apportion(weight.ravel(), targets["jahr"][str(year)]["grosskunden"])
    some = np.flatnonzero(count)
    day, cell = some // len(share), some % len(share)
    return {
        "datum": date_text(office.date[days][day]),
        "zeitraum": np.full(len(some), "tag", dtype=object),
        "vorgangsart": np.array(kinds, dtype=object)[cell // len(customers)],
        "anzahl": count_text(count[some]),
        "kunde_art": np.array(customers, dtype=object)[cell % len(customers)],
    }
