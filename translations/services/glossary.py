"""Writing the glossary: one term, or many from a file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from translations.models import GlossaryTerm


@dataclass
class ImportedTerms:
    """What an import did, in terms."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


def save_term(term: GlossaryTerm, user: Any = None) -> None:
    """Write a term; it counts at once in every check."""
    action = "wagtail.edit" if term.pk else "wagtail.create"
    with transaction.atomic():
        term.updated_by = user
        term.save()
        log(instance=term, action=action, user=user)


@transaction.atomic
def import_terms(rows: Iterable[Mapping[str, Any]], user: Any = None) -> ImportedTerms:
    """Add terms, and change those that are known by their French word, all or none.

    What a row leaves out stays as it is; so does a term that no row names.
    """
    known = {term.term_fr.casefold(): term for term in GlossaryTerm.objects.select_for_update()}
    report = ImportedTerms()
    for values in rows:
        term = known.get(values["term_fr"].casefold()) or GlossaryTerm()
        before = {name: getattr(term, name) for name in values}
        for name, value in values.items():
            setattr(term, name, value)
        if term.pk and before == dict(values):
            report.unchanged += 1
            continue
        report.changed += bool(term.pk)
        report.added += not term.pk
        save_term(term, user)
    return report
