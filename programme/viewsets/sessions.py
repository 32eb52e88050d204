"""Sessions and the tracks that group them."""

from typing import Any

from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel

from programme.forms.choosers import FactSelect
from programme.forms.facts import SessionForm
from programme.models import Session, Track
from programme.services.sessions import create_session, save_session
from translations.panels import label_panels

from .facts import (
    BulkIndexView,
    FactCreateView,
    FactEditView,
    FactViewSet,
    facts_and_texts,
    facts_form,
)
from .filters import SessionFilter, TrackFilter


class SessionIndexView(BulkIndexView):
    bulk_permission = "programme.change_session"


class SessionCreateView(FactCreateView):
    presets_edition = True

    def add(self, instance: Session, form: Any) -> None:
        create_session(
            instance,
            spoken=form.cleaned_data["spoken"],
            interpreted=form.cleaned_data["interpreted"],
            user=self.request.user,
        )


class SessionEditView(FactEditView):
    def change(self, instance: Session, form: Any) -> None:
        save_session(
            instance,
            spoken=form.cleaned_data["spoken"],
            interpreted=form.cleaned_data["interpreted"],
            user=self.request.user,
        )


class SessionViewSet(FactViewSet):
    model = Session
    icon = "comment"
    add_view_class = SessionCreateView
    edit_view_class = SessionEditView
    list_display = ["title", "code", "kind", "track", "state"]
    index_view_class = SessionIndexView
    filterset_class = SessionFilter
    search_fields = ["code", "title_fr", "title_ko", "title_en"]
    edit_handler = facts_and_texts(
        label_panels("title", gettext_lazy("Title")),
        MultiFieldPanel(
            [
                "edition",
                "code",
                "kind",
                FieldPanel(
                    "track",
                    widget=FactSelect("track_chooser", gettext_lazy("Find or add a track…")),
                ),
                "travel_minutes",
                "signup_required",
                "state",
            ],
            heading=gettext_lazy("Session"),
        ),
        MultiFieldPanel(
            [FieldPanel("spoken"), FieldPanel("interpreted")],
            heading=gettext_lazy("Languages"),
        ),
        InlinePanel(
            "session_speakers",
            panels=[
                FieldPanel(
                    "speaker",
                    widget=FactSelect("speaker_chooser", gettext_lazy("Find or add a speaker…")),
                ),
                "role",
                "order",
            ],
            label=gettext_lazy("Speaker"),
        ),
        InlinePanel(
            "interpretation_assignments",
            panels=[
                FieldPanel(
                    "interpreter",
                    widget=FactSelect(
                        "interpreter_chooser", gettext_lazy("Find or add an interpreter…")
                    ),
                ),
                "source",
                "target",
            ],
            label=gettext_lazy("Interpretation"),
        ),
        form=SessionForm,
    )


class TrackCreateView(FactCreateView):
    presets_edition = True


class TrackViewSet(FactViewSet):
    model = Track
    add_view_class = TrackCreateView
    icon = "list-ul"
    list_display = ["name", "edition", "colour"]
    filterset_class = TrackFilter
    search_fields = ["name_fr", "name_ko", "name_en"]
    edit_handler = facts_form(
        label_panels("name", gettext_lazy("Name")), "edition", "colour", "order"
    )
