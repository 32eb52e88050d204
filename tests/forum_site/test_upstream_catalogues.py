"""Korean and French of what the installed packages say, with what they lack added by us.

Messages are read from the packages that are installed: an upgrade that brings a new one
fails here, by name, and so does one that makes a message of ours needless.
"""

import json
import re

import polib
import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, npgettext, pgettext

from tests.html import soup
from tests.messages import (
    UPSTREAM,
    Message,
    catalogue,
    locale_folder,
    messages,
    own_catalogues,
    packages,
    translated,
)

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
TAG = re.compile(r"<[^>]*>")
PLURALS = {"fr": "nplurals=2; plural=(n > 1);", "ko": "nplurals=1; plural=0;"}
SITE = UPSTREAM.parent
SCRIPTS = {
    "wagtail.admin": "wagtailadmin_javascript_catalog",
    "wagtail_localize": "wagtail_localize:javascript_catalog",
}


def texts(entry: polib.POEntry) -> list[str]:
    """What a reader may see of a message."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def name(path) -> str:
    return "/".join([path.parts[-4], path.parts[-3], path.stem])


every_own_catalogue = pytest.mark.parametrize("path", own_catalogues(), ids=name)


def test_the_packages_that_draw_screens_are_read():
    assert {"django", "wagtail", "wagtail.admin", "wagtail_localize", "allauth.mfa"} <= {
        *packages()
    }
    assert Message(None, "Submit for moderation") in messages("wagtail.admin", "django")
    assert Message("Task", "Ready") in messages("django_tasks", "django")  # in its code only
    assert Message(None, "Use machine translation") in messages("wagtail_localize", "django")
    assert Message(None, "Download PO file") in messages("wagtail_localize", "djangojs")


@pytest.mark.parametrize("domain", ["django", "djangojs"])
@pytest.mark.parametrize("language", ["fr", "ko"])
def test_no_message_of_a_package_is_missing(language, domain):
    known = translated(language, domain)
    missing = {
        package: sorted(messages(package, domain) - known, key=str) for package in packages()
    }
    assert {package: lacking for package, lacking in missing.items() if lacking} == {}


@every_own_catalogue
def test_nothing_is_empty_or_fuzzy(path):
    entries = polib.pofile(str(path))
    assert len(entries) > 0
    assert [entry.msgid for entry in entries if not entry.translated()] == []
    assert entries.metadata["Language"] == path.parts[-3]
    assert entries.metadata["Plural-Forms"] == PLURALS[path.parts[-3]]


@every_own_catalogue
def test_placeholders_and_tags_are_kept(path):
    for entry in polib.pofile(str(path)):
        plural = entry.msgid_plural or entry.msgid
        sources = [plural] if len(texts(entry)) == 1 else [entry.msgid, plural]
        for source, text in zip(sources, texts(entry), strict=True):
            assert {*PLACEHOLDER.findall(text)} == {*PLACEHOLDER.findall(source)}, source
            assert sorted(TAG.findall(text)) == sorted(TAG.findall(source)), source
            assert text[-1:].isspace() == source[-1:].isspace(), source


@every_own_catalogue
def test_only_what_the_package_says_and_does_not_translate_so(path):
    package, language, domain = path.parts[-4], path.parts[-3], path.stem
    upstream = catalogue(locale_folder(package), language, domain)
    for entry in polib.pofile(str(path)):
        message = Message(entry.msgctxt, entry.msgid)
        assert message in messages(package, domain)
        if message in upstream:
            assert texts(upstream[message]) != texts(entry), entry.msgid


def shown(entry: polib.POEntry) -> list[str]:
    """What the reader's language makes of a message, for one and for many."""
    if entry.msgid_plural:
        return [npgettext(entry.msgctxt, entry.msgid, entry.msgid_plural, n) for n in (1, 9)]
    return [pgettext(entry.msgctxt, entry.msgid) if entry.msgctxt else gettext(entry.msgid)]


@pytest.mark.parametrize("path", own_catalogues(domain="django"), ids=name)
def test_ours_are_the_words_that_are_shown(path):
    language = path.parts[-3]
    site = catalogue(SITE, language, "django")  # the site's own words come first
    with translation.override(language):
        for entry in polib.pofile(str(path)):
            if Message(entry.msgctxt, entry.msgid) not in site:
                assert {*shown(entry)} == {*texts(entry)}


@pytest.mark.parametrize(
    ("username", "language"), [("translator-ko", "ko"), ("editor", "fr")], ids=["ko", "fr"]
)
@pytest.mark.parametrize(("package", "view"), SCRIPTS.items(), ids=SCRIPTS)
def test_scripts_are_given_all_their_words(log_in, username, language, package, view):
    answer = log_in(username).get(reverse(view))
    assert answer.status_code == 200
    given = json.loads(re.search(r"newcatalog = (\{.*?\n *\});", answer.text, re.DOTALL)[1])
    words = catalogue(locale_folder(package), language, "djangojs") | catalogue(
        UPSTREAM / package, language, "djangojs"
    )
    assert len(messages(package, "djangojs")) > 40
    for message in messages(package, "djangojs"):
        told = given[message.text]
        assert (told if isinstance(told, list) else [told]) == texts(words[message])


def test_the_header_of_a_screen_names_its_buttons_in_korean(translator):
    page = soup(translator.get(reverse("wagtailadmin_explore_root"), follow=True))
    assert page.find(id="w-slim-header-buttons")["aria-label"] == "작업"
