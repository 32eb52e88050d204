"""What a file would change, told line by line before anything is written."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from wagtail_localize.models import StringValue, validate_translation_links

from translations.checks.lengths import is_name
from translations.enums import Outcome
from translations.queries.memory import likeness
from translations.queries.strings import StringWork
from translations.sentences import as_plain

from .entries import Entry, Read
from .limits import MOST_COMPARED
from .units import Unit, fingerprint, label_document, page_documents, rows_of_labels

#: A translation is worth adapting to a source that is alike to so many percent.
ADAPTABLE = 50


@dataclass(frozen=True)
class Row:
    """One entry of a file, and what becomes of it."""

    outcome: Outcome
    entry: Entry
    #: The text on the site that it is about; None when there is none any more.
    unit: Unit | None = None
    problem: str = ""

    @property
    def where(self) -> str:
        return self.unit.where if self.unit else ""

    def told(self) -> dict[str, str]:
        """For the report: nothing that was sent is lost."""
        return {
            "outcome": self.outcome,
            "where": self.where,
            "source": self.entry.source,
            "target": self.entry.target,
            "now": self.unit.target if self.unit else "",
            "problem": self.problem,
        }


@dataclass
class FilePlan:
    """What one file would change; with problems it changes nothing."""

    name: str
    rows: list[Row] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def counts(self) -> Counter[Outcome]:
        return Counter(row.outcome for row in self.rows)

    @property
    def writes(self) -> list[Row]:
        return [row for row in self.rows if row.outcome in {Outcome.APPLIED, Outcome.PROPOSED}]


class Plan:
    """The texts of the site that some files are about, and what becomes of each entry.

    The number of queries does not depend on how many entries there are.
    """

    def __init__(self, files: Collection[Read], language: str, user: Any) -> None:
        self.language, self.user = language, user
        self.compared = 0
        places = {entry.place for read in files for entry in read.entries}
        documents = [
            *page_documents(language, list(dict.fromkeys(_keys(places)))),
            label_document(language, rows_of_labels(places)),
        ]
        units = [unit for document in documents for unit in document.units]
        self.units = {unit.id: unit for unit in units}
        self.at: dict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            self.at[unit.place].append(unit)

    def of(self, read: Read, page: UUID | None = None) -> FilePlan:
        """What `read` would change; with `page` it must be about that page."""
        plan = FilePlan(read.name)
        if read.language.replace("_", "-").split("-")[0].lower() != self.language:
            plan.problems.append(
                _("This file is in another language: %(language)s.") % {"language": read.language}
            )
        others = {key for key in _keys(entry.place for entry in read.entries) if key != page}
        if page and others:
            plan.problems.append(_("This file is about another page."))
        if plan.problems:
            return plan
        plan.rows = [self.row(entry) for entry in read.entries]
        for row in plan.writes:
            if problem := broken(row):
                place = {"where": row.where, "text": row.entry.target[:100], "problem": problem}
                plan.problems.append(_("%(where)s, “%(text)s”: %(problem)s") % place)
        return plan

    def row(self, entry: Entry) -> Row:
        unit = self.units.get(entry.id)
        if unit is None:
            return self.elsewhere(entry)
        same = self.is_source_again(entry)
        is_unfinished = entry.is_unfinished or same
        if not entry.target or (
            entry.target == unit.target and (is_unfinished or not unit.is_unfinished)
        ):
            return Row(Outcome.UNCHANGED, entry, unit)
        if self.changed_meanwhile(entry, unit):
            return Row(Outcome.CONFLICT, entry, unit)
        if not is_unfinished:
            return Row(Outcome.APPLIED, entry, unit)
        problem = _("The translation is the same as the source.") if same else ""
        return Row(Outcome.PROPOSED if is_open(unit) else Outcome.ASIDE, entry, unit, problem)

    def is_source_again(self, entry: Entry) -> bool:
        """Tools copy the source to where nothing was translated; names are the same anyway."""
        return entry.target == entry.source and not is_name(as_plain(entry.source), self.language)

    def changed_meanwhile(self, entry: Entry, unit: Unit) -> bool:
        """Whether somebody else put other words there since the file left the site."""
        own = unit.work.author is not None and unit.work.author == getattr(self.user, "pk", None)
        if not unit.work.target or own:
            return False
        return fingerprint(unit.target) not in {entry.seen, fingerprint(entry.target)}

    def elsewhere(self, entry: Entry) -> Row:
        """The source said something else when the file left: a proposal for what it says now."""
        here = self.at.get(entry.place, [])
        self.compared += len(here)
        if not here or self.compared > MOST_COMPARED:
            return Row(Outcome.UNKNOWN, entry)
        alike = max(here, key=lambda unit: likeness(entry.source, unit.source))
        fits = is_open(alike) and likeness(entry.source, alike.source) >= ADAPTABLE
        if fits and entry.target and not broken(Row(Outcome.PROPOSED, entry, alike)):
            return Row(Outcome.PROPOSED, entry, alike, _("The source has changed since."))
        return Row(Outcome.CONFLICT, entry, alike, _("The source has changed since."))


def is_open(unit: Unit) -> bool:
    """Whether a proposal can be put there: labels are public at once, and so take none."""
    return isinstance(unit.work, StringWork) and not (unit.work.target or unit.work.version)


def broken(row: Row) -> str:
    """What is wrong with the words themselves, in a sentence; empty when nothing is."""
    unit, text = row.unit, row.entry.target
    if unit is None:
        return ""
    words = text if unit.is_label else as_plain(text)
    if unit.most is not None and len(words) > unit.most:
        return _("At most %(most)d characters") % {"most": unit.most}
    if unit.is_label:
        return ""
    try:
        StringValue.from_translated_html(text)
        validate_translation_links(unit.work.source, text)
    except ValueError as error:
        return str(error)
    return ""


def _keys(places: Iterable[str]) -> list[UUID]:
    """The keys of the pages among `places`, in their order."""
    found = []
    for place in places:
        try:
            found.append(UUID(place.partition("/")[0]))
        except ValueError:
            continue  # a label, or something that is not ours
    return found
