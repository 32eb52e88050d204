"""Loading the sample, once; a load that was cut off is taken up where it stopped."""

import datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Locale
from wagtail.users.models import UserProfile
from wagtail_localize.models import Translation

from forum_site.roles import CLERKS, EDITORS, translators
from home.models import HomePage
from programme.models import Edition, Session
from programme.pages import SessionPage
from programme.services.fact_pages import source_locale
from translations.languages import source_language
from translations.queries.pages import missing_strings
from translations.services.publication import publish_translation
from translations.services.strings import translate_sentences
from translations.services.submission import run_submission, submit_tree

from .content import dictionary, paragraphs, read
from .editions import load_archive, load_forum, load_organisations
from .glossary import load_glossary
from .proceedings import load_proceedings
from .words import publish_fact, write_standing_pages

PASSWORD = "forum-example"  # noqa: S105 -- printed for everybody; development only
#: Log-in → (group, language of the admin).
PEOPLE = {
    "editor": (EDITORS, "fr"),
    "clerk": (CLERKS, "fr"),
    "translator-ko": (translators("ko"), "ko"),
    "translator-en": (translators("en"), "en"),
}


def load_sample(today: datetime.date) -> bool:
    """Load the sample unless it is there; returns whether there was anything to do."""
    if get_user_model().objects.filter(username__in=PEOPLE).count() == len(PEOPLE):
        return False
    if not Edition.objects.exists():
        with transaction.atomic():
            write_standing_pages()
            organisations = load_organisations()
            load_archive(organisations)
            load_forum(organisations, today)
            load_proceedings()
            load_glossary()
    translate_sample()
    make_some_stale()
    make_people()
    return True


def translate_sample() -> None:
    """Send everything to the translators, enter what the files hold, publish what is whole."""
    locales = list(Locale.objects.exclude(language_code=source_language()))
    home = HomePage.objects.get(locale=source_locale())
    run_submission.call(submit_tree(home, locales, None).pk)
    for locale in locales:
        sentences = dictionary(locale.language_code)
        for translation in Translation.objects.filter(target_locale=locale).order_by("pk"):
            translate_sentences(translation, sentences)
            if not missing_strings(translation):
                publish_translation(translation)


def make_some_stale() -> None:
    """Correct a few source texts afterwards, so that translators see what that looks like."""
    for item in read("sessions")["session"]:
        if any("fr_new" in text for text in item.get("abstract", [])):
            session = Session.objects.get(code=item["code"])
            publish_fact(session, SessionPage, abstract=paragraphs(item["abstract"], "fr_new"))


def make_people() -> None:
    """A log-in for each role of the sample."""
    for username, (group, language) in PEOPLE.items():
        user = get_user_model().objects.create_user(username, password=PASSWORD)
        user.groups.add(Group.objects.get(name=group))
        UserProfile.objects.create(user=user, preferred_language=language)
