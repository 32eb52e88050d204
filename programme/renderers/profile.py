"""The link to the own profile, for a speaker."""

import datetime

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from home.links import absolute
from outbox.mails import Keys, Mail
from outbox.tokens import LINK_AGE, Access, token
from programme.correspondence import correspondence_of
from programme.models import Speaker
from programme.tokens import LINK
from translations.labels import pick
from translations.languages import source_language


def profile(keys: Keys, recipient: str) -> Mail | None:
    """The link to the own profile; None when another address has been entered meanwhile."""
    speaker = Speaker.objects.filter(key=keys["speaker"]).select_related("edition").first()
    if speaker is None or speaker.email != recipient:
        return None
    language = get_language() or source_language()
    title = pick(speaker.edition, "title").text
    subject = _("Your page on the site of the %(forum)s") % {"forum": title}
    context = {
        "language": language,
        "subject": subject,
        "greeting": pgettext("greeting", "Dear %(name)s,") % {"name": speaker.name_in(language)},
        "forum": title,
        "link": profile_link(speaker),
        "link_days": datetime.timedelta(seconds=LINK_AGE).days,
    }
    return Mail(
        subject=subject,
        text=render_to_string("programme/email/profile.txt", context),
        html=render_to_string("programme/email/profile.html", context),
        reply_to=correspondence_of(speaker.edition).reply_to,
    )


def profile_link(speaker: Speaker) -> str:
    """The address of the own profile, with a fresh token."""
    access = Access(speaker.key, speaker.link_version)
    return absolute(reverse("speaker_links:enter", args=[token(access, LINK)]))
