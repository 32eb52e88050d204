"""Rules of the languages, for editors."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from translations.forms.rules import RulesForm
from translations.queries.people import SUBMIT
from translations.services.rules import ask_for_second_readers

from .frame import screen, typed


def rules(request: HttpRequest) -> HttpResponse:
    """For which languages a second person validates."""
    if not request.user.has_perm(SUBMIT):
        raise PermissionDenied
    form = RulesForm(typed(request))
    if request.method == "POST" and form.is_valid():
        ask_for_second_readers(form.cleaned_data["second_reader"], request.user)
        messages.success(request, _("Saved."))
        return redirect("translations:rules")
    return screen(request, "rules", _("Rules of the languages"), form=form)
