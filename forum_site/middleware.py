"""What stands before and after every view."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import ProtectedError, QuerySet
from django.db.models.deletion import Collector
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from modelcluster.fields import ParentalKey
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.users.models import UserProfile

from home.forms import keys_in

from .views import bad_request

Handler = Callable[[HttpRequest], HttpResponse]
LONGEST_QUERY = 2_000
LONGEST_PATH = 1_000
FORM = "application/x-www-form-urlencoded"
#: NUL breaks both databases, a lone surrogate every encoder.
BROKEN = re.compile("[\x00\ud800-\udfff]")


class RefuseBrokenInput:
    """Answers 400, in the reader's language, to what no form of ours can send."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self.is_broken(request):
            return bad_request(request)
        return self.get_response(request)

    def is_broken(self, request: HttpRequest) -> bool:
        """Whether the address is too long, or it or a typed form holds a broken character."""
        query = request.META.get("QUERY_STRING", "")
        if len(query) > LONGEST_QUERY or len(request.path_info) > LONGEST_PATH:
            return True
        texts = [request.path_info, *_texts(request.GET.lists())]
        if request.content_type == FORM and request.method in {"POST", "PUT", "PATCH"}:
            typed = request.POST if request.method == "POST" else QueryDict(request.body)
            texts += _texts(typed.lists())
        return any(BROKEN.search(text) for text in texts)


#: Wagtail's screens that delete one file: the argument that names it, and its model.
DELETES_A_FILE: dict[str, tuple[str, Callable[[], Any]]] = {
    "wagtaildocs:delete": ("document_id", get_document_model),
    "wagtailimages:delete": ("image_id", get_image_model),
}
#: And the one that deletes those that were ticked.
DELETES_FILES = "wagtail_bulk_action"
#: So many places are named where something is used.
NAMED = 3


class KeepWhatIsUsed:
    """Refuses, with the reason, to delete what something else needs, such as a file that readers
    are led to. Wagtail's own screens for images and documents would fail instead, or speak of
    a right that is missing."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Refuse before Wagtail does, which would not say why."""
        if request.method != "POST" or not request.user.has_perm("wagtailadmin.access_admin"):
            return None
        try:
            for files in files_to_delete(request, kwargs):
                Collector(using=files.db, origin=files).collect(files)
        except ProtectedError as error:
            return self.refuse(request, error)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What another screen of Wagtail's comes upon while it deletes."""
        if not isinstance(exception, ProtectedError) or not request.user.is_authenticated:
            return None
        return self.refuse(request, exception)

    @staticmethod
    def refuse(request: HttpRequest, error: ProtectedError) -> HttpResponse:
        """Back to the question, with the places where the thing is used."""
        # The view's own language ended with the view, or has not begun.
        with override(UserProfile.get_for_user(request.user).get_preferred_language()):
            said = _("Not deleted: it is still used elsewhere.")
            if places := places_of(error, request.user):
                said = _("Not deleted: it is still used by %(places)s.") % {"places": places}
            messages.error(request, said)
        return redirect(request.get_full_path())


def files_to_delete(request: HttpRequest, kwargs: dict[str, Any]) -> Iterator[QuerySet[Any]]:
    """The images or documents that a request asks Wagtail to delete."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    if name in DELETES_A_FILE:
        argument, model = DELETES_A_FILE[name]
        yield model().objects.filter(pk=kwargs[argument])
    elif name == DELETES_FILES and kwargs["action"] == "delete":
        asked = (kwargs["app_label"], kwargs["model_name"])
        pks = keys_in(request.GET.getlist("id"))
        for _argument, model in DELETES_A_FILE.values():
            if (model()._meta.app_label, model()._meta.model_name) == asked:
                yield model().objects.filter(pk__in=pks)


def places_of(error: ProtectedError, user: Any) -> str:
    """What protects a thing, by name, as far as this user may open it; "" where nothing is."""
    finder = AdminURLFinder(user)
    owners = [owner(row) for row in error.protected_objects]
    names = sorted({str(thing) for thing in owners if finder.get_edit_url(thing)})
    quoted = [_("“%(name)s”") % {"name": name} for name in names[:NAMED]]
    return ", ".join(quoted) + ("…" if len(names) > NAMED else "")


def owner(row: Any) -> Any:
    """What a row is a part of, such as the material of a version; else the row itself."""
    parents = [field.name for field in row._meta.fields if isinstance(field, ParentalKey)]
    return getattr(row, parents[0]) if parents else row


def _texts(lists: Iterable[tuple[str, list[str]]]) -> list[str]:
    return [text for name, values in lists for text in (name, *values)]


#: Beginnings of the inline scripts that Wagtail's own widgets write. Only these get the
#: nonce: giving it to every script would give it to an injected one too.
WAGTAIL_SCRIPT = re.compile(
    rb"""<script(?: type="text/javascript")?>(?=\s*(?:init(?:Date|Time|DateTime)Chooser\("""
    rb"""|new [A-Za-z]+Chooser\(|create[A-Za-z]+Chooser\("""
    rb"""|\(function\(\) \{\s*var panel = new InlinePanel\(|if \(typeof window\.chooserUrls"""
    rb"""|document\.addEventListener\('DOMContentLoaded'))"""
)


class AdminContentSecurityPolicy:
    """The admin's own policy, and the nonce on the scripts of Wagtail's widgets."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.prefix = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(self.prefix):
            response._csp_config = settings.ADMIN_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]
            if not response.streaming and "text/html" in response.get("Content-Type", ""):
                self.give_nonce(request, response)
        return response

    @staticmethod
    def give_nonce(request: HttpRequest, response: HttpResponse) -> None:
        nonce = str(request.csp_nonce).encode()  # type: ignore[attr-defined]
        response.content = WAGTAIL_SCRIPT.sub(b'<script nonce="%s">' % nonce, response.content)
        if response.has_header("Content-Length"):
            response["Content-Length"] = str(len(response.content))
