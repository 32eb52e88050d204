"""How translations into a language are finished."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Locale

from translations.languages import source_language
from translations.models import LanguageRule


@transaction.atomic
def ask_for_second_readers(chosen: Collection[Locale], user: Any) -> None:
    """Let a second person validate in the languages `chosen`, and in no other."""
    for locale in Locale.objects.exclude(language_code=source_language()):
        rule, _new = LanguageRule.objects.get_or_create(locale=locale)
        if rule.second_reader != (locale in chosen):
            rule.second_reader = not rule.second_reader
            rule.save()
            log(instance=rule, action="wagtail.edit", user=user)
