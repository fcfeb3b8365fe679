"""One column's SQL: from the text in the file to the one written form the checks understand.

That form is `YYYY-MM-DD[ HH:MM:SS]` for dates in a declared format and a decimal comma without thousands points for numbers in a
declared notation. A text that does not fit what is declared stays as it is, so that its reject shows what the file says.
"""

from collections.abc import Callable

from etl.sources import Column, Field, Source

_MONTHS = ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")

MACROS = f"""
CREATE OR REPLACE TEMP MACRO zahl(x) AS try_cast(replace(replace(replace(x, '.', ''), ',', '.'), '%', '') AS DOUBLE);
CREATE OR REPLACE TEMP MACRO sekunden(x) AS CASE WHEN regexp_full_match(x, '\\d+:[0-5]\\d')
    THEN split_part(x, ':', 1)::BIGINT * 60 + split_part(x, ':', 2)::BIGINT
    WHEN regexp_full_match(x, '\\d+:[0-5]\\d:[0-5]\\d') THEN split_part(x, ':', 1)::BIGINT * 3600
    + split_part(x, ':', 2)::BIGINT * 60 + split_part(x, ':', 3)::BIGINT WHEN x = '0' THEN 0 END;
CREATE OR REPLACE TEMP MACRO monatsnummer(x) AS list_position({list(_MONTHS)},
    replace(replace(left(lower(trim(x)), 3), 'mrz', 'mär'), 'mae', 'mär'));
CREATE OR REPLACE TEMP MACRO monatserster(x) AS try_cast(CASE WHEN len(regexp_extract(x, '\\d+')) = 2 THEN '20' ELSE '' END
    || regexp_extract(x, '\\d+') || '-' || monatsnummer(regexp_extract(x, '[[:alpha:]äÄ]+')) || '-1' AS DATE);
CREATE OR REPLACE TEMP MACRO zeitpunkt(x, muster) AS
    CASE WHEN year(try_strptime(x, muster)) > 999 THEN try_strptime(x, muster) END;  -- %Y alone would read 18 as the year 18
CREATE OR REPLACE TEMP MACRO ganze(x) AS CASE WHEN regexp_full_match(x, '\\d{{1,3}}(\\.\\d{{3}})+|\\d+(,0+)?')
    THEN replace(split_part(x, ',', 1), '.', '')::BIGINT END;
CREATE OR REPLACE TEMP MACRO ortszeit(x) AS timezone('Europe/Berlin', CASE
    WHEN regexp_full_match(x, '\\d{{9,10}}') THEN to_timestamp(x::DOUBLE) WHEN regexp_full_match(x, '\\d{{12,13}}') THEN to_timestamp(x::DOUBLE / 1000)
    WHEN regexp_matches(x, '\\d(Z|[+-]\\d\\d:?\\d\\d)$') THEN try_cast(x AS TIMESTAMPTZ) END);
CREATE OR REPLACE TEMP MACRO tag_aus_excel(x) AS try_cast(TIMESTAMP '1899-12-30'
    + to_seconds(round(try_cast(replace(x, ',', '.') AS DOUBLE) * 86400)) AS TIMESTAMP);
"""
"""What an SQL expression in `quellen.toml` may call: `zahl`, `sekunden`, `monatserster`, `tag_aus_excel`, `ortszeit`."""


def expression(source: Source, column: Column, field: Field, headers: list[str],
               match: Callable[[list[str], list[str]], str | None]) -> str:
    """The SQL of one canonical column over a table with the file's headers."""
    value = _origin(column, headers, match)
    if column.map:
        value = _mapped(value, column.map)
    formats = column.formats or (source.date_formats if field.kind in ("date", "time") else ())
    if formats:
        return _formatted(value, formats, field)
    if field.kind in ("count", "number") and (source.decimal, source.thousands) != (",", ".") and column.constant is None:
        return _number(value, source)
    return value


def _origin(column: Column, headers: list[str], match) -> str:
    if column.constant is not None:
        return literal(column.constant)
    if column.sql is not None:
        return f"({column.sql.replace('_feld', quoted(match(column.names, headers) or ''))})::VARCHAR"
    if column.total:
        parts = [f"zahl({quoted(match([name], headers))})" for name in column.total]
        return f"replace(({' + '.join(parts)})::VARCHAR, '.0', '')"
    if column.joined:
        return f"concat_ws(' ', {', '.join(quoted(match([name], headers)) for name in column.joined)})"
    return quoted(match(column.names, headers) or next(name for name in column.names if name.startswith("_")))


def _mapped(value: str, pairs: dict[str, str]) -> str:
    cases = " ".join(f"WHEN {literal(old)} THEN {literal(new)}" for old, new in pairs.items() if old != "*")
    other = literal(pairs["*"]) if "*" in pairs else value
    return f"CASE lower(trim({value})) {cases} ELSE {other} END" if cases else f"CASE WHEN {value} IS NOT NULL THEN {other} END"


def _formatted(value: str, formats: tuple[str, ...], field: Field) -> str:
    wanted = "'%Y-%m-%d'" if field.kind == "date" else "'%Y-%m-%d %H:%M:%S'"
    tried = [f"strftime(zeitpunkt({value}, {literal(pattern)}), {wanted})" for pattern in formats if "%" in pattern]
    named = {"excel": f"strftime(tag_aus_excel({value}), {wanted})", "monat jahr": f"monatserster({value})::VARCHAR",
             "mm:ss": f"sekunden({value})::VARCHAR", "prozent": f"trim(replace({value}, '%', ''))",
             "iso zone": f"strftime(ortszeit({value}), {wanted})", "unix": f"strftime(ortszeit({value}), {wanted})"}
    return f"coalesce({', '.join(tried + [named[name] for name in formats if name in named] + [value])})"


def _number(value: str, source: Source) -> str:
    bare = f"replace({value}, {literal(source.thousands)}, '')" if source.thousands else value
    return f"CASE WHEN regexp_full_match({value}, '[-+\\d.,'' ]+') THEN replace({bare}, {literal(source.decimal)}, ',') ELSE {value} END"


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"
