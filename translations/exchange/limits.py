"""What a file may be at most, so that a hostile one costs neither time nor memory."""

MOST_BYTES = 5 * 1024 * 1024
#: Of a ZIP.
MOST_UNPACKED = 20 * 1024 * 1024
MOST_FILES = 500
MOST_RATIO = 100
MOST_ENTRIES = 20_000
MOST_CHARACTERS = 20_000
