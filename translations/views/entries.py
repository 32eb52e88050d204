"""What a translator sends about one text: words, that they are right, or that they are not yet."""

import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from translations.checks import Finding, Severity, check_label
from translations.enums import UNFINISHED, StringState
from translations.queries.people import name_of
from translations.queries.problems import problems
from translations.queries.rows import Row, is_current
from translations.queries.strings import Place
from translations.sentences import as_plain, as_sentence
from translations.services.comments import return_to_translator
from translations.services.entries import decide, dismiss, keep
from translations.services.strings import ChangedMeanwhile, OwnWords

from .bench import Bench, PageBench

LONGEST = 20_000
ACTS = ("save", "validate", "back")


@dataclass(frozen=True)
class Entry:
    """One act on one text. `text` is what its field held; None to leave the words alone."""

    row: str
    act: str
    seen: int
    text: str | None
    dismissed: dict[str, str]
    #: Whether `text` is a sentence with its marks; None where that is as the row has it.
    rich: bool | None = None
    #: Why a text is sent back; it becomes a comment.
    note: str = ""


def entry_from(data: Any) -> Entry:
    """What was sent; raises ValidationError for what no screen of ours sends."""
    seen, text, act = data.get("seen", ""), data.get("text"), data.get("act", "save")
    if act not in ACTS or not seen.isascii() or not seen.isdigit() or len(seen) > len(str(10**9)):
        raise ValidationError(_("This was not understood. Reload the page."))
    if text is not None and len(text) > LONGEST:
        raise ValidationError(_("This text is too long."))
    reasons, rich = _reasons(data.get("dismissed", "")), data.get("rich") == "1"
    note = data.get("note", "").strip()
    return Entry(data.get("row", ""), act, int(seen), text, reasons, rich, note)


def _reasons(sent: str) -> dict[str, str]:
    try:
        reasons = json.loads(sent) if sent else {}
    except ValueError:
        reasons = {}
    known = reasons.items() if isinstance(reasons, dict) else ()
    return {str(key)[:50]: str(reason)[:500] for key, reason in known}


def enter(request: HttpRequest, bench: Bench) -> JsonResponse:
    """One act, and how the text stands after it.

    400 with a sentence for what cannot be kept, 403 where nothing may be written, 409 with the
    words of whoever was faster, 410 for a text that is not, or no longer, of this screen.
    """
    try:
        entry = entry_from(request.POST)
        place = bench.place(entry.row)
        if not bench.may_write(place):
            return JsonResponse({"error": bench.read_only}, status=403)
        told = perform(bench, bench.row(place), entry)
    except ChangedMeanwhile as clash:
        return JsonResponse(clash_in_words(bench, entry, clash), status=409)
    except ValidationError as error:
        return JsonResponse({"error": " ".join(error.messages)}, status=400)
    except (Http404, ObjectDoesNotExist):
        return JsonResponse({"error": _("This text no longer exists.")}, status=410)
    return JsonResponse(answer(bench, bench.row(place), told))


def perform(bench: Bench, row: Row, entry: Entry) -> str:
    """Do what is asked; returns what is to be said about it. Raises as the services do."""
    seen = entry.seen
    if entry.text is not None:
        words = stored(row, entry.text, rich=row.rich if entry.rich is None else entry.rich)
        if needs_keeping(row, words, entry.act):
            row.check_fits(words)
            reasons = row.dismissed | entry.dismissed
            seen = keep(row.place, words, bench.user, seen, reasons)
    if entry.act == "back" and entry.note:
        return_to_translator(row.place, bench.user, seen, entry.note)
    elif entry.act == "back":
        decide(row.place, StringState.TO_ADAPT, bench.user, seen)
    elif entry.act == "validate":
        return validate(bench, bench.row(row.place), seen, entry.dismissed)
    return ""


def needs_keeping(row: Row, words: str, act: str) -> bool:
    """Whether the words are new, or are now somebody's that were only proposed."""
    mine = act == "save" and bool(words) and row.state in UNFINISHED
    return mine or words != stored(row, row.target, rich=row.rich)


def clean(text: str) -> str:
    """What was typed, with one kind of line ends."""
    return text.replace("\r\n", "\n").strip()


def stored(row: Row, text: str, *, rich: bool) -> str:
    """Typed words as texts of this kind are kept."""
    plain = rich or not isinstance(row.place, Place)
    return clean(text) if plain else as_sentence(text)


def validate(bench: Bench, row: Row, seen: int, reasons: dict[str, str]) -> str:
    """Declare the words right; returns what is in the way, if anything.

    Errors are; warnings are until somebody gives a reason, or says that there is none to be had.
    """
    dismissed = row.dismissed | reasons
    if row.target and dismissed != row.dismissed:
        seen = dismiss(row.place, dismissed, bench.user, seen)
    found = problems(row, bench.language, dismissed)
    if found:
        errors = any(finding.severity == Severity.ERROR for finding in found)
        return (
            _("Saved, not validated: there is an error.")
            if errors
            else _("Saved. Answer this before it is validated:")
        )
    try:
        decide(row.place, StringState.VALIDATED, bench.user, seen)
    except OwnWords:
        return _("Saved. Somebody else validates what you wrote.")
    return ""


def answer(bench: Bench, row: Row, told: str) -> dict[str, Any]:
    """How a text stands, for the screen."""
    gone = (
        isinstance(bench, PageBench)
        and isinstance(row.place, Place)
        and not is_current(row.place, bench.translation)
    )
    if gone:
        told = _("The source has changed meanwhile. Your words are kept: reload the page.")
    found = problems(row, bench.language, row.dismissed) if row.target else []
    return {
        "row": row.key,
        "state": row.state,
        "version": row.version,
        "text": row.target,
        "told": told,
        "gone": gone,
        "problems": [in_words(finding, row) for finding in found],
    }


def in_words(finding: Finding, row: Row) -> dict[str, str]:
    """A finding for the screen; what it suggests as the field would show it."""
    suggestion = finding.suggestion
    return {
        "check": finding.check,
        "key": finding.key,
        "label": check_label(finding.check),
        "severity": finding.severity,
        "message": finding.message,
        "suggestion": suggestion if row.rich else as_plain(suggestion),
    }


def clash_in_words(bench: Bench, entry: Entry, clash: ChangedMeanwhile) -> dict[str, Any]:
    """The words of whoever was faster, as the field would show them."""
    row = bench.row(bench.place(entry.row))
    text = clash.text if row.rich or not isinstance(row.place, Place) else as_plain(clash.text)
    name = name_of(clash.user)
    who = name or _("Somebody else")
    return {
        "row": entry.row,
        "text": text,
        "state": row.state,
        "version": clash.version,
        "name": name,
        "error": _("%(name)s has saved another text meanwhile.") % {"name": who},
    }
