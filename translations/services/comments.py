"""Questions and remarks about texts, and decisions that come with one."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale
from wagtail_localize.models import String

from translations.enums import StringState
from translations.models import Comment
from translations.queries.labels import LabelPlace
from translations.queries.rows import AnyPlace
from translations.queries.strings import Place

from .entries import decide
from .twice import twin

LONGEST = 2_000


@transaction.atomic
def write_comment(place: AnyPlace, text: str, user: Any) -> Comment:
    """Begin a conversation about a text in its language.

    Raises ValidationError without words, and for a field that has no source to ask about.
    """
    words = checked(text)
    if isinstance(place, LabelPlace):
        locale = Locale.objects.get(language_code=place.language)
        return _once(label=place.key, locale=locale, author=user, text=words, answers=None)
    if isinstance(place, Place):
        return _once(
            context_id=place.context,
            quote=String.objects.get(pk=place.string).data,
            locale_id=place.locale,
            author=user,
            text=words,
            answers=None,
        )
    raise ValidationError(_("This field has no source to ask about."))


@transaction.atomic
def answer_comment(comment: Comment, text: str, user: Any) -> Comment:
    """Answer a comment; what was settled is open again. Raises ValidationError without words."""
    words = checked(text)
    settle_comment(comment, settled=False)
    return _once(
        context_id=comment.context_id,
        label=comment.label,
        quote=comment.quote,
        locale_id=comment.locale_id,
        answers=comment,
        author=user,
        text=words,
    )


def _once(**said: Any) -> Comment:
    """A new comment, or the one that the first of two clicks wrote."""
    written = twin(Comment.objects.filter(**said), said["author"], "written_at")
    return written or Comment.objects.create(**said)


def settle_comment(comment: Comment, *, settled: bool) -> None:
    """Say that nothing is left to answer, or that something is."""
    Comment.objects.filter(pk=comment.pk).update(settled=settled)


@transaction.atomic
def return_to_translator(place: AnyPlace, user: Any, seen: int, note: str) -> int:
    """Give a text back to be adapted, and tell the translator why; returns its version.

    Raises ValidationError without a note, and what `decide` raises; nothing is written then.
    """
    version = decide(place, StringState.TO_ADAPT, user, seen)
    if not note.strip():
        raise ValidationError(_("Say what is to be changed."))
    write_comment(place, note, user)
    return version


def checked(text: str) -> str:
    """The words of a comment; raises ValidationError when there are none, or too many."""
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise ValidationError(_("Write something first."))
    if len(words) > LONGEST:
        raise ValidationError(_("This text is too long."))
    return words
