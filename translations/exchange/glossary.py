"""A glossary as a workbook: its columns, and what a row of a file says."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from translations.enums import TermKind
from translations.languages import language_codes
from translations.models import GlossaryTerm

from .texts import clean, line
from .workbook import Row, Unreadable, cell_name, without_end, workbook_rows

#: Between several words in one cell.
SEPARATOR = ";"
TRUE = {"1", "true", "yes", "y", "x", "oui", "vrai", "예", "네"}
FALSE = {"0", "false", "no", "n", "non", "faux", "아니요", "아니오"}
#: A file with more faults than these is not worth listing them all.
MOST_FAULTS = 100


class Fault(NamedTuple):
    """What is wrong with a cell, and where it is."""

    where: str
    sentence: str


@dataclass
class TermTable:
    """The terms of a file, each as the columns that it fills in; or its faults."""

    terms: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def columns() -> dict[str, Any]:
    """Every column with its explanation, in the order of the template."""
    term = gettext_lazy("The term; the French one is what a row is known by.")
    avoid = gettext_lazy("Words not to use for it, separated by semicolons.")
    yes_or_no = gettext_lazy("yes or no")
    return {
        **{f"term_{code}": term for code in language_codes()},
        **{f"forbidden_{code}": avoid for code in language_codes()},
        "kind": ", ".join(TermKind.values),
        "strict": yes_or_no,
        "case_sensitive": yes_or_no,
        "note": gettext_lazy("A note for translators."),
    }


def template_rows() -> list[tuple[str, str]]:
    """A second sheet for the template: what each column means."""
    explained = [(name, str(explanation)) for name, explanation in columns().items()]
    return [(_("Column"), _("What stands in it")), *explained]


def term_row(term: GlossaryTerm) -> list[str]:
    """A term as the row of a file that an import reads."""
    return [_written(term, name) for name in columns()]


def _written(term: GlossaryTerm, name: str) -> str:
    value = getattr(term, name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name.startswith("forbidden_"):
        return f"{SEPARATOR} ".join(str(value).splitlines())
    return str(value)


def read_terms(data: bytes) -> TermTable:
    """The terms in a workbook. Raises Unreadable when it cannot be read as a whole."""
    rows = without_end(workbook_rows(data))
    if not rows:
        raise Unreadable(_("The table is empty."))
    table = TermTable()
    places = _places(rows[0], table)
    known: dict[str, str] = {}
    for number, row in rows[1:]:
        _read_row(places, number, row, table, known)
    if not table.terms and not table.faults:
        raise Unreadable(_("The file holds no term."))
    del table.faults[MOST_FAULTS:]
    return table


def _places(first: tuple[int, Row], table: TermTable) -> dict[str, int]:
    """Name of a column → its place, from 0."""
    number, row = first
    found: dict[str, int] = {}
    for place, value in enumerate(row):
        name = line(value).casefold().replace(" ", "_")
        where = cell_name(number, place + 1, name[:40])
        if name in found:
            table.faults.append(Fault(where, _("This column is there twice.")))
        elif name in columns():
            found[name] = place
        elif name:
            table.faults.append(Fault(where, _("This column is unknown.")))
    if "term_fr" not in found:
        raise Unreadable(_("No column is named term_fr. Start from the template."))
    return found


def _read_row(
    places: dict[str, int], number: int, row: Row, table: TermTable, known: dict[str, str]
) -> None:
    values: dict[str, Any] = {}
    for name, place in places.items():
        try:
            value = _read(name, row[place] if place < len(row) else "")
        except ValueError as error:
            table.faults.append(Fault(cell_name(number, place + 1, name), str(error)))
        else:
            if value != "":
                values[name] = value
    here = cell_name(number, places["term_fr"] + 1, "term_fr")
    term = values.get("term_fr", "")
    if not term:
        table.faults.append(Fault(here, _("The French term is missing.")))
    elif before := known.get(term.casefold()):
        table.faults.append(
            Fault(here, _("This term stands already at: %(where)s.") % {"where": before})
        )
    else:
        known[term.casefold()] = here
        table.terms.append(values)


def _read(name: str, value: Any) -> Any:
    """What a cell says, "" where it says nothing. Raises ValueError with a sentence."""
    text = clean(value) if name == "note" else line(value)
    if text == "":
        return ""
    special: dict[str, Callable[[str], Any]] = {
        "kind": _kind,
        "strict": _truth,
        "case_sensitive": _truth,
    }
    if name in special:
        return special[name](text)
    if name.startswith("forbidden_"):
        return "\n".join(part for word in text.split(SEPARATOR) if (part := word.strip()))
    longest = GlossaryTerm._meta.get_field(name).max_length  # type: ignore[union-attr]
    if longest and len(text) > longest:
        raise ValueError(_("The text is too long."))
    return text


def _truth(text: str) -> bool:
    if text.casefold() in TRUE | FALSE:
        return text.casefold() in TRUE
    raise ValueError(_("Write yes or no."))


def _kind(text: str) -> str:
    """A kind by its value, or by its name in any language."""
    for kind in TermKind:
        names = {kind.value}
        for code in language_codes():
            with override(code):
                names.add(str(kind.label).casefold())
        if text.casefold() in names:
            return kind.value
    raise ValueError(_("This word is unknown: %(text)s.") % {"text": text[:60]})
