"""allauth's views, where ours do something else."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from allauth.account.views import LoginView
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from .adapters import may_enter_admin


class LogIn(LoginView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return self.go_on()
        return super().dispatch(request, *args, **kwargs)

    def go_on(self) -> HttpResponse:
        """For who is logged in already; raises PermissionDenied where that did not suffice.

        A page that is closed to this account sent it here, and would send it here again.
        """
        url = self.get_next_url()
        if url is None:
            return redirect(get_adapter().get_login_redirect_url(self.request))
        admin = urlsplit(url).path.startswith(reverse("wagtailadmin_home"))
        if admin and may_enter_admin(self.request):
            return redirect(url)
        raise PermissionDenied


class SetUp(ActivateTOTPView):
    def form_valid(self, form: Any) -> HttpResponse:
        """The code just typed is the second factor of this session."""
        response: HttpResponse = super().form_valid(form)
        authenticator = Authenticator.objects.get(
            user=self.request.user, type=Authenticator.Type.TOTP
        )
        post_authentication(self.request, authenticator)
        self.request.session.cycle_key()
        return response
