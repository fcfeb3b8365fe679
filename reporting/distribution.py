"""How waits are spread: people by whole minutes, from the exact histogram, under the same filters as every figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reporting.definitions import MARTS, TIME_SPLITS
from reporting.figures import Figure, figures
from reporting.periods import Period
from reporting.warehouse import Warehouse


@dataclass(frozen=True)
class Distribution:
    """`minuten`: (whole minutes waited, people), ascending, only minutes that occur; the figures are over the same people."""

    minuten: tuple[tuple[int, int], ...]
    personen: int
    median: Figure
    p90: Figure
    mittel: Figure


def wait_distribution(w: Warehouse, period: Period, *, where: Mapping[str, Sequence[str]] | None = None) -> Distribution:
    """The waits of a period; a wait of 7 min 59 s counts in minute 7. Raises UnknownNameError as `figures` does."""
    mean, median, p90 = figures(w, ["wartezeit_mittel", "wartezeit_median", "wartezeit_p90"], period, where=where, base=None)
    filters = median.where
    conditions, parameters = ["datum BETWEEN ? AND ?"], [period.von, period.bis]
    for name, values in filters.items():
        conditions.append(f"{TIME_SPLITS.get(name) or f'{name}::VARCHAR'} IN ({', '.join('?' * len(values))})")
        parameters += values
    rows = w.query(
        f"SELECT sekunden // 60 AS minute, sum(personen)::BIGINT FROM {MARTS['m_wartezeiten'].name} WHERE {' AND '.join(conditions)} GROUP BY 1 ORDER BY 1",
        parameters,
    )
    minutes = tuple((int(minute), int(n)) for minute, n in rows)
    return Distribution(minutes, sum(n for _, n in minutes), median, p90, mean)
