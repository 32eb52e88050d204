from typing import Any

from django.http import HttpRequest
from django.urls import include, path
from django.utils.translation import gettext_lazy
from wagtail import hooks

from . import urls
from .components import MailPanel


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [path("outbox/", include(urls))]


@hooks.register("construct_homepage_panels")
def mail_panel(request: HttpRequest, panels: list[Any]) -> None:
    if request.user.has_perm("outbox.view_outgoingemail"):
        panels.append(MailPanel())


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action("outbox.resend", gettext_lazy("Send again"), gettext_lazy("Sent again"))
