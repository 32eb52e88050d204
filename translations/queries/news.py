"""What is new for a person who translates, or who answers translators."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from translations.enums import Kind, Stage, StringState
from translations.languages import language_codes, source_language
from translations.models import Comment, LabelReview, StringReview

from .people import SUBMIT, is_limited_to_languages, languages_of, translators_of
from .work.items import Item

#: From so many days before an assignment is due, and as long as it is late, it is mentioned.
REMINDED = datetime.timedelta(days=3)


@dataclass(frozen=True)
class Period:
    """What happened after `since`, and not after `until`."""

    since: datetime.datetime
    until: datetime.datetime

    def __contains__(self, instant: datetime.datetime | None) -> bool:
        return instant is not None and self.since < instant <= self.until


@dataclass(frozen=True)
class LanguageNews:
    """What is new for a translator of one language."""

    language: str
    new: list[Item]
    changed: list[Item]
    to_validate: list[Item]
    due: list[Item]

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.to_validate or self.due)


@dataclass(frozen=True)
class News:
    """What is new for a person; false when there is nothing."""

    languages: list[LanguageNews] = field(default_factory=list)
    #: How many of the person's questions were answered, and, for editors, how many were asked.
    answered: int = 0
    asked: int = 0

    def __bool__(self) -> bool:
        return bool(self.languages or self.answered or self.asked)


def people_to_tell(until: datetime.datetime) -> QuerySet[Any]:
    """Whoever translates or sends work, has an address, and was not told up to `until` yet."""
    into = [code for code in language_codes() if code != source_language()]
    users = get_user_model().objects
    told = Q(translation_digest__wanted=False) | Q(translation_digest__told_until__gte=until)
    editors = users.with_perm(SUBMIT).values("pk")
    concerned = Q(pk__in=translators_of(into).values("pk")) | Q(pk__in=editors)
    return users.filter(concerned, is_active=True).exclude(email="").exclude(told).order_by("pk")


def news_of(user: Any, items: Iterable[Item], period: Period, today: datetime.date) -> News:
    """What of `items`, and of questions, is new for `user`. At most seven queries."""
    said = Comment.objects.filter(written_at__gt=period.since, written_at__lte=period.until)
    answers = said.filter(answers__author=user).exclude(author=user).order_by()
    answered = answers.values("answers").distinct()
    if not is_limited_to_languages(user):
        asked = said.filter(answers=None, settled=False).exclude(author=user)
        return News([], answered.count(), asked.count())
    held = list(items)
    found = [
        language_news(code, [item for item in held if item.language == code], user, period, today)
        for code in languages_of(user)
    ]
    return News([news for news in found if news], answered.count())


def language_news(
    language: str, items: list[Item], user: Any, period: Period, today: datetime.date
) -> LanguageNews:
    """What is new in one language for one of its translators. Two queries."""
    mine = [item for item in items if item.owner in {None, user}]
    new = [item for item in mine if item.sent_at in period and is_to_write(item)]
    entered = unread_places(language, user, period)
    return LanguageNews(
        language,
        new,
        [i for i in mine if i.changed_at in period and is_to_write(i) and i not in new],
        [item for item in items if item.tally[Stage.TO_VALIDATE] and place_of(item) in entered],
        [i for i in mine if i.due and i.owner == user and is_urgent(i, today)],
    )


def is_to_write(item: Item) -> bool:
    """Whether texts are to be translated, or to be adapted."""
    return bool(item.tally.at((Stage.TO_ADAPT, Stage.TO_TRANSLATE, Stage.PROPOSAL)))


def is_urgent(item: Item, today: datetime.date) -> bool:
    """Whether it is late, or soon will be."""
    return bool(item.due and item.due <= today + REMINDED and not item.is_done)


def place_of(item: Item) -> tuple[Any, Any]:
    """What a page or a label's row is called among what was entered."""
    return (item.key, None) if item.kind == Kind.PAGE else (item.type_name, item.row)


def unread_places(language: str, user: Any, period: Period) -> set[tuple[Any, Any]]:
    """Pages (by key) and rows of labels where others entered words that wait for a reader."""
    at = {"at__gt": period.since, "at__lte": period.until, "state": StringState.TRANSLATED}
    sentences = (
        StringReview.objects.filter(**at, translation__locale__language_code=language)
        .exclude(author=user)
        .values_list("translation__context__object", flat=True)
    )
    labels = LabelReview.objects.filter(**at, language=language).exclude(author=user)
    return {(key, None) for key in sentences} | set(labels.values_list("labels", "object_pk"))
