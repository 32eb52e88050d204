"""What a programme may be at most, beside the limits of every file."""

MOST_EVENTS = 5_000
#: Brackets in a JSON file: each may become an object many times its size.
MOST_BRACKETS = 200_000
#: Elements of an XML file.
MOST_ELEMENTS = 250_000
#: Rooms, and tracks.
MOST_NAMED = 500
#: People, links and keywords, each as often as it is named.
MOST_PARTS = 50_000
#: A file with more faults than these is not worth listing them all.
MOST_PROBLEMS = 100
#: Letters of a name that are read; one that has more is refused as too long anyhow.
MOST_NAME = 300
