"""What a changed source left to adapt, over all languages, for whoever changed it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from wagtail.models import Page
from wagtail_localize.models import Translation

from translations.enums import StringState
from translations.languages import language_codes, source_language
from translations.scopes import companions

from .diff import Piece, word_diff
from .labels import LabelText, label_texts
from .strings import StringWork, string_work


@dataclass
class Change:
    """One text of the source that changed, and its translations that were made before."""

    #: Stable name in forms.
    name: str
    former: str
    source: str
    strings: list[StringWork] = field(default_factory=list)
    labels: list[LabelText] = field(default_factory=list)
    #: The translations as they are, by language.
    kept: dict[str, str] = field(default_factory=dict)

    @property
    def pieces(self) -> list[Piece]:
        """The change, word by word."""
        return word_diff(self.former, self.source)


def changes_of(page: Page) -> list[Change]:
    """Texts of a source page, its fact's labels among them, whose translations are stale."""
    return [*_labels(page), *_sentences(page)]


def _sentences(page: Page) -> list[Change]:
    translations = list(
        Translation.objects.filter(
            source__object=page.translation_key, source__locale=page.locale_id, enabled=True
        ).select_related("source", "target_locale")
    )
    work = string_work(translations)
    found: dict[str, Change] = {}
    for translation in translations:
        for piece in work[translation.pk]:
            if piece.former is not None:
                name = f"{piece.segment}"
                one = found.setdefault(name, Change(name, piece.former.source, piece.source))
                one.strings.append(piece)
                one.kept[translation.target_locale.language_code] = piece.former.target
    return list(found.values())


def _labels(page: Page) -> list[Change]:
    found: dict[str, Change] = {}
    for text in _stale_labels(
        [code for code in language_codes() if code != source_language()], page
    ):
        one = found.setdefault(
            text.place.key, Change(text.place.key, text.former_source, text.source)
        )
        one.labels.append(text)
        one.kept[text.place.language] = text.target
    return list(found.values())


def _stale_labels(languages: Sequence[str], page: Page) -> list[LabelText]:
    rows = companions(page.translation_key)
    return [
        text
        for language in languages
        for text in label_texts(language, rows)
        if text.state == StringState.TO_ADAPT and text.former_source
    ]
