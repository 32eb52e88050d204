"""Who did what, from Wagtail's log."""

from wagtail.models import ModelLogEntry

from programme.models.edition import Edition


def releasers(edition: Edition) -> dict[int, str]:
    """Version → who released it; nobody for one that a command released. Two queries."""
    entries = ModelLogEntry.objects.for_instance(edition).filter(action="programme.release")
    return {
        entry.data["version"]: entry.user.get_full_name() or entry.user.get_username()
        for entry in entries.select_related("user")
        if entry.user and "version" in entry.data
    }
