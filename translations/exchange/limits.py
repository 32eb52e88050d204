"""What a file may be at most, so that a hostile one costs neither time nor memory."""

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 5_000
MOST_COLUMNS = 100
MOST_CELL = 20_000
#: Of an XLSX file, which is a zip.
MOST_UNPACKED = 20 * 1024 * 1024
MOST_ENTRIES = 200
MOST_RATIO = 100
