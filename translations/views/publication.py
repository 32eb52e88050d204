"""Publishing in several languages at one instant, and small changes waved through."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.models import Locale, Page
from wagtail.permissions import page_permission_policy

from translations.forms.publication import PublicationForm
from translations.labels import Words
from translations.languages import source_language
from translations.models import Publication
from translations.queries.changes import changes_of
from translations.queries.gate import Candidate, Obstacle, candidates, label_obstacles
from translations.queries.jobs import was_given_up
from translations.queries.people import PUBLISH, may_send
from translations.scopes import Scope, scope, scopes
from translations.services.changes import wave_through
from translations.services.publication import (
    Refused,
    request_publication,
    run_publication,
    withdraw_publication,
)

from .frame import screen, typed


def require_publisher(request: HttpRequest) -> None:
    """Raises PermissionDenied unless the user may publish in all languages at once."""
    if not request.user.has_perm(PUBLISH):
        raise PermissionDenied


def publications(request: HttpRequest) -> HttpResponse:
    """What was published together, what waits for its hour, and where a new one begins."""
    require_publisher(request)
    return screen(
        request,
        "publications",
        _("Publish in all languages"),
        scopes=scopes(),
        publications=Publication.objects.select_related("user")[:50],
    )


def publish_together(request: HttpRequest, name: str) -> HttpResponse:
    """Choose pages of one body of work; they go live in all languages, or none does."""
    require_publisher(request)
    body = scope(name)
    if body is None:
        raise Http404
    found = publishable(request, body)
    form = PublicationForm(found, typed(request))
    refused: list[Any] = []
    if request.method == "POST" and form.is_valid():
        try:
            publication = ask(body, form, request.user)
        except Refused as refusal:
            refused = refusal.obstacles
        else:
            return redirect("translations:publication", publication.pk)
    return screen(
        request,
        "publish_together",
        _("Publish in all languages"),
        body.title,
        form=form,
        changed=[one for one in found if one.changed],
        unchanged=[one for one in found if not one.changed],
        ready=len(form.ready),
        refused=refused,
        labels=label_gaps(body),
        scope=body,
    )


def publishable(request: HttpRequest, body: Scope) -> list[Candidate]:
    """The pages of a body of work that this user may publish; those that can go live first."""
    allowed = page_permission_policy.instances_user_has_permission_for(request.user, "publish")
    keys = set(
        allowed.filter(
            translation_key__in=body.keys(), locale__language_code=source_language()
        ).values_list("translation_key", flat=True)
    )
    locales = list(Locale.objects.exclude(language_code=source_language()).order_by("pk"))
    return sorted(candidates(keys, locales), key=lambda one: (not one.changed, bool(one.obstacles)))


def label_gaps(body: Scope) -> list[Obstacle]:
    """Labels that hold up whatever is published of a body of work."""
    targets = Locale.objects.exclude(language_code=source_language()).order_by("pk")
    codes = list(targets.values_list("language_code", flat=True))
    return label_obstacles([], codes, body.rows())


def ask(body: Scope, form: PublicationForm, user: Any) -> Publication:
    """Hand what was chosen to the worker. Raises Refused."""
    return request_publication(
        body.title,
        [UUID(key) for key in form.cleaned_data["pages"]],
        list(form.cleaned_data["locales"]),
        user,
        scope_name=body.name,
        due_at=form.cleaned_data["due_at"],
        override_reason=form.cleaned_data["override_reason"],
    )


def publication(request: HttpRequest, pk: int) -> HttpResponse:
    """How far one publication is, and what stood in its way."""
    require_publisher(request)
    found = get_object_or_404(Publication.objects.select_related("user"), pk=pk)
    begun = found.state == "running" or (found.state == "waiting" and not found.due_at)
    given_up = begun and was_given_up(run_publication, pk)
    return screen(
        request,
        "publication",
        _("Publication in all languages"),
        found.title,
        publication=found,
        locales=found.locales.order_by("pk"),
        goes_on=begun and not given_up,
        given_up=given_up,
    )


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Call off a publication that waits for its hour."""
    require_publisher(request)
    found = get_object_or_404(Publication, pk=pk)
    if withdraw_publication(found):
        messages.success(request, _("The publication is called off."))
    else:
        messages.error(request, _("Too late: the publication has begun already."))
    return redirect("translations:publication", pk)


def changes(request: HttpRequest, page_id: int) -> HttpResponse:
    """What changed in a source page; what changes no meaning keeps its translations."""
    page = get_object_or_404(Page, pk=page_id)
    if not may_send(request.user, page):
        raise PermissionDenied
    found = changes_of(page)
    if request.method == "POST":
        chosen = set(request.POST.getlist("changes"))
        kept = wave_through(page, [one for one in found if one.name in chosen], request.user)
        text = ngettext(
            "%(count)d translation is kept as it is.",
            "%(count)d translations are kept as they are.",
            kept,
        )
        messages.success(request, text % {"count": kept})
        return redirect("translations:changes", page_id)
    return screen(
        request,
        "changes",
        _("Changes to adapt"),
        Words(page.draft_title, source_language()),
        changes=found,
        page=page,
    )
