"""What the checks say of a text, of pages and of labels."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import Translation

from translations.checks import Finding, Severity, Subject, find_problems
from translations.checks.korean import mixed_levels
from translations.checks.terms import Terms
from translations.enums import UNFINISHED, StringState
from translations.labels import Words
from translations.languages import source_language
from translations.scopes import Rows
from translations.sentences import as_plain, as_sentence

from .glossary import glossary
from .labels import LabelText, label_texts
from .rows import key_of
from .strings import StringWork, string_work
from .titles import page_title


@dataclass(frozen=True)
class CheckedText:
    """One text about which there is something to say. Source and target as one reads them."""

    #: Its row in the workbench; "" for what is about a whole page.
    key: str
    source: str
    target: str
    findings: list[Finding]
    #: Warnings that somebody has looked at, each with the reason.
    dismissed: list[tuple[Finding, str]] = field(default_factory=list)


@dataclass(frozen=True)
class CheckedPage:
    """A page, or all labels (without `translation`), with the texts to look at."""

    title: Words
    texts: list[CheckedText]
    translation: int | None = None

    @property
    def errors(self) -> int:
        return self._count(Severity.ERROR)

    @property
    def questions(self) -> int:
        return self._count(Severity.WARNING)

    def _count(self, severity: Severity) -> int:
        found = [finding for text in self.texts for finding in text.findings]
        return sum(finding.severity == severity for finding in found)


def checked(
    language: str, keys: Collection[UUID] | None = None, rows: Rows | None = None
) -> list[CheckedPage]:
    """Pages in one language, and all labels, with texts to look at; those with errors first.

    With `keys` and `rows` only those of these pages and rows. Proposals are nobody's words yet.
    Four queries for pages, and those of label_texts and glossary.
    """
    terms = glossary(source_language(), language)
    found = [*_pages(language, keys, terms), *_labels(language, rows, terms)]
    return sorted(found, key=lambda page: (-page.errors, -page.questions))


def _pages(language: str, keys: Collection[UUID] | None, terms: Terms) -> Iterator[CheckedPage]:
    sent = Translation.objects.filter(enabled=True, target_locale__language_code=language)
    if keys is not None:
        sent = sent.filter(source__object__in=keys)
    translations = list(sent.select_related("source").order_by("pk"))
    objects = [translation.source.object_id for translation in translations]
    pages = Page.objects.filter(locale__language_code=language, translation_key__in=objects)
    titles = dict(pages.values_list("translation_key", "draft_title"))
    strings = string_work(translations)
    for translation in translations:
        title = titles.get(translation.source.object_id)
        texts = _checked_page(strings[translation.pk], language, terms)
        if title is not None and texts:
            titled = {source_language(): translation.source.object_repr, language: title}
            yield CheckedPage(page_title(titled, language), texts, translation.pk)


def _checked_page(strings: Iterable[StringWork], language: str, terms: Terms) -> list[CheckedText]:
    """The texts of one page, each once, and what is wrong between them."""
    entered = _once(work for work in strings if work.state != StringState.PROPOSAL)
    texts = [_checked_sentence(work, language, terms) for work in entered]
    found = [text for text in texts if text.findings or text.dismissed]
    mixed = mixed_levels(text.target for text in texts) if language == "ko" else []
    if mixed and not any(finding.check == "endings" for text in found for finding in text.findings):
        found.append(CheckedText("", "", "", mixed))
    return found


def _once(strings: Iterable[StringWork]) -> list[StringWork]:
    """Those with words; a sentence that stands twice in one block is one."""
    return list({work.place: work for work in strings if work.target}.values())


def _checked_sentence(work: StringWork, language: str, terms: Terms) -> CheckedText:
    subject = _subject(work.source, work.target, language, terms)
    return _checked(
        key_of(work.place), as_plain(work.source), as_plain(work.target), subject, work.dismissed
    )


def _subject(source: str, target: str, language: str, terms: Terms) -> Subject:
    """A sentence of a page and its translation, as the checks take them."""
    pairs = terms.pairs_in(as_plain(source))
    return Subject(source, target, source_language(), language, terms=pairs)


def erroneous(strings: Iterable[StringWork], language: str, terms: Terms) -> int:
    """How many sentences of a page are finished, and hold an error all the same. No query."""
    finished = _once(work for work in strings if work.state not in UNFINISHED)
    return sum(_has_error(work.source, work.target, language, terms) for work in finished)


@lru_cache(maxsize=8192)
def _has_error(source: str, target: str, language: str, terms: Terms) -> bool:
    """Remembered: before a set goes live, the same sentences are looked at several times."""
    found = find_problems(_subject(source, target, language, terms))
    return any(finding.severity == Severity.ERROR for finding in found)


def _labels(language: str, rows: Rows | None, terms: Terms) -> Iterator[CheckedPage]:
    texts = [
        _checked_label(label, language, terms)
        for label in label_texts(language, rows)
        if label.target and label.source_language != language
    ]
    found = [text for text in texts if text.findings or text.dismissed]
    if found:
        yield CheckedPage(Words(_("Labels"), get_language() or language), found)


def _checked_label(label: LabelText, language: str, terms: Terms) -> CheckedText:
    # A name in the glossary is the label itself.
    pairs = [pair for pair in terms.pairs_in(label.source) if pair.source != label.source]
    subject = Subject(
        as_sentence(label.source),
        as_sentence(label.target),
        label.source_language,
        language,
        terms=pairs if label.source_language == source_language() else (),
    )
    return _checked(key_of(label.place), label.source, label.target, subject, label.dismissed)


def _checked(
    key: str, source: str, target: str, subject: Subject, dismissed: dict[str, str]
) -> CheckedText:
    """Errors cannot be dismissed; a reason for one that has become an error counts no more."""
    found = find_problems(subject)
    settled = [
        (finding, dismissed[finding.key])
        for finding in found
        if finding.key in dismissed and finding.severity == Severity.WARNING
    ]
    open_ = [finding for finding in found if finding not in [one for one, _reason in settled]]
    return CheckedText(key, source, target, open_, settled)
