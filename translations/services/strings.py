"""Writing the translation of a sentence, and what was decided about it."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from translations.enums import StringState
from translations.models import LabelReview, LanguageRule, StringReview
from translations.models.review import digest
from translations.queries.strings import Place
from translations.sentences import as_plain

AnyReview = TypeVar("AnyReview", StringReview, LabelReview)


class ChangedMeanwhile(Exception):
    """Raised when somebody else saved a text after it was shown; holds what stands there now."""

    def __init__(self, text: str, version: int, user: Any) -> None:
        super().__init__(version)
        self.text = text
        self.version = version
        self.user = user


class OwnWords(Exception):
    """Raised when a second person must validate, and the author tries."""


@transaction.atomic
def save_string(
    place: Place, text: str, user: Any, seen: int, dismissed: Mapping[str, str] | None = None
) -> StringReview:
    """Keep `text` as the translation at `place`, still to be validated.

    `seen` is the version on the user's screen. Raises ChangedMeanwhile when there is a newer
    one; nothing is written then. Without words it is to be translated again; text that
    breaks the mark-up is kept, and stays to be adapted.
    """
    review = _claim(place, text, user, seen)
    row = review.translation
    row.data, row.last_translated_by, row.tool_name = text, user, ""
    row.translation_type, row.has_error, row.field_error = "manual", False, ""
    review.state = StringState.TRANSLATED if as_plain(text).strip() else StringState.TO_TRANSLATE
    review.author, review.origin, review.digest = user, "", digest(text)
    review.dismissed = dict(dismissed or {})
    write_review(review, user)
    row.save()
    return review


@transaction.atomic
def validate_string(place: Place, user: Any, seen: int) -> StringReview:
    """Declare the translation at `place` right, as it stands.

    Raises ChangedMeanwhile as save_string does, OwnWords when the language asks for a second
    reader and `user` wrote the words, and StringTranslation.DoesNotExist without any words.
    """
    row = _existing(place)
    review = _claim(place, row.data, user, seen)
    if second_reader_for(row.locale.language_code) and review.author_id == getattr(
        user, "pk", None
    ):
        raise OwnWords
    proposed = row.has_error
    if proposed:  # now they are words that count
        review.author = review.author or user
        row.has_error, row.field_error, row.tool_name = False, "", ""
    review.state, review.digest = StringState.VALIDATED, digest(row.data)
    write_review(review, user)
    if proposed:  # else its date stays: words newer than a publication count as not public
        row.save()
    return review


@transaction.atomic
def send_back(place: Place, user: Any, seen: int) -> StringReview:
    """Give the translation at `place` back to be adapted. Raises as validate_string does."""
    review = _claim(place, _existing(place).data, user, seen)
    review.state = StringState.TO_ADAPT
    return write_review(review, user)


@transaction.atomic
def dismiss_warnings(
    place: Place, dismissed: Mapping[str, str], user: Any, seen: int
) -> StringReview:
    """Note why warnings about the translation at `place` do not apply. Raises as send_back does."""
    review = _claim(place, _existing(place).data, user, seen)
    review.dismissed = dict(dismissed)
    return write_review(review, user)


@transaction.atomic
def propose(place: Place, text: str, origin: str) -> bool:
    """Put `text` forward where nothing was entered yet; returns whether it was.

    A proposal is in nobody's words: it is never published, and counts as nothing done.
    wagtail-localize's own screens show it with an error, so that they do not publish it either.
    """
    row, created = StringTranslation.objects.get_or_create(
        **_where(place),
        defaults={
            "data": text,
            "has_error": True,
            "field_error": _("Proposal: to be validated"),
            "tool_name": origin[:255],
        },
    )
    if created:
        StringReview.objects.create(
            translation=row, state=StringState.PROPOSAL, origin=origin[:100], digest=digest(text)
        )
    return created


@transaction.atomic
def carry_over(place: Place, text: str, user: Any) -> bool:
    """Let a translation stand for a source that changed without changing its meaning.

    `user` answers for it, and needs no second reader. Returns whether it was done: not where
    somebody has entered words meanwhile.
    """
    row, created = StringTranslation.objects.get_or_create(
        **_where(place),
        defaults={"data": text, "translation_type": "manual", "last_translated_by": user},
    )
    if created:
        review = StringReview(translation=row, state=StringState.VALIDATED, digest=digest(text))
        write_review(review, user)
    return created


def second_reader_for(language: str) -> bool:
    """Whether another person than the author validates what is written in `language`."""
    rules = LanguageRule.objects.filter(locale__language_code=language, second_reader=True)
    return bool(rules.exists())


def _existing(place: Place) -> StringTranslation:
    return StringTranslation.objects.get(**_where(place))


def _where(place: Place) -> dict[str, int]:
    return {
        "translation_of_id": place.string,
        "context_id": place.context,
        "locale_id": place.locale,
    }


def _claim(place: Place, text: str, user: Any, seen: int) -> StringReview:
    """The review at `place`, locked and at version `seen`; new with the first words."""
    row, created = StringTranslation.objects.get_or_create(
        **_where(place),
        defaults={"data": text, "translation_type": "manual", "last_translated_by": user},
    )
    if created:
        # Written by whoever was first; nobody else can have seen a version of it.
        review = StringReview(translation=row)
    else:
        review, _new = StringReview.objects.select_for_update().get_or_create(
            translation=row, defaults={"author": row.last_translated_by}
        )
        review.translation = row = StringTranslation.objects.get(pk=row.pk)
    if review.version != seen:
        raise ChangedMeanwhile(row.data, review.version, review.by)
    return review


def write_review(review: AnyReview, user: Any) -> AnyReview:
    """Save what was decided, as a version of its own."""
    review.version += 1
    review.by = user
    review.save()
    return review


@transaction.atomic(savepoint=False)
def note_foreign_words(row: StringTranslation) -> None:
    """Words written by another door than ours are unread again, whatever they were before."""
    reviews = StringReview.objects.select_for_update().filter(translation=row)
    for review in reviews.exclude(digest=digest(row.data)):
        review.state, review.digest = StringState.TRANSLATED, digest(row.data)
        review.author, review.origin = row.last_translated_by, ""
        write_review(review, row.last_translated_by)


def translate_sentences(
    translation: Translation, translations: dict[str, str], user: Any = None
) -> int:
    """Enter translations by their exact source sentence; returns how many were entered.

    A text that breaks the source's mark-up is kept with its error, and stays to be done.
    """
    segments = StringSegment.objects.filter(source=translation.source).select_related("string")
    entered = 0
    for segment in segments:
        if text := translations.get(segment.string.data):
            StringTranslation.objects.update_or_create(
                translation_of_id=segment.string_id,
                locale_id=translation.target_locale_id,
                context_id=segment.context_id,
                defaults={
                    "data": text,
                    "last_translated_by": user,
                    "has_error": False,
                    "field_error": "",
                },
            )
            entered += 1
    return entered
