"""What stands before and after every view."""

import re
from collections.abc import Callable, Iterable

from django.conf import settings
from django.contrib import messages
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.users.models import UserProfile

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


class KeepWhatIsUsed:
    """Refuses, with the reason, to delete what something else needs, such as a file that readers
    are led to. Wagtail's own screens for images and documents would fail instead."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Back to the question, which names what is in the way."""
        if not isinstance(exception, ProtectedError) or not request.user.is_authenticated:
            return None
        # The view's own language ended with the view.
        with override(UserProfile.get_for_user(request.user).get_preferred_language()):
            messages.error(request, _("Not deleted: it is still used elsewhere."))
        return redirect(request.get_full_path())


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
