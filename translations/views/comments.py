"""Questions from translators, and answers."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail_localize.models import Translation

from translations.languages import source_language
from translations.models import Comment
from translations.queries.comments import comments_beside, comments_with_answers, questions
from translations.queries.labels import LabelPlace
from translations.queries.people import languages_of
from translations.queries.rows import AnyPlace, place_in_page, place_of_label
from translations.services.comments import answer_comment, settle_comment, write_comment

from .frame import require_language, screen


@require_GET
def question_list(request: HttpRequest) -> HttpResponse:
    """Questions in the user's languages: those that are open, or the settled ones."""
    languages = languages_of(request.user)
    if not languages:
        raise PermissionDenied
    settled = request.GET.get("state") == "settled"
    return screen(
        request,
        "questions",
        _("Questions from translators"),
        settled=settled,
        source_language=source_language(),
        questions=questions(languages, settled=settled),
    )


@require_POST
def comment(request: HttpRequest, language: str) -> HttpResponse:
    """Write about one text: `row` as in the workbench, with `translation` for one of a page."""
    require_language(request, language)
    place = place_sent(request, language)
    return done(request, lambda: write_comment(place, sent_text(request), request.user))


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a comment, or settle it, or open it again."""
    held = get_object_or_404(comments_with_answers(), pk=pk)
    require_language(request, held.locale.language_code)
    return done(request, lambda: follow(held, request))


def follow(held: Comment, request: HttpRequest) -> Comment:
    """Add what was written, if anything, and settle the comment where that was asked."""
    text, settled = sent_text(request), request.POST.get("settled")
    if text.strip() or settled is None:
        answer_comment(held, text, request.user)
    if settled is not None:
        settle_comment(held, settled=settled == "1")
    return held


def sent_text(request: HttpRequest) -> str:
    return request.POST.get("text", "")


def place_sent(request: HttpRequest, language: str) -> AnyPlace:
    """The text that a comment is about; raises Http404 for none."""
    row, number = request.POST.get("row", ""), request.POST.get("translation", "")
    place: AnyPlace | None = None
    if number.isascii() and number.isdigit():
        rows = Translation.objects.filter(target_locale__language_code=language)
        place = place_in_page(row, get_object_or_404(rows.select_related("source"), pk=number))
    else:
        place = place_of_label(row, language)
    if place is None or not exists(place):
        raise Http404
    return place


def exists(place: AnyPlace) -> bool:
    """Whether there is still something to write about."""
    if isinstance(place, LabelPlace):
        return place.labels.model._default_manager.filter(pk=place.pk).exists()
    return True


def done(request: HttpRequest, act: Callable[[], Comment]) -> HttpResponse:
    """Do it, and show what was said about that text: as JSON where that is asked for, else by a
    way back. JSON is 400 with a sentence for what was refused.
    """
    html = request.accepts("text/html")
    try:
        held = act()
    except ValidationError as error:
        said = " ".join(error.messages)
        if not html:
            return JsonResponse({"error": said}, status=400)
        messages.error(request, said)
    if html:
        return redirect(get_valid_next_url_from_request(request) or "translations:questions")
    context = {"comments": comments_beside(held), "next": request.POST.get("next", "")}
    shown = render_to_string("translations/comment_list.html", context, request)
    return JsonResponse({"html": shown})
