"""The admin side of registrations; screens are declared in viewsets and views."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from . import admin_urls
from .bulk_actions import MessageThoseSignedUp
from .components import PeoplePanel
from .viewsets import RegistrationGroup


@hooks.register("register_admin_urls")
def urls() -> list[Any]:
    return [path("registrations/", include(admin_urls))]


@hooks.register("register_admin_viewset")
def registration_group() -> RegistrationGroup:
    return RegistrationGroup()


hooks.register("register_bulk_action", MessageThoseSignedUp)


@hooks.register("construct_homepage_panels")
def people_panel(request: HttpRequest, panels: list[Any]) -> None:
    if request.user.has_perm("registrations.view_attendee"):
        panels.append(PeoplePanel())


class Growth(LogFormatter):
    """Quotas that grew because an edition moved online: nobody loses a seat by that."""

    label = gettext_lazy("Add seats")

    def format_message(self, log_entry: Any) -> str:
        """Each quota with its size before and after."""
        grown = "; ".join(
            _("%(name)s: %(before)d → %(after)d") % quota for quota in log_entry.data["quotas"]
        )
        return _("Seats added for those who moved online (%(quotas)s)") % {"quotas": grown}


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    for name, label, done in (
        ("change", gettext_lazy("Change"), gettext_lazy("Answers changed")),
        ("cancel", gettext_lazy("Cancel"), pgettext_lazy("registration", "Cancelled")),
        ("withdraw", gettext_lazy("Withdraw consent"), gettext_lazy("Consent withdrawn")),
        ("admit", gettext_lazy("Admit"), gettext_lazy("Admitted from the waiting list")),
        ("view_services", gettext_lazy("See services"), gettext_lazy("Services seen")),
        ("message", gettext_lazy("Write"), gettext_lazy("Message sent to those signed up")),
        ("export", gettext_lazy("Export"), gettext_lazy("Participants exported")),
    ):
        actions.register_action(f"registrations.{name}", label, done)
    actions.register_action("registrations.grow")(Growth)
