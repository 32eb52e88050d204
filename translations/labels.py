"""Labels: short names in columns `_fr`, `_ko`, `_en` of one row.

The floors above say which of their models carry labels (`register_labels`); translators
then find them in their work list and edit the columns of their own languages.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Model
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.log_actions import log

from .languages import label_chain, source_language

Save = Callable[[Any, Any], object]


@dataclass(frozen=True)
class LabelSet:
    """The labels of one model: its fields without language suffix, and how a row is saved."""

    model: type[Model]
    fields: tuple[str, ...]
    save: Save
    #: Those fields that name things, which the glossary then knows too.
    vocabulary: tuple[str, ...] = ()
    #: Look-up from a row to the name of its body of work, such as `edition__slug`; "" for none.
    scope: str = ""
    #: Column with the translation key of the page on which the labels stand; "" for none.
    page: str = ""

    @property
    def name(self) -> str:
        """Stable name in URLs, such as `programme.session`."""
        return self.model._meta.label_lower

    @property
    def kind(self) -> str:
        """What the model is called, in the active language."""
        return str(self.model._meta.verbose_name)


_registered: dict[str, LabelSet] = {}


def register_labels(
    model: type[Model],
    fields: Iterable[str],
    save: Save | None = None,
    *,
    vocabulary: Iterable[str] = (),
    scope: str = "",
    page: str = "",
) -> None:
    """Put `fields` of `model` on the translators' list.

    `save(instance, user)` must write and log the row and whatever follows from its labels;
    by default the row alone is saved. What `vocabulary` names, such as rooms, counts as
    terms of the glossary. `scope` says to which body of work a row belongs, `page` on which page
    its labels stand.
    """
    labels = LabelSet(model, tuple(fields), save or _save_row, tuple(vocabulary), scope, page)
    _registered[labels.name] = labels


def label_sets() -> list[LabelSet]:
    """All registered sets, in the order of registration."""
    return list(_registered.values())


def label_set(name: str) -> LabelSet | None:
    """The set called `name` (`app.model`), or None."""
    return _registered.get(name)


def _save_row(instance: Any, user: Any) -> None:
    instance.save()
    log(instance=instance, action="wagtail.edit", user=user)


class Words(NamedTuple):
    """A text and the language it is really in."""

    text: str
    language: str

    def __str__(self) -> str:
        return self.text


def pick(source: Any, name: str, language: str | None = None) -> Words:
    """The label `name` of a row or a mapping, and the language it is really in.

    `source` has the columns `<name>_<language>`. An empty label gives `("", language)`.
    """
    language = language or get_language() or source_language()
    mapping = isinstance(source, Mapping)
    for code in label_chain(language):
        column = f"{name}_{code}"
        text = source.get(column) if mapping else getattr(source, column, None)
        if text:
            return Words(str(text), code)
    return Words("", language)


def in_its_language(text: str, code: str) -> SafeString | str:
    """`text`, wrapped in its own `lang` when that is not the active language."""
    if not text or code == get_language():
        return text
    return format_html('<span lang="{}">{}</span>', code, text)
