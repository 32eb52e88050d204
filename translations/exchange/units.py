"""What goes out and comes back: one entry per sentence and place, and one per label."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation, TranslationSource

from translations.enums import StringState
from translations.labels import label_set
from translations.languages import source_language
from translations.models.review import digest
from translations.queries.labels import LabelText, label_texts
from translations.queries.roles import Roles, field_name, rich_templates
from translations.queries.strings import StringWork, string_work
from translations.scopes import Rows

#: Length of the fingerprints in files; they only have to tell the texts of one place apart.
SHORT = 12
#: What neither XML nor the lines of a PO file can hold.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
#: What a file says of a translation as it left the site.
_SEEN = re.compile(rf"as-exported: ([0-9a-f]{{{SHORT}}}) (\w+)")
#: Entries whose words are still to be looked at.
UNFINISHED = (StringState.TO_TRANSLATE, StringState.TO_ADAPT, StringState.PROPOSAL)
LABELS = "labels"


def shown(text: str) -> str:
    """A text as files hold it, and as it is compared when it comes back."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNSEEN.sub(" ", text)).strip()


def fingerprint(text: str) -> str:
    return digest(text)[:SHORT]


@dataclass(frozen=True)
class Unit:
    """One text in one language, as it goes into a file."""

    #: A page's key and the path in it, or the label's own name; the same in all languages.
    place: str
    work: StringWork | LabelText
    #: The page's title, or what kind of thing the label names.
    where: str
    note: str
    most: int | None = None

    @property
    def id(self) -> str:
        """Stable, and another one as soon as the source says something else."""
        return f"{self.place}/{fingerprint(self.source)}"

    @property
    def source(self) -> str:
        return shown(self.work.source)

    @property
    def state(self) -> StringState:
        return self.work.state

    @property
    def target(self) -> str:
        """The words there are, or those of the sentence that this one was made from."""
        if not self.work.target and isinstance(self.work, StringWork) and self.work.former:
            return shown(self.work.former.target)
        return shown(self.work.target)

    @property
    def former_source(self) -> str:
        """The source that `target` translates, when that is another one by now."""
        if isinstance(self.work, LabelText):
            return shown(self.work.former_source)
        return shown(self.work.former.source) if self.work.former else ""

    @property
    def is_label(self) -> bool:
        return isinstance(self.work, LabelText)

    @property
    def is_unfinished(self) -> bool:
        return self.state in UNFINISHED

    @property
    def seen(self) -> str:
        """What the file says of the translation, to notice what changed on either side."""
        return f"as-exported: {fingerprint(self.target)} {self.state}"


def as_seen(note: str) -> tuple[str, str]:
    """Fingerprint and state of a translation when it left the site; empty where it does not say."""
    found = _SEEN.search(note)
    return (found[1], found[2]) if found else ("", "")


@dataclass
class Document:
    """The entries that make one file."""

    name: str
    title: str
    language: str
    units: list[Unit] = field(default_factory=list)


def page_documents(language: str, keys: Collection[UUID]) -> list[Document]:
    """A document per page with one of `keys` that has sentences, in their order. Four queries."""
    translations = list(
        Translation.objects.filter(
            enabled=True, target_locale__language_code=language, source__object__in=keys
        ).select_related("source__specific_content_type")
    )
    work = string_work(translations)
    templates = rich_templates([translation.source for translation in translations])
    order = {key: number for number, key in enumerate(keys)}
    translations.sort(key=lambda translation: order[translation.source.object_id])
    documents = [
        _page_document(
            translation.source,
            work[translation.pk],
            Roles(translation.source, templates[translation.source_id]),
            language,
        )
        for translation in translations
    ]
    return [document for document in documents if document.units]


def _page_document(
    source: TranslationSource, work: list[StringWork], roles: Roles, language: str
) -> Document:
    document = Document(str(source.object_id), source.object_repr, language)
    seen = set()
    positions: Counter[str] = Counter()
    for item in work:
        role = roles.of(item, positions[item.path])
        positions[item.path] += 1
        note = " · ".join(filter(None, [source.object_repr, role.field, role.part]))
        place = f"{source.object_id}/{item.path}"
        unit = Unit(place, item, source.object_repr, note, role.max_length)
        if unit.id not in seen:  # the same sentence twice in one rich text is one translation
            seen.add(unit.id)
            document.units.append(unit)
    return document


def label_document(language: str, rows: Rows) -> Document:
    """The labels of these rows. One query a set, and one more."""
    document = Document(LABELS, _("Labels"), language)
    for text in label_texts(language, rows):
        if text.source_language != language:
            document.units.append(_label_unit(text))
    return document


def _label_unit(text: LabelText) -> Unit:
    place = text.place
    column: Any = place.labels.model._meta.get_field(place.column)
    named: Any = place.labels.model._meta.get_field(place.field)
    note = f"{place.labels.kind} · {field_name(named)}"
    if text.source_language != source_language():
        note += f" · {get_language_info(text.source_language)['name_translated']}"
    return Unit(place.key, text, place.labels.kind, note, column.max_length)


def rows_of_labels(places: Iterable[str]) -> Rows:
    """The rows that labels with these names stand on; names that are none are left out."""
    found: dict[Any, set[int]] = {}
    for place in places:
        name, _colon, rest = place.partition(":")
        pk = rest.partition(":")[0]
        if (labels := label_set(name)) and pk.isascii() and pk.isdigit() and len(pk) < SHORT:
            found.setdefault(labels.model, set()).add(int(pk))
    return {model: model._default_manager.filter(pk__in=pks) for model, pks in found.items()}
