"""How much an upload may hold. All limits of the intake, each with its reason; a larger delivery goes into `eingang/` by hand."""

MIB = 1024 * 1024

FILE_BYTES = 50 * MIB
"""One file. The browser's limit (`maxUploadSize` in .streamlit/config.toml) is the same; a year of 125,000 appointments has 17 MB."""

DELIVERY_BYTES = 200 * MIB
"""All files of one upload together: they stay in the server's memory until they are checked."""

FILES = 60
"""Files of one upload: five years of monthly reports."""

ROWS = 1_000_000
"""Lines of a text file, rows of a workbook. A spreadsheet ends at 1,048,576; beyond that lies an accident, not a year."""

CELLS = 10_000_000
"""Cells between the first and the last filled one of a sheet. Two filled cells at the far corners of a sheet span 17 billion: the reader
would hold them all in memory although the file has 5 kB."""

LINE_BYTES = 100_000
"""One line of a text file. A row of an export has some hundred bytes; a line without end is no table."""

PARTS = 2_000
"""Parts inside a workbook (it is a ZIP archive). A workbook of a hundred sheets has some 250."""

UNPACKED_BYTES = 300 * MIB
"""A workbook unpacked, all parts together; a million rows of ten cells have about as much."""

RATIO = 150
"""How many times larger a part of a workbook may be unpacked. Sheets pack 5 to 40 times smaller; DEFLATE ends at 1,032, where bombs live."""

RATIO_FROM_BYTES = 2 * MIB
"""Below this size unpacked the ratio says nothing: a small sheet of equal rows packs a hundredfold and harms nobody."""

NAME_LENGTH = 120
"""Characters of a file name; network drives and ZIP tools fail beyond 255 bytes."""

KEEP_ABANDONED_SECONDS = 86_400
"""How long the files of an upload nobody finished stay: until the next day, then they are deleted."""
