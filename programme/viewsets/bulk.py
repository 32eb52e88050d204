"""What is done with several facts at once: chosen in a list, confirmed on a screen of its own."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.views.bulk_action import BulkAction

from home.forms import keys_in
from programme.models import Session, Speaker, Track
from programme.services.profiles import ask_speaker
from programme.services.sessions import assign_track, cancel_session


class FactBulkAction(BulkAction):
    """An act on the chosen rows of one kind, for those who may do it."""

    template_name = "programme/admin/bulk.html"
    permission = ""
    icon = "list-ul"
    #: What the button says that does it.
    button: Any = ""
    #: What is said above the chosen rows.
    explanation: Any = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @classmethod
    def get_queryset(cls, model: Any, object_ids: list[Any]) -> Any:
        return super().get_queryset(model, keys_in(map(str, object_ids)))

    def get_all_objects_in_listing_query(self, parent_id: Any) -> list[int]:
        """None: only what somebody has ticked is acted upon."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"action": self}


class SessionBulkAction(FactBulkAction):
    models = [Session]
    permission = "programme.change_session"


class TrackForm(forms.Form):
    """One of the tracks of an edition, or none."""

    track: "forms.ModelChoiceField[Track]" = forms.ModelChoiceField(
        label=gettext_lazy("Track"),
        queryset=Track.objects.none(),
        required=False,
        empty_label=gettext_lazy("No track"),
    )


class AssignTrack(SessionBulkAction):
    """Puts the chosen sessions into a track of their edition."""

    display_name = gettext_lazy("Assign a track")
    action_type = "assign_track"
    aria_label = gettext_lazy("Assign a track to the chosen sessions")
    explanation = gettext_lazy("These sessions get the track; the public sees it at once.")
    button = gettext_lazy("Assign")
    form_class = TrackForm

    def get_form(self, form_class: Any = None) -> Any:
        """Offer the tracks of the one edition that the sessions are of."""
        form = super().get_form(form_class)
        sessions, _refused = self.get_actionable_objects()
        editions = {session.edition_id for session in sessions}
        if len(editions) == 1:
            form.fields["track"].queryset = Track.objects.filter(edition__in=editions)
        return form

    def get_execution_context(self) -> dict[str, Any]:
        return {"track": self.cleaned_form.cleaned_data["track"], "user": self.request.user}

    @classmethod
    def execute_action(cls, objects: Any, **kwargs: Any) -> tuple[int, int]:
        for session in objects:
            assign_track(session, kwargs["track"], kwargs["user"])
        return len(objects), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        words = ngettext(
            "%(count)d session changed.", "%(count)d sessions changed.", num_parent_objects
        )
        return words % {"count": num_parent_objects}


class CancelSessions(SessionBulkAction):
    """Cancels the chosen sessions; readers see it at once."""

    display_name = gettext_lazy("Cancel")
    action_type = "cancel"
    aria_label = gettext_lazy("Cancel the chosen sessions")
    explanation = gettext_lazy(
        "These sessions are shown as cancelled at once, in every language, and stay listed."
    )
    button = gettext_lazy("Yes, cancel them")

    def get_execution_context(self) -> dict[str, Any]:
        return {"user": self.request.user}

    @classmethod
    def execute_action(cls, objects: Any, **kwargs: Any) -> tuple[int, int]:
        standing = [session for session in objects if not session.is_cancelled]
        for session in standing:
            cancel_session(session, kwargs["user"])
        return len(standing), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        words = ngettext(
            "%(count)d session cancelled.", "%(count)d sessions cancelled.", num_parent_objects
        )
        return words % {"count": num_parent_objects}


class AskSpeakers(FactBulkAction):
    """Sends the chosen speakers the link to their profile."""

    models = [Speaker]
    permission = "programme.change_speakersubmission"
    display_name = gettext_lazy("Ask for the profile")
    action_type = "ask"
    aria_label = gettext_lazy("Ask the chosen speakers to complete their profile")
    explanation = gettext_lazy(
        "These speakers get a link by which they complete position, biography and photo. Those "
        "whose address is not known are left out."
    )
    button = gettext_lazy("Send the links")

    def get_execution_context(self) -> dict[str, Any]:
        return {"user": self.request.user}

    @classmethod
    def get_queryset(cls, model: Any, object_ids: list[Any]) -> Any:
        return super().get_queryset(
            model.objects.select_related("edition", "organisation"), object_ids
        )

    @classmethod
    def execute_action(cls, objects: Any, **kwargs: Any) -> tuple[int, int]:
        sent = 0
        for speaker in objects:
            try:
                ask_speaker(speaker, kwargs["user"])
            except ValidationError:
                continue  # no address, or too late: the message says how many there were
            sent += 1
        return sent, len(objects) - sent

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        words = _("Links on their way: %(sent)d. Left out: %(left)d.")
        return words % {"sent": num_parent_objects, "left": num_child_objects}
