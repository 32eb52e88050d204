"""On the day itself: the change of one session is public, and told, in two clicks."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_required

from programme.enums import SessionState
from programme.forms.schedule import ChangeNowForm
from programme.models import Session
from programme.queries.drafts import changes_of_session, slots_with
from programme.services.releases import conflicts_of, release_session

from .frame import screen
from .release import preview, release_form


@permission_required("programme.release_schedule")
def change_now(request: HttpRequest, edition_pk: int, session_pk: int) -> HttpResponse:
    """What would be public and who would be told; sent, it is so.

    With `state` the session is cancelled, or takes place after all, in the same step.
    """
    session = chosen_session(edition_pk, session_pk)
    state = ChangeNowForm(request.POST if request.method == "POST" else request.GET).chosen
    session.state = state or session.state
    changes = changes_of_session(session)
    conflicts = conflicts_of(session, slots_with(session))
    form = release_form(request, conflicts)
    if request.method == "POST" and form.is_valid():
        try:
            release_session(
                chosen_session(edition_pk, session_pk), form.terms(), request.user, state=state
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Public now: %(session)s.") % {"session": session.code})
            return redirect("programme:schedule", edition_pk)
    return screen(
        request,
        "change_now",
        session.edition,
        title_of(state),
        session=session,
        state=state,
        **preview(session.edition, changes, conflicts),
        form=form,
    )


def chosen_session(edition_pk: int, session_pk: int) -> Session:
    """The session with its edition; raises Http404."""
    sessions = Session.objects.select_related("edition")
    return get_object_or_404(sessions, pk=session_pk, edition=edition_pk)


def title_of(state: SessionState | None) -> str:
    """What the screen is about to do."""
    if state is None:
        return _("Change now")
    return _("Cancel a session") if state == SessionState.CANCELLED else _("Reinstate a session")
