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
from .viewsets.group import ProgrammeGroup


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [path("programme/", include(urls))]


@hooks.register("register_admin_viewset")
def programme_group() -> ProgrammeGroup:
    return ProgrammeGroup()


@hooks.register("construct_homepage_panels")
def editions_panel(request: HttpRequest, panels: list[Any]) -> None:
    if request.user.has_perm("programme.change_schedule"):
        panels.append(EditionsPanel())


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action(
        "programme.change_state", gettext_lazy("Change state"), gettext_lazy("State changed")
    )
    actions.register_action(
        "programme.place", gettext_lazy("Place"), gettext_lazy("Placed in the draft schedule")
    )
    actions.register_action(
        "programme.unplace",
        gettext_lazy("Unplace"),
        gettext_lazy("Taken out of the draft schedule"),
    )
    actions.register_action(
        "programme.release", gettext_lazy("Release"), gettext_lazy("Schedule released")
    )
    actions.register_action(
        "programme.import", pgettext_lazy("exchange", "Import"), gettext_lazy("Programme imported")
    )


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
