"""Codes as an app shows them, and sessions in which one was given."""

import time
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.http import HttpRequest
from django.test import Client


def code(secret: str, later: int = 0) -> str:
    """What the app shows now, or some periods later."""
    counter = int(time.time()) // app_settings.TOTP_PERIOD
    return format_hotp_value(hotp_value(secret, counter + later))


def set_up(user: Any) -> str:
    """Gives the account an app; returns its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def use(client: Client, user: Any) -> None:
    """Writes into the session what allauth writes after password and code."""
    authenticator = Authenticator.objects.filter(user=user, type="totp").first()
    if authenticator is None:
        set_up(user)
        authenticator = Authenticator.objects.get(user=user, type="totp")
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, user, "password", username=user.get_username())
    record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
    request.session.save()
