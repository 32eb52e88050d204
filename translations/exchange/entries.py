"""What is read from a file, before it is compared with the site."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .limits import MOST_CHARACTERS, MOST_ENTRIES


class Refused(Exception):
    """Raised when a file cannot be read; says why in the user's language."""


@dataclass(frozen=True)
class Entry:
    """One translation as a file has it."""

    id: str
    source: str
    target: str
    #: The tool says that somebody must still look at it.
    is_unfinished: bool
    #: Fingerprint of the translation when it left the site, if the file still says so.
    seen: str = ""

    @property
    def place(self) -> str:
        return self.id.rpartition("/")[0]


@dataclass
class Read:
    """One file: the language it says it is in, and its entries."""

    name: str
    language: str
    entries: list[Entry] = field(default_factory=list)

    def checked(self) -> "Read":
        """This file; raises Refused for one out of bounds, or with two words for one place."""
        if len(self.entries) > MOST_ENTRIES:
            raise Refused(_("The file holds more than %(most)d entries.") % {"most": MOST_ENTRIES})
        told: dict[str, Entry] = {}
        for entry in self.entries:
            if max(len(entry.target), len(entry.source), len(entry.id)) > MOST_CHARACTERS:
                raise Refused(_("A text is too long: %(text)s…") % {"text": entry.source[:60]})
            if entry.id and told.setdefault(entry.id, entry).target != entry.target:
                raise Refused(
                    _("The file has two translations for the same place: %(text)s")
                    % {"text": entry.source[:100]}
                )
        self.entries = [e for e in self.entries if told.get(e.id, e) is e]
        return self
