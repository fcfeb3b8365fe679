"""Promises: one SQL file each, that returns the rows that break it. All are run, all breaches are shown together.

The head of a file says in German what is promised (first line), whether a breach stops the publication (`bindend: ja`, `nein`, or
the name of a tolerance in `[versprechen]` of quellen.toml: binding only where the office declares it), what to do (`zu tun:`) and,
with `braucht: alle Dateien`, that it cannot be judged while a file is unreadable. Tolerances are DuckDB variables of their own name;
`vorher(tabelle, jahr)` holds the years of the snapshot before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb

SHOWN = 5


@dataclass(frozen=True)
class Outcome:
    """What running one promise gave: how many rows break it, and the first few of them."""

    name: str
    description: str
    binding: bool
    violations: int
    examples: tuple[dict, ...] = ()
    advice: str = ""

    @property
    def message(self) -> str:
        """The breach in German: what is broken, where, what to do."""
        rows = "; ".join(", ".join(f"{column} {_shown(value)}" for column, value in row.items()) for row in self.examples)
        more = f" (und {self.violations - len(self.examples)} weitere)" if self.violations > len(self.examples) else ""
        what = "Versprechen verletzt" if self.binding else "Auffällig"
        return f"{what}: {self.description} Dagegen sprechen: {rows}{more}. {self.advice}".strip()

    def as_json(self) -> dict:
        return {
            "name": self.name, "description": self.description, "binding": self.binding, "violations": self.violations,
            "examples": [{column: _shown(value) for column, value in row.items()} for row in self.examples],
            "message": self.message if self.violations else None,
        }


def problems(declared: dict) -> list[str]:
    """What is wrong with the tolerances of `[versprechen]` in quellen.toml, in German."""
    known = {tolerance for path in _files() for tolerance in re.findall(r"^-- bindend: (\w+)$", path.read_text(encoding="utf-8"), re.MULTILINE)} - {"ja", "nein"}
    return [
        f"quellen.toml, [versprechen]: „{name}“ gibt es nicht. Erlaubt ist: {', '.join(sorted(known))}."
        if name not in known else f"quellen.toml, [versprechen]: {name} = {value!r} ist kein Anteil; erwartet wird eine Zahl von 0 bis 1, zum Beispiel 0.02."
        for name, value in declared.items()
        if name not in known or isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1
    ]


def run(con: duckdb.DuckDBPyConnection, declared: dict[str, float], complete: bool = True) -> list[Outcome]:
    """Run every promise on the connection's current schema and write the outcomes into `versprechen`.

    declared: the office's tolerances; complete: whether every file could be read.
    """
    outcomes = []
    for path in _files():
        sql = path.read_text(encoding="utf-8")
        head = dict(re.findall(r"^-- (bindend|zu tun|braucht): (.+)$", sql, re.MULTILINE))
        if "braucht" in head and not complete:
            continue
        binding = head["bindend"]
        if binding not in ("ja", "nein"):
            con.execute(f"SET VARIABLE {binding} = {float(declared[binding]) if binding in declared else 'NULL::DOUBLE'}")
        cursor = con.execute(sql)
        columns = [column[0] for column in cursor.description]
        rows = cursor.fetchall()
        outcomes.append(Outcome(
            name=path.stem,
            description=sql.splitlines()[0].removeprefix("-- "),
            binding=binding == "ja" or binding in declared,
            violations=len(rows),
            examples=tuple(dict(zip(columns, row, strict=True)) for row in rows[:SHOWN]),
            advice=head.get("zu tun", ""),
        ))
    if outcomes:
        values = [(outcome.name, outcome.description, outcome.binding, outcome.violations) for outcome in outcomes]
        con.execute(
            "INSERT INTO versprechen SELECT unnest(?), unnest(?), unnest(?), unnest(?)", [list(part) for part in zip(*values, strict=True)])
    return outcomes


def _files() -> list[Path]:
    return sorted(Path(__file__).parent.glob("*.sql"))


def _shown(value: object) -> str:
    """A value as a clerk writes it."""
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return "–" if value is None else str(value)
