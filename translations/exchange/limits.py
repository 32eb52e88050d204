"""What a file may be at most, so that a hostile one costs neither time nor memory."""

from datetime import timedelta

#: How long a file waits for somebody to decide about it.
HELD = timedelta(days=7)
MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 5_000
MOST_COLUMNS = 100
MOST_MERGED = 500
MOST_CELL = 20_000
#: Of a ZIP, which an XLSX file is too.
MOST_UNPACKED = 10 * 1024 * 1024
MOST_FILES = 500
MOST_RATIO = 100
#: Of a file of translations.
MOST_SENT = 5 * 1024 * 1024
MOST_ENTRIES = 20_000
MOST_CHARACTERS = 20_000
#: Sentences compared in search of what a changed source was before.
MOST_COMPARED = 50_000
