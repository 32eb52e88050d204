"""The admin side of the programme; screens are declared in viewsets and views."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail import hooks
from wagtail.models import Page

from . import urls
from .components import EditionsPanel
from .pages import FactPage
from .viewsets.bulk import AskSpeakers, AssignTrack, CancelSessions
from .viewsets.choosers import CHOOSERS
from .viewsets.group import ProgrammeGroup


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [path("programme/", include(urls))]


@hooks.register("register_admin_viewset")
def programme_group() -> ProgrammeGroup:
    return ProgrammeGroup()


@hooks.register("register_admin_viewset")
def choosers() -> list[Any]:
    return list(CHOOSERS)


for act in (AssignTrack, CancelSessions, AskSpeakers):
    hooks.register("register_bulk_action", act)


@hooks.register("construct_homepage_panels")
def editions_panel(request: HttpRequest, panels: list[Any]) -> None:
    if request.user.has_perm("programme.change_schedule"):
        panels.append(EditionsPanel())


#: What the log of the programme knows: action, the verb, and what was done.
LOG_ACTIONS = [
    ("change_state", gettext_lazy("Change state"), gettext_lazy("State changed")),
    ("place", gettext_lazy("Place"), gettext_lazy("Placed in the draft schedule")),
    (
        "unplace",
        gettext_lazy("Remove from the draft schedule"),
        gettext_lazy("Taken out of the draft schedule"),
    ),
    ("release", gettext_lazy("Release"), gettext_lazy("Schedule released")),
    (
        "restore",
        gettext_lazy("Put a version into the draft"),
        gettext_lazy("Version put into the draft"),
    ),
    ("session_cancelled", gettext_lazy("Cancel a session"), gettext_lazy("Session cancelled")),
    (
        "session_confirmed",
        gettext_lazy("Reinstate a session"),
        gettext_lazy("Session takes place after all"),
    ),
    ("import", pgettext_lazy("exchange", "Import"), gettext_lazy("Programme imported")),
    (
        "copy",
        gettext_lazy("Make from the last edition"),
        gettext_lazy("Made from the last edition"),
    ),
    (
        "keep_figures",
        gettext_lazy("Save key figures"),
        gettext_lazy("Key figures saved as a draft"),
    ),
    (
        "sign_off_figures",
        gettext_lazy("Sign off key figures"),
        gettext_lazy("Key figures signed off"),
    ),
    ("ask_speaker", gettext_lazy("Ask the speaker"), gettext_lazy("Link to the profile sent")),
    (
        "withdraw_links",
        gettext_lazy("Make sent links void"),
        gettext_lazy("Links to the profile made void"),
    ),
    ("propose_profile", gettext_lazy("Propose"), gettext_lazy("Profile proposed")),
    ("decline_profile", gettext_lazy("Decline"), gettext_lazy("Profile declined")),
]


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    for name, label, done in LOG_ACTIONS:
        actions.register_action(f"programme.{name}", label, done)


def send_to_the_fact(request: HttpRequest, page: Page, *_args: Any) -> HttpResponse | None:
    """A page about a fact comes and goes with it: copying or deleting it alone is refused."""
    if not isinstance(page.specific, FactPage):
        return None
    messages.error(
        request,
        _("This page belongs to its facts and cannot be copied, moved or deleted on its own."),
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


hooks.register("before_delete_page", send_to_the_fact)
hooks.register("before_copy_page", send_to_the_fact)
hooks.register("before_move_page", send_to_the_fact)


@hooks.register("before_bulk_action")
def keep_fact_pages(
    request: HttpRequest, action_type: str, objects: list[Any], _action: Any
) -> HttpResponse | None:
    """The same in bulk."""
    if action_type not in {"delete", "move"}:
        return None
    for page in objects:
        if isinstance(page, Page) and (answer := send_to_the_fact(request, page)):
            return answer
    return None
