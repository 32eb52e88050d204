"""Interpreters: who works behind the booth's window is no entry of a log."""

from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from programme.models.interpretation import Interpreter


def save_interpreter(interpreter: Interpreter, user: Any = None) -> None:
    """Write a new or changed interpreter; the log knows which, but no name."""
    action = "wagtail.edit" if interpreter.pk else "wagtail.create"
    with transaction.atomic():
        interpreter.save()
        _note(interpreter, action, user)


def delete_interpreter(interpreter: Interpreter, user: Any = None) -> None:
    """Delete an interpreter; sessions are left without, and the check says so."""
    with transaction.atomic():
        _note(interpreter, "wagtail.delete", user, deleted=True)
        interpreter.delete()


def _note(interpreter: Interpreter, action: str, user: Any, **more: Any) -> None:
    kind, edition = interpreter._meta.verbose_name, interpreter.edition
    title = f"{kind} {interpreter.pk} · {edition}"
    log(instance=interpreter, action=action, user=user, title=title, **more)
