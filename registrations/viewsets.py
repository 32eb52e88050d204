"""Sections of the admin: what editors set up, and the clerk's list of people."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log

from home.forms import normalised
from outbox.viewsets import MailViewSet
from programme.models import Edition
from programme.viewsets.facts import (
    FactCreateView,
    FactDeleteView,
    FactEditView,
    FactViewSet,
    facts_form,
)
from translations.exports.xlsx import XLSX, workbook
from translations.panels import label_panels

from .enums import RegistrationState
from .forms.settings import ConsentTextForm, QuotaForm
from .models import (
    Attendee,
    ConsentText,
    ParticipantCategory,
    Purge,
    Quota,
    RegistrationSettings,
)
from .queries.people import export_rows, matching, offered_sessions, people
from .services.setting_up import (
    create_consent_text,
    create_quota,
    create_settings,
    delete_settings,
    resize_quota,
    revise_consent_text,
)


class SettingsCreateView(FactCreateView):
    presets_edition = True

    def add(self, instance: RegistrationSettings, form: Any) -> None:
        create_settings(instance, self.request.user)


class SettingsDeleteView(FactDeleteView):
    def delete_action(self) -> None:
        delete_settings(self.object, self.request.user)


class SettingsViewSet(FactViewSet):
    model = RegistrationSettings
    add_view_class = SettingsCreateView
    delete_view_class = SettingsDeleteView
    icon = "cog"
    menu_label = gettext_lazy("Times and rules")
    list_display = ["edition", "opens_at", "closes_at"]
    edit_handler = facts_form(
        "edition",
        MultiFieldPanel(
            ["opens_at", "closes_at", "change_deadline"], heading=gettext_lazy("Times")
        ),
        MultiFieldPanel(
            ["retention_days", "needs_retention_days"], heading=gettext_lazy("Erasure")
        ),
        "contact_email",
        MultiFieldPanel(["joining_link"], heading=gettext_lazy("Online participants")),
        label_panels("joining_note", gettext_lazy("How to join and hear the interpretation")),
    )


class CategoryCreateView(FactCreateView):
    presets_edition = True


class CategoryViewSet(FactViewSet):
    model = ParticipantCategory
    add_view_class = CategoryCreateView
    icon = "tag"
    list_display = ["name", "edition"]
    list_filter = ["edition"]
    edit_handler = facts_form(label_panels("name", gettext_lazy("Name")), "edition", "order")


class QuotaCreateView(FactCreateView):
    presets_edition = True

    def add(self, instance: Quota, form: Any) -> None:
        create_quota(instance, self.request.user)


class QuotaEditView(FactEditView):
    def change(self, instance: Quota, form: Any) -> None:
        resize_quota(instance, self.request.user)


class QuotaViewSet(FactViewSet):
    model = Quota
    add_view_class = QuotaCreateView
    edit_view_class = QuotaEditView
    icon = "group"
    menu_label = gettext_lazy("Seats")
    list_display = ["__str__", "edition", "size", "taken"]
    list_filter = ["edition"]
    edit_handler = ObjectList(
        [
            FieldPanel("edition"),
            FieldPanel("size"),
            MultiFieldPanel(["session"], heading=gettext_lazy("Seats of one session")),
            MultiFieldPanel(["mode", "category"], heading=gettext_lazy("Or of the whole edition")),
        ],
        base_form_class=QuotaForm,
    )


class ConsentTextCreateView(FactCreateView):
    presets_edition = True

    def add(self, instance: ConsentText, form: Any) -> None:
        create_consent_text(instance, self.request.user)


class ConsentTextEditView(FactEditView):
    def change(self, instance: ConsentText, form: Any) -> None:
        revise_consent_text(instance, self.request.user)


class ConsentTextViewSet(FactViewSet):
    model = ConsentText
    add_view_class = ConsentTextCreateView
    edit_view_class = ConsentTextEditView
    icon = "doc-full"
    list_display = ["get_purpose_display", "version", "edition"]
    list_filter = ["edition", "purpose"]
    edit_handler = ObjectList(
        [
            FieldPanel("edition"),
            FieldPanel("purpose"),
            label_panels("text", gettext_lazy("Text")),
        ],
        base_form_class=ConsentTextForm,
    )


class PeopleFilter(WagtailFilterSet):
    """What a clerk narrows the list by; none of it says who somebody is."""

    edition = ModelChoiceFilter(
        field_name="registration__edition",
        queryset=Edition.objects.filter(registration_settings__isnull=False),
        label=gettext_lazy("Edition"),
    )
    state = ChoiceFilter(
        field_name="registration__state",
        choices=RegistrationState.choices,
        label=gettext_lazy("State"),
    )
    session = ModelChoiceFilter(
        field_name="signups__session",
        queryset=offered_sessions(),
        label=gettext_lazy("Visit or workshop"),
    )

    class Meta:
        model = Attendee
        fields = ["edition", "state", "mode", "category", "interpretation_language", "session"]


class PeopleView(generic.IndexView):
    """The clerk's list. The search is posted: names do not belong in addresses and logs."""

    template_name = "registrations/admin/people.html"
    FORMATS = ("xlsx",)
    list_export = ["reference"]
    searched_for = ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list of those who match what was typed, on one page."""
        self.searched_for = normalised(request.POST.get("search", ""))[:200]
        self.paginate_by = None
        return self.get(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[Attendee]:
        return people()

    def search_queryset(self, queryset: QuerySet[Attendee]) -> QuerySet[Attendee]:
        return matching(queryset, self.searched_for) if self.searched_for else queryset

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(*args, **kwargs) | {"searched_for": self.searched_for}

    @cached_property
    def show_export_buttons(self) -> bool:
        return self.request.user.has_perm("registrations.export_attendee")

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """The spreadsheet, in the one format that opens rightly in every script."""
        return [
            button for button in super().header_more_buttons if button.url != self.csv_export_url
        ]

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> HttpResponse:
        """Everybody in the list as an XLSX file; the log says who took it, and for whom."""
        if not self.show_export_buttons:
            raise PermissionDenied
        rows = list(export_rows(queryset, needs=True))
        for edition in Edition.objects.filter(registrations__attendees__in=queryset).distinct():
            log(
                instance=edition,
                action="registrations.export",
                user=self.request.user,
                data={"people": len(rows) - 1},
            )
        return HttpResponse(
            workbook(rows),
            content_type=XLSX,
            headers={
                "Content-Disposition": 'attachment; filename="participants.xlsx"',
                "Cache-Control": "no-store",
            },
        )


class PeopleViewSet(ModelViewSet):
    """Participants are registered by themselves; here they are found, seen and helped."""

    model = Attendee
    icon = "user"
    index_view_class = PeopleView
    filterset_class = PeopleFilter
    copy_view_enabled = False
    form_fields: list[str] = []
    list_per_page = 50
    list_display = [
        TitleColumn(
            "name",
            label=gettext_lazy("Name"),
            sort_key="family_name",
            get_url=lambda attendee: reverse(
                "registrations_admin:person", args=[attendee.registration.key]
            ),
        ),
        Column("name_other", label=gettext_lazy("Name in the other script")),
        Column("registration.organisation_name", label=gettext_lazy("Organisation")),
        Column("category", label=gettext_lazy("Category")),
        Column("get_mode_display", label=gettext_lazy("Participation"), sort_key="mode"),
        Column("registration.get_state_display", label=gettext_lazy("State")),
        DateColumn(
            "registration.created_at",
            label=gettext_lazy("Received"),
            sort_key="registration__created_at",
        ),
    ]

    def register_admin_url_finder(self) -> None:
        """None: reports would look for the page to edit a person, and there is none."""

    def get_urlpatterns(self) -> list[URLPattern]:
        """People are neither added nor deleted by hand."""
        shown = {"index", "index_results"}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in shown]


class PurgeViewSet(ModelViewSet):
    """Proof of what was erased."""

    model = Purge
    icon = "bin"
    copy_view_enabled = False
    form_fields: list[str] = []
    list_filter = ["edition", "what"]
    list_display = [
        Column("edition", label=gettext_lazy("Edition")),
        Column("get_what_display", label=gettext_lazy("What")),
        Column("people", label=gettext_lazy("People")),
        Column("mails", label=gettext_lazy("Addresses of mails")),
        DateColumn("done_at", label=gettext_lazy("Erased on"), sort_key="done_at"),
    ]

    def register_admin_url_finder(self) -> None:
        """None: there is no page to edit a proof."""

    def get_urlpatterns(self) -> list[URLPattern]:
        """Proof is written by the purge only."""
        shown = {"index", "index_results"}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in shown]


class RegistrationGroup(ModelViewSetGroup):
    menu_label = gettext_lazy("Registration")
    menu_icon = "clipboard-list"
    menu_order = 120
    items = (
        PeopleViewSet("participants"),
        MailViewSet("outgoing_emails"),
        SettingsViewSet("registration_settings"),
        QuotaViewSet("quotas"),
        CategoryViewSet("participant_categories"),
        ConsentTextViewSet("consent_texts"),
        PurgeViewSet("purges"),
    )
