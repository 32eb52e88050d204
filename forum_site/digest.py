"""A mail a day to translators and editors, on days on which there is something to tell.

Here at the roof, since translations and the outbox do not know each other.
"""

import datetime
import re
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.users.models import UserProfile

from home.links import absolute
from outbox.mails import Keys, Mail, register_mail
from outbox.services import queue_mail
from translations.languages import language_codes, source_language
from translations.models import DailyDigest
from translations.queries.news import News, Period, news_of, people_to_tell
from translations.queries.work import work
from translations.queries.work.items import Item

DIGEST = "translation_digest"
#: Whoever was not told for longer, since no worker ran, is told of the last days only.
LONGEST = datetime.timedelta(days=7)
#: What parts that have nothing to say leave behind.
BLANK_LINES = re.compile(r"\n{3,}")


def register_digest() -> None:
    """Let the outbox know how the mail is written."""
    register_mail(DIGEST, digest, gettext_lazy("What is new, to translators"))


def send_digests() -> int:
    """Put today's mails into the outbox, from the hour of the settings on; returns how many.

    May run every minute and in several workers: each person is told of each day once.
    """
    until = timezone.localtime().replace(
        hour=settings.DIGEST_HOUR, minute=0, second=0, microsecond=0
    )
    people = list(people_to_tell(until)) if timezone.now() >= until else []
    items = everything() if people else []
    return sum(tell(user, items, until) for user in people)


def everything() -> list[Item]:
    """All work in all languages into which is translated."""
    return work([code for code in language_codes() if code != source_language()])


@transaction.atomic
def tell(user: Any, items: list[Item], until: datetime.datetime) -> bool:
    """Queue the mail to `user` of what is new up to `until`; False for nothing, or told before."""
    held, _new = DailyDigest.objects.get_or_create(user=user)
    last = held.told_until or until - datetime.timedelta(days=1)
    period = Period(max(last, until - LONGEST), until)
    # Only one worker moves the mark from where this one saw it.
    untold = Q(told_until=None) | Q(told_until__lt=until)
    if not DailyDigest.objects.filter(untold, pk=held.pk, wanted=True).update(told_until=until):
        return False
    if not news_of(user, items, period, timezone.localdate()):
        return False
    queue_mail(
        DIGEST,
        {"user": str(user.pk), "since": period.since.isoformat(), "until": until.isoformat()},
        recipient=user.email,
        language=language_of(user),
        dedupe_key=f"{DIGEST}:{user.pk}:{until.date()}",
    )
    return True


def language_of(user: Any) -> str:
    """The language in which somebody uses the admin, if it is one of the site's."""
    code = UserProfile.get_for_user(user).get_preferred_language()
    return code if code in language_codes() else source_language()


def digest(keys: Keys, _recipient: str) -> Mail | None:
    """The mail of one day, as things stand now; None when nothing is left to tell."""
    user = get_user_model().objects.filter(pk=keys["user"], is_active=True).first()
    if user is None:
        return None
    period = Period(*(datetime.datetime.fromisoformat(keys[name]) for name in ("since", "until")))
    news = news_of(user, everything(), period, timezone.localdate())
    return written(news) if news else None


def written(news: News) -> Mail:
    """The mail in the active language. It names pages, and no person."""
    subject = _("Translations: what is new")
    own = bool(news.languages)
    context = {
        "language": get_language() or source_language(),
        "subject": subject,
        "news": news,
        "url": absolute(reverse("translations:my_work" if own else "translations:questions")),
        "account_url": absolute(reverse("wagtailadmin_account")),
    }
    return Mail(
        subject=subject,
        text=BLANK_LINES.sub("\n\n", render_to_string("digest/digest.txt", context)),
        html=render_to_string("digest/digest.html", context),
    )
