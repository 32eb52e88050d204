"""A form filled in, as a browser sends it."""

import uuid
from typing import Any

from programme.models import Edition
from registrations.models import ParticipantCategory

FORM = "/{}/forum-2027/registration/form/"


def filled(edition: Edition, **changes: Any) -> dict[str, Any]:
    """Everything typed, and the review about to be sent; `changes` replace single fields."""
    category = ParticipantCategory.objects.filter(edition=edition).first()
    return {
        "key": str(uuid.uuid4()),
        "at": "review",
        "go": "send",
        "seen": ["person", "participation", "consents"],
        "family_name": "홍",
        "given_name": "길동",
        "name_other": "HONG Gildong",
        "display_order": "family_first",
        "form_of_address": "mr",
        "category": str(category.pk),
        "organisation_name": "수원시",
        "position": "국장",
        "country": "KR",
        "email": "hong@suwon.example",
        "language": "ko",
        "mode": "on_site",
        "sessions": [],
        "consent_terms": "on",
        **changes,
    }


def session_pk(edition: Edition, code: str) -> str:
    return str(edition.sessions.get(code=code).pk)
