"""What people are told of their own registration: always what is true when the mail is sent."""

from django.utils.translation import gettext as _

from outbox.mails import Keys, Mail
from registrations.enums import RegistrationState

from .letters import about, note, own_link, own_of


def confirmed(keys: Keys, _recipient: str) -> Mail | None:
    """A seat is taken: what, when, where, how to join, and the code for the entrance."""
    return about(
        keys,
        RegistrationState.CONFIRMED,
        _("Registration confirmed"),
        _("Your registration is confirmed. We look forward to your participation."),
    )


def waiting(keys: Keys, _recipient: str) -> Mail | None:
    """All seats are taken; the person is on the list."""
    return about(
        keys,
        RegistrationState.WAITING,
        _("You are on the waiting list"),
        _(
            "All seats are taken. You are on the waiting list; we write to you if a seat can be "
            "given to you."
        ),
    )


def changed(keys: Keys, _recipient: str) -> Mail | None:
    """Answers were changed; the mail replaces the earlier ones."""
    held = own_of(keys)
    if held is None or held.registration.state == RegistrationState.CANCELLED:
        return None
    return about(
        keys,
        RegistrationState(held.registration.state),
        _("Registration changed"),
        _("Your registration has been changed. This message replaces the earlier ones."),
    )


def cancelled(keys: Keys, _recipient: str) -> Mail | None:
    """The registration is cancelled, by the person or by the organisers."""
    return about(
        keys,
        RegistrationState.CANCELLED,
        _("Registration cancelled"),
        _("Your registration is cancelled. We hope to welcome you another time."),
    )


def moved(keys: Keys, _recipient: str) -> Mail | None:
    """To the former address: it is no longer the one of this registration."""
    held = own_of(keys)
    if held is None:
        return None
    return note(
        held,
        _("Address changed"),
        _(
            "Another e-mail address has been entered for this registration. Messages now go "
            "there. If this was not you, please write to us."
        ),
    )


def link(keys: Keys, _recipient: str) -> Mail | None:
    """The link to self-service, asked for again."""
    held = own_of(keys)
    if held is None:
        return None
    return note(
        held,
        _("Link to your registration"),
        _("Here is the link to your registration, as requested."),
        link=own_link(held),
    )
