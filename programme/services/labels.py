"""What follows when a translator changes a label of the programme."""

from programme.models import (
    Edition,
    Organisation,
    Room,
    Schedule,
    Session,
    Speaker,
    Theme,
    Track,
    Venue,
)
from translations.labels import register_labels

from .fact_pages import save_fact


def register_all() -> None:
    """Put the programme's labels on the translators' list."""
    register_labels(Edition, ["title", "theme", "public_reason"], save_fact)
    register_labels(Session, ["title"], save_fact)
    register_labels(Speaker, ["position"], save_fact)
    register_labels(Schedule, ["note"])
    register_labels(Track, ["name"])
    register_labels(Room, ["name"])
    register_labels(Venue, ["name", "city", "address"])
    register_labels(Organisation, ["name"])
    register_labels(Theme, ["name"])
