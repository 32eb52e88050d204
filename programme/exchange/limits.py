"""What a file may be at most, so that a hostile one costs neither time nor memory."""

MOST_BYTES = 10 * 1024 * 1024
MOST_EVENTS = 5_000
MOST_COLUMNS = 100
MOST_MERGED = 500
MOST_CELL = 20_000
#: Brackets in a JSON file: each may become an object many times its size.
MOST_BRACKETS = 200_000
#: Of an XLSX file, which is a zip.
MOST_UNPACKED = 20 * 1024 * 1024
MOST_ENTRIES = 200
MOST_RATIO = 100
#: A file with more faults than these is not worth listing them all.
MOST_PROBLEMS = 100
