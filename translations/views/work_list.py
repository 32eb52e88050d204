"""What is to do in one language."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from translations.enums import WorkState
from translations.gaps import gaps
from translations.queries.labels import label_work
from translations.queries.pages import page_work
from translations.queries.people import SUBMIT, languages_of, may_edit_pages
from translations.queries.submissions import pages_not_sent

from .frame import require_language, screen


def work_list_index(request: HttpRequest) -> HttpResponse:
    """To the work list of the first language of the user."""
    languages = languages_of(request.user)
    if not languages:
        raise PermissionDenied
    return redirect("translations:work_list", languages[0])


def work_list(request: HttpRequest, language: str) -> HttpResponse:
    """What is to do in one language: pages by state, labels, pages not sent yet."""
    languages = require_language(request, language)
    work = page_work(language)
    return screen(
        request,
        "work_list",
        _("Translations"),
        language=language,
        languages=languages,
        to_do=[item for item in work if item.state != WorkState.PUBLISHED],
        published=[item for item in work if item.state == WorkState.PUBLISHED],
        labels=label_work(language),
        gaps=gaps(language),
        not_sent=pages_not_sent(language),
        can_submit=request.user.has_perm(SUBMIT),
        can_edit=may_edit_pages(request.user, language),
    )
