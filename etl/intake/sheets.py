"""What the search of a workbook collects per sheet, and what of it speaks against the file."""

from __future__ import annotations

from dataclasses import dataclass, field

from etl.intake import limits

MACROS = "Die Arbeitsmappe enthält Makros. Bitte in Excel öffnen und als „Excel-Arbeitsmappe (.xlsx)“ ohne Makros speichern."
PASSWORD = ("Die Arbeitsmappe ist mit einem Kennwort verschlüsselt. Bitte in Excel öffnen, das Kennwort entfernen "
            "(Datei, Informationen, Arbeitsmappe schützen) und neu speichern.")
LINKED = ("Die Arbeitsmappe holt Daten aus anderen Dateien oder Datenbanken (externe Verknüpfung). "
          "Bitte in Excel unter „Daten, Verknüpfungen bearbeiten“ lösen und neu speichern.")
OBJECTS = "Die Arbeitsmappe enthält eingebettete Objekte. Bitte nur die Tabelle in eine neue Mappe kopieren und als .xlsx speichern."


def damaged(error: Exception) -> str:
    """The reason for a workbook that cannot be searched."""
    return f"Die Arbeitsmappe ist beschädigt oder unvollständig ({type(error).__name__}). Bitte den Export oder das Hochladen wiederholen."


@dataclass
class Sheet:
    """What a sheet holds: its formulas by cell, and how far its filled cells reach."""

    name: str
    formulas: list[str] = field(default_factory=list)
    rows: int = 0
    columns: int = 0

    def filled(self, row: int, column: int) -> None:
        """A filled cell (both counted from 1)."""
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)

    def formula(self, row: int, column: int) -> None:
        """A cell with a formula (both counted from 1)."""
        self.formulas.append(f"{column_letters(column)}{row}")


def sheet_problems(sheets: list[Sheet]) -> list[str]:
    """Formulas (where) and sheets that span more than the limits."""
    found = []
    where = [f"Blatt „{sheet.name}“, Zelle {cell}" for sheet in sheets for cell in sheet.formulas]
    if where:
        more = f" und {len(where) - 3} weitere" if len(where) > 3 else ""
        found.append(f"Die Arbeitsmappe enthält Formeln: {'; '.join(where[:3])}{more}. Erwartet werden Werte, denn gespeicherte Ergebnisse "
                     "können veraltet sein. Bitte die Zellen kopieren, als Werte einfügen und neu speichern.")
    for sheet in sheets:
        if sheet.rows > limits.ROWS or sheet.rows * sheet.columns > limits.CELLS:
            found.append(f"Blatt „{sheet.name}“ reicht über {grouped(sheet.rows)} Zeilen mal {grouped(sheet.columns)} Spalten, angenommen werden "
                         f"{grouped(limits.ROWS)} Zeilen und {grouped(limits.CELLS)} Zellen. "
                         "Bitte verstreute Zellen außerhalb der Tabelle löschen oder den Zeitraum verkleinern.")
    return found


def grouped(number: int) -> str:
    """`1000000` as "1.000.000"."""
    return f"{number:_}".replace("_", ".")


def column_letters(number: int) -> str:
    """`28` as "AB"."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """"AB" as `28`."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
