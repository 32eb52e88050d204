"""The next state of an edition's life."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_required

from programme.calendars import status_on
from programme.forms.state import StateForm
from programme.listeners import mails_on_state
from programme.models import Edition
from programme.services.editions import change_state
from translations.languages import language_codes

from .frame import screen


@permission_required("programme.change_edition")
def state(request: HttpRequest, edition_pk: int) -> HttpResponse:
    """The next state of an edition's life, shown before it is taken."""
    edition: Edition = get_object_or_404(Edition.objects.select_related("venue"), pk=edition_pk)
    form = StateForm(edition, request.POST if request.method == "POST" else None)
    shown = None
    if request.method == "POST" and form.is_valid():
        if "preview" in request.POST:
            shown = preview(form)
        elif take(form, edition, request.user):
            messages.success(request, edition.get_state_display())
            return redirect("editions:edit", edition_pk)
    return screen(request, "state", edition, _("Change state"), form=form, preview=shown)


def take(form: StateForm, edition: Edition, user: Any) -> bool:
    """Take the step of a valid form; what stands against it goes into the form."""
    move = form.cleaned_data["move_places"]
    try:
        change_state(edition, **form.step, move_places=move, user=user, seen=form.seen_mark)
    except ValidationError as error:
        form.add_error(None, error.messages)
        edition.refresh_from_db()
        form.see_again()
        return False
    return True


def preview(form: StateForm) -> dict[str, Any]:
    """What the public will see, and how many mails will leave."""
    planned = form.planned()
    return {
        "edition": planned,
        "languages": language_codes(),
        "mails": mails_on_state(planned, form.before),
        "calendars": status_on(planned, planned.starts_on).label,
    }
