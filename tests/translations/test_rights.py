"""Everybody of the cast at every address about translations, language by language."""

import json
import uuid
from collections import defaultdict
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from django.urls import resolve
from wagtail.models import Locale
from wagtail_localize.models import OverridableSegment, StringSegment, Translation

from registrations.queries.offer import offer_of
from registrations.services.entries import register
from registrations.tokens import STAY, Access, token
from tests import second_factor
from tests.forum_site.test_access import COOKIE, Address, addresses, details, everything
from translations.models import ImportedFile, Submission
from translations.services.exchange import keep_file

SPACES = {"wagtail_localize", "translations"}
CAST = [
    "visitor",
    "participant",
    "stranger",
    "clerk",
    "editor",
    "moderator",
    "translator-ko",
    "translator-en",
]
LANGUAGES = ["ko", "en"]
FORM = "application/x-www-form-urlencoded"


def named() -> dict[str, Address]:
    return {a.name: a for a in addresses() if a.name.split(":")[0] in SPACES}


class World:
    def __init__(self, session: Any, language: str) -> None:
        self.session, self.language = session, language
        source = session.pages.get(locale__language_code="fr")
        page = session.pages.get(locale__language_code=language)
        into = Translation.objects.get(
            source__object=session.key, target_locale__language_code=language
        )
        segment = StringSegment.objects.filter(source=into.source)[0]
        held = keep_file(language, "x.po", b"", None)
        ours = self.row = f"s-{segment.string_id}-{segment.context_id}"
        self.values = {
            "translation_id": into.pk,
            "translation_source_id": into.source_id,
            "string_segment_id": segment.pk,
            "overridable_segment_id": OverridableSegment.objects.filter(source=into.source)[0].pk,
            "page_id": page.pk,
            "app_label": "programme",
            "model_name": "session",
            "pk": session.pk,
            "mode": "",
            "row": ours,
            "file_pk": held.pk,
            "language": language,
            "name": "programme.session",
        }

    def path(self, address: Address) -> str:
        return address.path(self.values).replace("//", "/")


@pytest.fixture
def linked(session):
    page = session.pages.get(locale__language_code="fr")
    page.abstract = '<p>Un <a href="https://a.example/">lien</a>.</p>'
    page.save_revision().publish()
    return session


def client_of(who: str, edition: Any) -> Client:
    client = Client(raise_request_exception=False)
    if who == "participant":
        person = register(offer_of(edition.slug, "fr"), details(edition, "owner"), uuid.uuid4())
        client.cookies[COOKIE] = token(Access(person.key, person.link_version), STAY)
    elif who != "visitor":
        user = get_user_model().objects.get(username=who)
        client.force_login(user)
        if who == "clerk":
            second_factor.use(client, user)
    return client


def outcome(response: Any) -> str:
    if response.status_code != 302:
        return str(response.status_code)
    path = response["Location"].split("?")[0]
    if path == "/admin/":
        return "denied"
    if path.startswith("/fr/admin/"):
        return "404"
    return resolve(path).view_name


def test_observe(linked, edition, settings):
    settings.FORM_RATE_LIMITS = {}
    table: dict = defaultdict(lambda: defaultdict(set))
    clients = {who: client_of(who, edition) for who in CAST}
    for language in LANGUAGES:
        world = World(linked, language)
        for name, address in named().items():
            for method in ("get", "post", "put", "delete"):
                if method in ("put", "delete") and "edit_" not in name:
                    continue
                for who, client in clients.items():
                    sid = transaction.savepoint()
                    kw = (
                        {"data": "value=x", "content_type": FORM}
                        if method in ("put", "delete")
                        else {"data": {}}
                    )
                    response = getattr(client, method)(world.path(address), **kw)
                    table[name, method][outcome(response)].add(f"{who}/{language}")
                    transaction.savepoint_rollback(sid)
    with open("/tmp/rights.table", "w") as f:
        for key, found in table.items():
            print(*key, {o: sorted(w) for o, w in found.items()}, file=f)
