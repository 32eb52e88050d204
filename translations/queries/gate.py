"""What stands between pages and their publication in several languages."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale, Page, WorkflowState
from wagtail_localize.models import StringTranslation, Translation

from translations.enums import UNFINISHED, StringState
from translations.languages import source_language
from translations.models import LanguageRule
from translations.scopes import Rows, companions

from .findings import erroneous
from .glossary import glossary
from .labels import LabelText, label_texts
from .strings import StringWork, string_work

#: When a page's sentences were last entered, by translation key and locale.
Latest = dict[tuple[UUID, int], datetime]


@dataclass(frozen=True)
class Obstacle:
    """Why one page, or a label, may not go live in one language."""

    page: str
    language: str
    text: str
    #: Whether it stands although somebody has a reason to publish.
    firm: bool = False


@dataclass
class Candidate:
    """A source page and its translations, asked for publication."""

    page: Page
    targets: dict[str, Page] = field(default_factory=dict)
    translations: dict[str, Translation] = field(default_factory=dict)
    obstacles: list[Obstacle] = field(default_factory=list)
    #: Languages whose translation differs from what is public.
    news: set[str] = field(default_factory=set)

    @property
    def changed(self) -> bool:
        """Whether a translation, or the page itself, differs from what is public."""
        return bool(self.news) or not self.page.live


def candidates(keys: Collection[UUID], locales: Sequence[Locale]) -> list[Candidate]:
    """The pages with these keys and what keeps each from going live, parents first.

    9 queries, and those of the glossary for each language.
    """
    found = _pages(keys, locales)
    work = string_work([t for one in found for t in one.translations.values()])
    strict = set(LanguageRule.objects.filter(second_reader=True).values_list("locale", flat=True))
    moderated = _in_moderation(found)
    _mark_changed(found)
    for one in found:
        if not one.page.live:
            one.obstacles += _held(one, one.page, source_language(), moderated)
        for locale in locales:
            one.obstacles += _obstacles(one, locale, work, second_reader=locale.pk in strict)
    for locale in locales:
        _add_errors(found, locale.language_code, work)
    for one in found:
        for language, target in one.targets.items():
            one.obstacles += _held(one, target, language, moderated)
    return found


def _pages(keys: Collection[UUID], locales: Sequence[Locale]) -> list[Candidate]:
    codes = {locale.pk: locale.language_code for locale in locales}
    pages = Page.objects.filter(translation_key__in=keys)
    sources = pages.filter(locale__language_code=source_language()).order_by("depth", "path")
    found = {page.translation_key: Candidate(page) for page in sources.defer_streamfields()}
    for target in pages.filter(locale__in=codes):
        if target.translation_key in found:
            found[target.translation_key].targets[codes[target.locale_id]] = target
    translations = Translation.objects.filter(
        source__object__in=found, target_locale__in=codes, enabled=True
    )
    for translation in translations.select_related("source", "target_locale"):
        language = codes[translation.target_locale_id]
        found[translation.source.object_id].translations[language] = translation
    return list(found.values())


def _mark_changed(found: list[Candidate]) -> None:
    """Tell languages whose words differ from what is public from those that are as they were."""
    rows = StringTranslation.objects.filter(
        context__object__in=[one.page.translation_key for one in found]
    )
    entered = rows.values("context__object", "locale").annotate(at=Max("updated_at"))
    latest = {(row["context__object"], row["locale"]): row["at"] for row in entered}
    for one in found:
        one.news = {
            language
            for language, target in one.targets.items()
            if _is_new(target, one.translations.get(language), latest)
        }


def _is_new(target: Page, translation: Translation | None, latest: Latest) -> bool:
    published = target.last_published_at
    if translation is None or not target.live or published is None:
        return True
    entered = latest.get((target.translation_key, target.locale_id))
    return published < max(filter(None, (translation.source.last_updated_at, entered)))


def _obstacles(
    one: Candidate, locale: Locale, work: dict[int, list[StringWork]], *, second_reader: bool
) -> list[Obstacle]:
    language = locale.language_code
    translation, target = one.translations.get(language), one.targets.get(language)
    if translation is None or target is None:
        return [Obstacle(one.page.title, language, _("Not sent for translation."))]
    texts = [_unfinished(state, count) for state, count in _states(work[translation.pk])]
    unread = sum(piece.state == StringState.TRANSLATED for piece in work[translation.pk])
    if second_reader and unread:
        texts.append(_unfinished(StringState.TRANSLATED, unread))
    return [Obstacle(one.page.title, language, text) for text in texts]


def _add_errors(found: list[Candidate], language: str, work: dict[int, list[StringWork]]) -> None:
    """Name sentences with errors that readers do not see yet. Queries as glossary."""
    terms = glossary(source_language(), language)
    for one in found:
        translation = one.translations.get(language)
        if translation is None or language not in one.news:
            continue
        count = erroneous(work[translation.pk], language, terms)
        if count:
            text = ngettext(
                "%(count)d sentence with an error.", "%(count)d sentences with errors.", count
            )
            one.obstacles.append(Obstacle(one.page.title, language, text % {"count": count}))


def _in_moderation(found: list[Candidate]) -> set[int]:
    """Keys of the pages, in any language, about which a workflow decides."""
    pages = [page for one in found for page in (one.page, *one.targets.values())]
    states = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=[str(page.pk) for page in pages],
        status=WorkflowState.STATUS_IN_PROGRESS,
    )
    return {int(key) for key in states.values_list("object_id", flat=True)}


def _held(one: Candidate, page: Page, language: str, moderated: set[int]) -> list[Obstacle]:
    """What no reason overrides: locks, and decisions that are a workflow's."""
    texts = [_("The page is locked.")] if page.locked else []
    if page.pk in moderated:
        texts.append(_("The page is in moderation."))
    return [Obstacle(one.page.title, language, text, firm=True) for text in texts]


def _states(work: list[StringWork]) -> list[tuple[StringState, int]]:
    counted = Counter(piece.state for piece in work)
    return [(state, counted[state]) for state in UNFINISHED if counted[state]]


def _unfinished(state: StringState, count: int) -> str:
    return {
        StringState.TO_TRANSLATE: ngettext(
            "%(count)d sentence to translate.", "%(count)d sentences to translate.", count
        ),
        StringState.TO_ADAPT: ngettext(
            "%(count)d sentence to adapt.", "%(count)d sentences to adapt.", count
        ),
        StringState.PROPOSAL: ngettext(
            "%(count)d proposal to check.", "%(count)d proposals to check.", count
        ),
        StringState.TRANSLATED: ngettext(
            "%(count)d sentence to validate.", "%(count)d sentences to validate.", count
        ),
    }[state] % {"count": count}


def label_obstacles(keys: Sequence[UUID], languages: Sequence[str], rows: Rows) -> list[Obstacle]:
    """Labels on these pages, and of `rows`, that are missing or stale in these languages.

    A label is public at once; what is missing would stand there in another language.
    """
    asked: dict[Any, Any] = defaultdict(list)
    for some in (companions(*keys), rows):
        for model, found in some.items():
            asked[model].append(found)
    joined = {model: _joined(model, found) for model, found in asked.items()}
    return [
        Obstacle(text.source, language, _label_text(text))
        for language in languages
        for text in label_texts(language, joined)
        if text.state in UNFINISHED
    ]


def _joined(model: Any, querysets: list[Any]) -> Any:
    """The rows of some querysets of one model, as one; a row in two of them stands once."""
    first, *others = querysets
    for other in others:
        first = first | other
    return first.distinct()


def _label_text(text: LabelText) -> str:
    if text.state == StringState.TO_TRANSLATE:
        return _("Label missing (%(kind)s).") % {"kind": text.place.labels.kind}
    return _("Label to adapt (%(kind)s).") % {"kind": text.place.labels.kind}
