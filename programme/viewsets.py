"""The editors' sections: facts and labels in one form, the pages of words beside them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets.button import Button

from translations.languages import language_codes

from .forms import EditionForm, FactForm, SessionForm
from .models import Edition, Organisation, Room, Session, Speaker, Theme, Track, Venue
from .panels import PagesPanel
from .queries.editions import editions_ahead
from .services.editions import create_edition
from .services.fact_pages import add_fact, delete_fact, save_fact
from .services.sessions import create_session, create_speaker, save_session


def label_panels(name: str, heading: Any) -> MultiFieldPanel:
    """One field per language, each named by its language and never by a column."""
    return MultiFieldPanel(
        [
            FieldPanel(
                f"{name}_{code}",
                heading=get_language_info(code)["name_local"].capitalize(),
                attrs={"lang": code},
            )
            for code in language_codes()
        ],
        heading=heading,
    )


def facts_form(*panels: Any) -> ObjectList:
    """The form of a fact that has no pages of words."""
    return ObjectList(list(panels), base_form_class=FactForm)


def facts_and_texts(*panels: Any, form: type[FactForm] = FactForm) -> TabbedInterface:
    """The form of a fact with pages of words: two tabs."""
    facts = ObjectList(list(panels), heading=gettext_lazy("Facts and labels"))
    texts = ObjectList([PagesPanel()], heading=gettext_lazy("Texts"))
    return TabbedInterface([facts, texts], base_form_class=form)


#: Relations that the columns of the lists name.
NAMED = {"edition", "track", "host", "venue", "organisation", "session", "category"}


class FactCreateView(generic.CreateView):
    """Adds a fact through the service that also makes its page."""

    presets_edition = False

    def get_initial_form_instance(self) -> models.Model | None:
        """With one edition ahead there is no need to choose it."""
        ahead = list(editions_ahead()[:2]) if self.presets_edition else []
        return self.model(edition=ahead[0]) if len(ahead) == 1 else None

    def save_instance(self) -> models.Model:
        instance = self.form.save(commit=False)
        self.add(instance, self.form)
        self.form.save_m2m()
        return instance

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)

    def add(self, instance: Any, form: Any) -> None:
        add_fact(instance, self.request.user)

    def get_success_url(self) -> str:
        """Straight on to the new fact: its words come next."""
        return self.get_edit_url()


class FactIndexView(generic.IndexView):
    """Lists facts together with what their columns name."""

    def get_base_queryset(self) -> Any:
        joined = [f.name for f in self.model._meta.fields if f.many_to_one and f.name in NAMED]
        return super().get_base_queryset().select_related(*joined)


class FactEditView(generic.EditView):
    """Changes a fact through the service that keeps its pages' titles true."""

    def save_instance(self) -> models.Model:
        instance = self.form.save(commit=False)
        self.change(instance, self.form)
        self.form.save_m2m()
        return instance

    def change(self, instance: Any, form: Any) -> None:
        save_fact(instance, self.request.user)


class FactDeleteView(generic.DeleteView):
    """Deletes a fact with its own pages, which alone would protect it."""

    def get_usage(self) -> None:
        return None

    def get_usage_url(self) -> None:
        return None

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except (ValidationError, models.ProtectedError, models.RestrictedError) as error:
            reason = (
                error.messages[0]
                if isinstance(error, ValidationError)
                else _("Not deleted: it is still used elsewhere.")
            )
            messages.error(self.request, reason)
            return redirect(self.get_success_url())

    def delete_action(self) -> None:
        delete_fact(self.object, self.request.user)


class FactViewSet(ModelViewSet):
    """A section for one kind of fact."""

    index_view_class = FactIndexView
    add_view_class = FactCreateView
    edit_view_class = FactEditView
    delete_view_class = FactDeleteView
    copy_view_enabled = False
    list_per_page = 50


class OrganisationViewSet(FactViewSet):
    model = Organisation
    icon = "group"
    list_display = ["name", "kind", "country"]
    list_filter = ["kind", "country"]
    search_fields = ["name_fr", "name_ko", "name_en", "acronym"]
    edit_handler = facts_form(
        label_panels("name", gettext_lazy("Name")),
        "acronym",
        "kind",
        "country",
        MultiFieldPanel(["latitude", "longitude"], heading=gettext_lazy("On the map")),
    )


class ThemeViewSet(FactViewSet):
    model = Theme
    icon = "tag"
    edit_handler = facts_form(label_panels("name", gettext_lazy("Name")))


class VenueViewSet(FactViewSet):
    model = Venue
    icon = "home"
    list_display = ["name", "city"]
    edit_handler = facts_form(
        label_panels("name", gettext_lazy("Name")),
        label_panels("city", gettext_lazy("City")),
        label_panels("address", gettext_lazy("Address")),
        "country",
    )


class RoomViewSet(FactViewSet):
    model = Room
    icon = "table"
    list_display = ["name", "venue", "capacity", "interpretation_booths"]
    list_filter = ["venue"]
    edit_handler = facts_form(
        label_panels("name", gettext_lazy("Name")),
        "venue",
        "capacity",
        "interpretation_booths",
        "order",
    )


class TrackCreateView(FactCreateView):
    presets_edition = True


class TrackViewSet(FactViewSet):
    model = Track
    add_view_class = TrackCreateView
    icon = "list-ul"
    list_display = ["name", "edition", "colour"]
    list_filter = ["edition"]
    edit_handler = facts_form(
        label_panels("name", gettext_lazy("Name")), "edition", "colour", "order"
    )


class EditionCreateView(FactCreateView):
    def add(self, instance: Edition, form: Any) -> None:
        create_edition(instance, self.request.user)


class EditionEditView(FactEditView):
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        schedule = Button(
            _("Draft schedule"),
            url=reverse("programme:schedule", args=[self.object.pk]),
            icon_name="calendar-alt",
            priority=5,
        )
        state = Button(
            _("Change state"),
            url=reverse("programme:state", args=[self.object.pk]),
            icon_name="rotate",
            priority=6,
        )
        return [schedule, state, *super().header_more_buttons]


class EditionViewSet(FactViewSet):
    model = Edition
    icon = "date"
    add_view_class = EditionCreateView
    edit_view_class = EditionEditView
    list_display = ["title", "starts_on", "host", "state"]
    list_filter = ["state"]
    edit_handler = facts_and_texts(
        label_panels("title", gettext_lazy("Title")),
        label_panels("theme", gettext_lazy("Theme")),
        MultiFieldPanel(["slug", "number", "hashtag"], heading=gettext_lazy("Identification")),
        MultiFieldPanel(
            ["starts_on", "ends_on", "date_precision", "timezone"],
            heading=gettext_lazy("Dates"),
        ),
        MultiFieldPanel(
            ["host", "venue", "attendance_mode"], heading=gettext_lazy("Place and form")
        ),
        "themes",
        InlinePanel(
            "partners",
            panels=["organisation", "role", "order"],
            label=gettext_lazy("Partner"),
        ),
        label_panels("public_reason", gettext_lazy("Public reason for a change")),
        form=EditionForm,
    )


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
    list_filter = ["edition", "kind", "track", "state"]
    search_fields = ["code", "title_fr", "title_ko", "title_en"]
    edit_handler = facts_and_texts(
        label_panels("title", gettext_lazy("Title")),
        MultiFieldPanel(
            ["edition", "code", "kind", "track", "signup_required", "state"],
            heading=gettext_lazy("Session"),
        ),
        MultiFieldPanel(
            [FieldPanel("spoken"), FieldPanel("interpreted")],
            heading=gettext_lazy("Languages"),
        ),
        InlinePanel(
            "session_speakers",
            panels=["speaker", "role", "order"],
            label=gettext_lazy("Speaker"),
        ),
        form=SessionForm,
    )


class SpeakerCreateView(FactCreateView):
    presets_edition = True

    def add(self, instance: Speaker, form: Any) -> None:
        create_speaker(instance, self.request.user)


class SpeakerViewSet(FactViewSet):
    model = Speaker
    icon = "user"
    add_view_class = SpeakerCreateView
    list_display = ["latin_name", "name_hangul", "organisation", "edition"]
    list_filter = ["edition", "organisation"]
    search_fields = ["family_name", "given_name", "name_hangul"]
    edit_handler = facts_and_texts(
        MultiFieldPanel(
            [
                "form_of_address",
                "family_name",
                "given_name",
                "name_hangul",
                "display_order",
            ],
            heading=gettext_lazy("Name"),
        ),
        label_panels("position", gettext_lazy("Position")),
        MultiFieldPanel(
            [
                "edition",
                "organisation",
                "protocol_rank",
                "photo",
                # For those with a second factor (PERSONAL_DATA_PERMISSIONS).
                FieldPanel("email", permission="programme.see_private_email"),
            ],
            heading=gettext_lazy("Speaker"),
        ),
    )


class ProgrammeGroup(ModelViewSetGroup):
    menu_label = gettext_lazy("Programme")
    menu_icon = "calendar-alt"
    menu_order = 110
    items = (
        EditionViewSet("editions"),
        SessionViewSet("sessions"),
        SpeakerViewSet("speakers"),
        TrackViewSet("tracks"),
        RoomViewSet("rooms"),
        VenueViewSet("venues"),
        OrganisationViewSet("organisations"),
        ThemeViewSet("themes"),
    )
