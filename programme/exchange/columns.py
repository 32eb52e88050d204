"""The columns of a programme's table: the same in the template, in exports and in imports."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from translations.languages import language_codes


@dataclass(frozen=True)
class Column:
    name: str
    #: What stands in it, for the sheet that explains the template.
    explanation: Any
    #: Whether it exists once per language, as `name_fr`, `name_ko`, `name_en`.
    by_language: bool = False

    @property
    def headings(self) -> list[str]:
        codes = language_codes() if self.by_language else []
        return [f"{self.name}_{code}" for code in codes] or [self.name]


COLUMNS = (
    Column("guid", _("The lasting identity of the session; leave it empty for a new one.")),
    Column("code", _("Short and unique in the edition, such as P1 or A3.")),
    Column("title", _("The title, one column for each language."), by_language=True),
    Column("subtitle", _("A second line under the title."), by_language=True),
    Column("kind", _("plenary, conference, round_table, workshop, micro_workshop, country_group, field_visit, ceremony, steering_committee, break; or its name in your language.")),  # noqa: E501
    Column("track", _("The track’s name. An unknown one is an error, or added if you tick so."), by_language=True),  # noqa: E501
    Column("date", _("The day, such as 2027-05-20. Empty: the session has no place yet.")),
    Column("start", _("When it begins, in the time of the venue, such as 09:30.")),
    Column("end", _("When it ends. Before the start means: after midnight.")),
    Column("room", _("The room’s name. An unknown one is an error, or added if you tick so."), by_language=True),  # noqa: E501
    Column("spoken", _("Languages spoken: fr, ko, en, separated by commas.")),
    Column("interpreted", _("Languages interpreted into, likewise.")),
    Column("signup_required", _("yes or no: whether one signs up for it.")),
    Column("state", _("confirmed or cancelled.")),
    Column("speakers", _("Names separated by semicolons; a role in brackets: Jean DUPONT [moderator].")),  # noqa: E501
    Column("abstract", _("What it is about. The French text becomes a draft of its page."), by_language=True),  # noqa: E501
    Column("description", _("More about it, if there is more."), by_language=True),
    Column("links", _("Addresses, one a line; a title may follow after a space.")),
)  # fmt: skip


def headings(columns: Iterable[Column] = COLUMNS) -> list[str]:
    """The first row of a table."""
    return [heading for column in columns for heading in column.headings]
