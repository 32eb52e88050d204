"""What the form of a session chooses from, each with a form to add what is missing."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from home.forms import key_in, keys_in
from programme.forms.choosers import (
    InterpreterSearch,
    NewInterpreterForm,
    NewSpeakerForm,
    NewTrackForm,
    SpeakerSearch,
    TrackSearch,
)
from programme.models import Edition, Interpreter, Session, Speaker, Track
from programme.services.fact_pages import add_fact
from programme.services.interpreters import save_interpreter
from programme.services.sessions import create_speaker

from .facts import edition_asked_for

SESSIONS = ModelPermissionPolicy(Session)


class ForSessions:
    """Open to whoever may write sessions, and about the edition that the address names."""

    model_class: Any
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not SESSIONS.user_has_any_permission(request.user, ["add", "change"]):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    @cached_property
    def edition(self) -> Edition | None:
        return edition_asked_for(self.request)

    def get_object_list(self) -> Any:
        return self.model_class.objects.filter(edition=self.edition)

    def get_creation_form_kwargs(self) -> dict[str, Any]:
        return super().get_creation_form_kwargs() | {"edition": self.edition}  # type: ignore[misc]


class FactChooseView(ForSessions, chooser.ChooseView):
    pass


class FactResultsView(ForSessions, chooser.ChooseResultsView):
    pass


class FactChosenView(ForSessions, chooser.ChosenView):
    def get_object(self, pk: str) -> Any:
        return get_object_or_404(self.model_class, pk=key_in(pk))


class FactsChosenView(ForSessions, chooser.ChosenMultipleView):
    def get_objects(self, pks: list[str]) -> Any:
        return super().get_objects(keys_in(pks))


class FactAddView(ForSessions, chooser.CreateView):
    """Adds a fact through its service; what stands against it is said in the form."""

    form: Any

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            return super().post(request)
        except ValidationError as error:
            self.form.add_error(None, error.messages)
            return self.get_reshow_creation_form_response()

    def save_form(self, form: Any) -> Any:
        fact = form.save(commit=False)
        self.add(fact)
        return fact

    def add(self, fact: Any) -> None:
        add_fact(fact, self.request.user)


class FactChooserViewSet(ChooserViewSet):
    """A dialogue to search the facts of one edition and to add one."""

    register_widget = False
    preserve_url_parameters = ("multiple", "edition")
    choose_view_class = FactChooseView
    choose_results_view_class = FactResultsView
    chosen_view_class = FactChosenView
    chosen_multiple_view_class = FactsChosenView
    create_view_class = FactAddView
    search_form_class: Any = None

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        more = {"filter_form_class": self.search_form_class}
        return super().get_common_view_kwargs(**more | kwargs)


class WithOrganisation:
    """Says beside each speaker from where he or she comes."""

    @property
    def columns(self) -> list[Column]:
        organisation = Column("organisation", label=gettext_lazy("Organisation"))
        return [*super().columns, organisation]  # type: ignore[misc]

    def get_object_list(self) -> Any:
        return super().get_object_list().select_related("organisation")  # type: ignore[misc]


class SpeakerChooseView(WithOrganisation, FactChooseView):
    pass


class SpeakerResultsView(WithOrganisation, FactResultsView):
    pass


class SpeakerAddView(FactAddView):
    def add(self, fact: Speaker) -> None:
        create_speaker(fact, self.request.user)


class SpeakerChooserViewSet(FactChooserViewSet):
    model = Speaker
    icon = "user"
    page_title = gettext_lazy("Speakers of the edition")
    creation_tab_label = gettext_lazy("New speaker")
    create_action_label = gettext_lazy("Add the speaker")
    choose_view_class = SpeakerChooseView
    choose_results_view_class = SpeakerResultsView
    create_view_class = SpeakerAddView
    creation_form_class = NewSpeakerForm
    search_form_class = SpeakerSearch


class InterpreterAddView(FactAddView):
    def add(self, fact: Interpreter) -> None:
        save_interpreter(fact, self.request.user)


class InterpreterChooserViewSet(FactChooserViewSet):
    model = Interpreter
    icon = "openquote"
    page_title = gettext_lazy("Interpreters of the edition")
    creation_tab_label = gettext_lazy("New interpreter")
    create_action_label = gettext_lazy("Add the interpreter")
    create_view_class = InterpreterAddView
    creation_form_class = NewInterpreterForm
    search_form_class = InterpreterSearch


class TrackChooserViewSet(FactChooserViewSet):
    model = Track
    icon = "list-ul"
    page_title = gettext_lazy("Tracks of the edition")
    creation_tab_label = gettext_lazy("New track")
    create_action_label = gettext_lazy("Add the track")
    creation_form_class = NewTrackForm
    search_form_class = TrackSearch


CHOOSERS = (
    SpeakerChooserViewSet("speaker_chooser", url_prefix="choosers/speakers"),
    InterpreterChooserViewSet("interpreter_chooser", url_prefix="choosers/interpreters"),
    TrackChooserViewSet("track_chooser", url_prefix="choosers/tracks"),
)
