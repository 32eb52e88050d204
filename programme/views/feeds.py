"""What programs follow: the changes of a programme as an Atom feed (RFC 4287)."""

import datetime
import uuid
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from home.queries import in_chain
from programme.models import Edition
from programme.pages import ProgrammePage
from programme.queries.changes import CHANGES, Release, feed_url, releases
from translations.labels import pick
from translations.languages import source_language

#: A reader that has been away for longer finds the rest on the page.
LATEST = 50


class ChangesFeed(Feed):
    """An entry per release, in the language of the address. Four queries."""

    feed_type = Atom1Feed
    description_template = "programme/feeds/release.html"

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Edition:
        """The edition with this address, where its programme page is public."""
        pages = ProgrammePage.objects.filter(edition__slug=kwargs["slug"])
        page = in_chain(pages, language()).select_related("edition").first()
        if page is None:
            raise Http404
        return page.edition

    def title(self, edition: Edition) -> str:
        what = _("Changes of the programme")
        return f"{what} – {pick(edition, 'title').text}"

    def link(self, edition: Edition) -> str:
        return page_url(edition)

    def feed_url(self, edition: Edition) -> str:
        return feed_url(edition, language())

    def feed_guid(self, edition: Edition) -> str:
        return urn(edition, "changes")

    def author_name(self, _edition: Edition) -> str:
        return _("Franco-Korean Forum")

    def items(self, edition: Edition) -> list[Release]:
        return releases(edition, language(), LATEST)

    def item_title(self, release: Release) -> str:
        return _("Programme %(label)s") % {"label": release.schedule.number}

    def item_link(self, release: Release) -> str:
        return f"{page_url(release.schedule.edition)}#{release.schedule.number}"

    def item_guid(self, release: Release) -> str:
        return urn(release.schedule.edition, release.schedule.number)

    def item_pubdate(self, release: Release) -> datetime.datetime | None:
        return release.schedule.released_at

    item_updateddate = item_pubdate


def language() -> str:
    """The language of the address."""
    return get_language() or source_language()


def page_url(edition: Edition) -> str:
    """Where people read the same."""
    return f"/{language()}/{edition.slug}/{ProgrammePage.section}/{CHANGES}"


def urn(edition: Edition, name: str) -> str:
    """A lasting name for a part of an edition's feed in this language."""
    return uuid.uuid5(edition.key, f"{name} {language()}").urn
