"""What follows when a translator changes a label of the programme."""

from programme.models import (
    Edition,
    KeyFigures,
    Material,
    Organisation,
    Room,
    Schedule,
    Session,
    Speaker,
    Theme,
    Track,
    Venue,
)
from programme.queries.proceedings import missing_versions
from translations.gaps import register_gaps
from translations.labels import register_labels

from .fact_pages import save_fact


def register_all() -> None:
    """Put the programme's labels on the translators' list, and documents that lack a language."""
    register_labels(
        Edition, ["title", "theme", "public_reason"], save_fact, scope="slug", page="key"
    )
    register_labels(Session, ["title"], save_fact, scope="edition__slug", page="key")
    register_labels(Speaker, ["position"], save_fact, scope="edition__slug", page="key")
    register_labels(Schedule, ["note"], scope="edition__slug")
    register_labels(Track, ["name"], vocabulary=["name"], scope="edition__slug")
    register_labels(Room, ["name"], vocabulary=["name"], scope="venue__editions__slug")
    register_labels(
        Venue,
        ["name", "city", "address"],
        vocabulary=["name", "city"],
        scope="editions__slug",
    )
    register_labels(Organisation, ["name"], vocabulary=["name"])
    register_labels(Theme, ["name"], vocabulary=["name"])
    register_labels(Material, ["title", "alt"], scope="edition__slug")
    register_labels(KeyFigures, ["note"], scope="edition__slug")
    register_gaps(missing_versions)
