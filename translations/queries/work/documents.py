"""Documents that do not exist in a language yet."""

from collections.abc import Collection

from translations.enums import Kind, Stage
from translations.gaps import gaps
from translations.scopes import REST, Scope

from .items import Count, Item, Tally


def document_items(codes: Collection[str], scope: Scope | None) -> list[Item]:
    """Every document that lacks one of the languages `codes`; its words are not known."""
    return [
        Item(
            kind=Kind.DOCUMENT,
            scopes=frozenset({gap.scope or REST}),
            language=gap.language,
            title=gap.words,
            type=gap.kind,
            type_name=Kind.DOCUMENT,
            tally=Tally({Stage.TO_TRANSLATE: Count(1)}),
            stage=Stage.TO_TRANSLATE,
            gap=gap,
        )
        for gap in gaps(codes)
        if scope is None or scope.name == (gap.scope or REST)
    ]
