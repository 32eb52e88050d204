"""The workbench: all texts of a page in one language, beside their source."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST
from wagtail.models import Page
from wagtail.utils.decorators import xframe_options_sameorigin_override

from translations.checks.highlight import highlight
from translations.enums import StringState
from translations.forms.assignment import AssignmentForm
from translations.languages import source_language
from translations.queries.assignments import assignment_of
from translations.queries.comments import comments_about
from translations.queries.findings import erroneous
from translations.queries.glossary import glossary
from translations.queries.memory import matches
from translations.queries.pages import missing_strings
from translations.queries.people import name_of
from translations.queries.rows import KEY, Row, progress, review_of
from translations.queries.strings import string_work
from translations.sentences import as_plain
from translations.services.own_texts import apply_own_texts
from translations.services.presence import BEAT, others_at
from translations.services.publication import publish_translation
from translations.services.strings import ChangedMeanwhile, second_reader_for

from .bench import Bench, PageBench
from .entries import Entry, clean, enter, perform
from .frame import screen

#: Name of a field: the row, and the version of it that is shown.
FIELD = re.compile(rf"({KEY.pattern})\.(\d{{1,9}})")


def workbench(request: HttpRequest, translation_id: int) -> HttpResponse:
    """The texts of a page, or what a form without JavaScript says about them."""
    return show(request, PageBench(request, translation_id))


def show(request: HttpRequest, bench: Bench) -> HttpResponse:
    """The screen of `bench`; after a plain form again, where something could not be kept."""
    rows = bench.rows()
    if request.method == "POST":
        rows, kept = take_form(request, bench, rows)
        if kept:
            return redirect(bench.address("workbench"))
    return screen(
        request,
        "workbench/screen",
        bench.title,
        bench=bench,
        groups=grouped(filtered(rows, request)),
        progress=progress(rows),
        count=len(rows),
        all_states=list(StringState),
        **bench.links(),
        **assigned(request, bench),
        second_reader=second_reader_for(bench.language),
        beat=BEAT,
        urls={name: bench.address(f"workbench_{name}") for name in ("save", "presence")}
        | {"aside": bench.address("workbench_aside", "ROW")},
        sentences=sentences(),
        state_labels={state.value: str(state.label) for state in StringState},
    )


def assigned(request: HttpRequest, bench: Bench) -> dict[str, Any]:
    """Who has the page, and the form to give it to somebody; nothing for labels."""
    if bench.translation is None:
        return {}
    held = assignment_of(bench.translation)
    return {
        "assignment": held,
        "assign_form": AssignmentForm(request.user, bench.language, held=held),
    }


def grouped(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """Rows under the name of what they belong to."""
    return [(name, list(found)) for name, found in groupby(rows, lambda row: row.group)]


def filtered(rows: list[Row], request: HttpRequest) -> list[Row]:
    """Those rows that a filter without JavaScript asks for."""
    state, words = request.GET.get("state", ""), request.GET.get("q", "").casefold()
    return [
        row
        for row in rows
        if (not state or row.state == state)
        and (not words or words in f"{row.source}\n{row.text}".casefold())
    ]


def take_form(request: HttpRequest, bench: Bench, rows: list[Row]) -> tuple[list[Row], bool]:
    """Do what a plain form says: one row by its button, or all that were changed.

    Returns the rows with what was typed and could not be kept, and whether all could.
    """
    typed = {
        found[1]: (int(found[found.re.groups]), value)
        for name, value in request.POST.items()
        if (found := FIELD.fullmatch(name))
    }
    asked = {key: act for act in ("save", "validate", "back") if (key := request.POST.get(act))}
    after = [_take_row(bench, row, typed, asked) for row in rows]
    kept = not any(row.note for row in after)
    if kept:
        messages.success(request, _("Saved."))
    return after, kept


def _take_row(bench: Bench, row: Row, typed: dict[str, Any], asked: dict[str, str]) -> Row:
    if row.key not in typed or not bench.may_write(row.place):
        return row
    seen, text = typed[row.key]
    act = asked.get(row.key)
    if act is None and clean(text) == clean(row.text):
        return row
    try:
        note = perform(bench, row, Entry(row.key, act or "save", seen, text, {}))
    except ChangedMeanwhile as clash:
        note = _("Somebody else has saved another text meanwhile: %(text)s") % {"text": clash.text}
    except ValidationError as error:
        note = " ".join(error.messages)
    return replace(row, text=text, note=note)


@require_POST
def save(request: HttpRequest, translation_id: int) -> JsonResponse:
    """One act on one text of a page."""
    return enter(request, PageBench(request, translation_id))


@require_GET
def aside(request: HttpRequest, translation_id: int, row: str) -> HttpResponse:
    """What helps with one text of a page."""
    return show_aside(request, PageBench(request, translation_id), row)


def show_aside(request: HttpRequest, bench: Bench, key: str) -> HttpResponse:
    """What helps with one text: what was translated before, terms, remarks, its history."""
    row = bench.row(bench.place(key))
    review = review_of(row.place)
    terms = glossary(row.source_language, bench.language) if row.source else None
    return screen(
        request,
        "workbench/aside",
        "",
        bench=bench,
        row=row,
        matches=[] if row.is_optional else matches(row.source, bench.language, place=row.place),
        marked_source=highlight(row.marked_source, terms) if terms else "",
        terms=terms.pairs_in(as_plain(row.sentence)) if terms else [],
        review=review,
        author=name_of(review.author) if review else "",
        by=name_of(review.by) if review else "",
        comments=comments_about(row.place),
        back=f"{bench.address('workbench')}#{row.key}",
    )


@require_POST
def presence(request: HttpRequest, translation_id: int) -> JsonResponse:
    """A sign of life of a screen; answers who else has the page open."""
    return beat(request, PageBench(request, translation_id))


def beat(request: HttpRequest, bench: Bench) -> JsonResponse:
    return JsonResponse({"others": others_at(bench.name, request.user)})


@require_GET
@xframe_options_sameorigin_override
def preview(request: HttpRequest, translation_id: int) -> HttpResponse:
    """The page in the language as it would look with what is saved now."""
    translation = PageBench(request, translation_id).translation
    page = translation.source.get_ephemeral_translated_instance(
        translation.target_locale, fallback=True
    )
    if not isinstance(page, Page):
        raise Http404
    apply_own_texts(page)
    # Without Wagtail's own button, which leads away from the preview.
    return page.make_preview_request(request, page.default_preview_mode, {"in_preview_panel": True})


@require_POST
def publish(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Publish the page in this language, if no text is missing."""
    bench = PageBench(request, translation_id)
    if not bench.may_publish:
        raise PermissionDenied
    if why := refusal(bench):
        messages.error(request, why)
    else:
        _publish(request, bench)
    return redirect(bench.address("workbench"))


def refusal(bench: PageBench) -> str:
    """Why the page may not go live now; "" when nothing stands in the way."""
    if getattr(bench.target, "workflow_in_progress", False):
        return _("Not published: this page is in moderation, and goes live with its approval.")
    left = missing_strings(bench.translation)
    sentence = ngettext(
        "Not published: %(count)d sentence is still to be translated.",
        "Not published: %(count)d sentences are still to be translated.",
        left,
    )
    return sentence % {"count": left} if left else ""


def _publish(request: HttpRequest, bench: PageBench) -> None:
    try:
        publish_translation(bench.translation, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Published: readers see it now."))
        _tell_errors(request, bench)


def _tell_errors(request: HttpRequest, bench: PageBench) -> None:
    """What is translated may be published; that the checks found errors in it is told."""
    strings = string_work([bench.translation])[bench.translation.pk]
    count = erroneous(strings, bench.language, glossary(source_language(), bench.language))
    if count:
        text = ngettext(
            "It has %(count)d sentence with an error: the checks name it.",
            "It has %(count)d sentences with errors: the checks name them.",
            count,
        )
        messages.warning(request, text % {"count": count})


def sentences() -> dict[str, str]:
    """What the screen's script says."""
    return {
        "saving": _("Saving…"),
        "saved": _("Everything is saved."),
        "unsaved": _("Not saved yet."),
        "offline": _(
            "No connection. Your words are kept in this browser, and saved when it is back."
        ),
        "refused": _(
            "Not saved: your session has ended. Log in again in another window, then try again."
            " Your words are kept in this browser."
        ),
        "restored": _("Words that had not been saved are back in their fields: %(count)s."),
        "others": _(
            "Also open at this moment: %(names)s. Nobody writes over anybody: what was saved"
            " meanwhile is shown first."
        ),
        "undone": _("The last save is undone."),
        "nothing_to_undo": _("Nothing was saved here that could be undone."),
        "none_left": _("Nothing left to do below or above."),
        "shown": _("%(count)s of %(total)s texts"),
        "keep_mine": _("Keep my text"),
        "take_theirs": _("Take this text"),
        "link": _("Link %(number)s"),
        "copied": _("The source is copied."),
        "no_match": _("There is no such proposal."),
        "percent": _("%(percent)s%%") % {"percent": "%(percent)s"},
        "done": _("%(percent)s%% done") % {"percent": "%(percent)s"},
        "preview": _("Preview of the page"),
        "mend": _("Mend it so"),
        "reason": _("Reason (may stay empty)"),
        "dismiss": _("It is right so"),
        "looked_at": _("Looked at"),
    }
