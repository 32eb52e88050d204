"""What is checked, and what a check says of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from io import StringIO

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.exceptions import ParserRejectedMarkup
from django.db.models import TextChoices
from django.utils.html import escape
from django.utils.translation import pgettext_lazy

from .figure import Figures
from .reading import read_figures
from .terms import TermPair

#: Letters of a fingerprint: enough to tell the findings about one text apart.
MARK = 16
#: Marks that no reader sees, and which make no text of an empty one.
UNSEEN = "\u200b\u200c\u200d\u2060\ufeff"


class Severity(TextChoices):
    """An error stands in the way of validation; of a warning one is asked once."""

    ERROR = "error", pgettext_lazy("check", "Error")
    WARNING = "warning", pgettext_lazy("check", "Question")


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, or may be, with a translation."""

    #: Stable name of the check.
    check: str
    severity: Severity
    #: A sentence in the active language.
    message: str
    #: What it found, as that stands in source or translation: what it is known by.
    detail: str
    #: The whole translation with this mended; "" where only a person can mend it.
    suggestion: str = ""

    @property
    def key(self) -> str:
        """The same for the same finding, in whatever language it is told; another for another."""
        return f"{self.check}:{sha256(self.detail.encode()).hexdigest()[:MARK]}"


class Html:
    """A sentence with inline mark-up, as the engine stores it: HTML whose attributes are ids."""

    def __init__(self, data: str) -> None:
        # Half a character, which no database takes, becomes a question mark.
        self.data = data.encode("utf-8", "replace").decode()

    @cached_property
    def soup(self) -> BeautifulSoup:
        """What it is made of; what is no HTML at all counts as text."""
        try:
            # As a file: of a text that is an address, BeautifulSoup asks whether it was meant.
            return BeautifulSoup(StringIO(self.data), "html.parser")
        except ParserRejectedMarkup:
            return BeautifulSoup(escape(self.data), "html.parser")

    @cached_property
    def nodes(self) -> list[NavigableString]:
        """Its texts in their order, without comments and the like."""
        return [node for node in self.soup.descendants if type(node) is NavigableString]

    @cached_property
    def text(self) -> str:
        """What a reader reads; a line break is one."""
        parts = []
        for node in self.soup.descendants:
            if type(node) is NavigableString:
                parts.append(str(node))
            elif isinstance(node, Tag) and node.name == "br":
                parts.append("\n")
        return "".join(parts)

    @cached_property
    def tags(self) -> list[Tag]:
        return [node for node in self.soup.descendants if isinstance(node, Tag)]

    @property
    def has_hidden_text(self) -> bool:
        """Whether it holds comments and the like, in which browsers find tags that others miss."""
        return any(
            isinstance(node, NavigableString) and type(node) is not NavigableString
            for node in self.soup.descendants
        )

    @property
    def is_blank(self) -> bool:
        return not self.text.translate(dict.fromkeys(map(ord, UNSEEN))).strip()


@dataclass(frozen=True)
class Subject:
    """A sentence and its translation, both as HTML; a plain text is escaped by the caller."""

    source: str
    target: str
    source_language: str
    language: str
    #: Of the text as it is read; None for no limit.
    max_length: int | None = None
    #: Those of the glossary that occur in the source, as `Terms.pairs_in` finds them.
    terms: Sequence[TermPair] = ()

    @cached_property
    def original(self) -> Html:
        return Html(self.source)

    @cached_property
    def translation(self) -> Html:
        return Html(self.target)

    @cached_property
    def source_figures(self) -> Figures:
        return read_figures(self.original.text, self.source_language)

    @cached_property
    def target_figures(self) -> Figures:
        return read_figures(self.translation.text, self.language)
