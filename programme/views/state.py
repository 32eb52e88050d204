"""The next state of an edition's life."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_required

from programme.enums import EditionState
from programme.forms.schedule import StateForm
from programme.models import Edition
from programme.services.editions import change_state

from .frame import screen


@permission_required("programme.change_edition")
def state(request: HttpRequest, edition_pk: int) -> HttpResponse:
    """The next state of an edition's life."""
    edition = get_object_or_404(Edition, pk=edition_pk)
    form = StateForm(edition, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            change_state(edition, EditionState(form.cleaned_data["state"]), request.user)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, edition.get_state_display())
            return redirect("editions:edit", edition_pk)
    return screen(request, "state", edition, _("Change state"), form=form)
