"""Whose language is which."""

from collections.abc import Collection
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from wagtail.models import Locale
from wagtail.permissions import page_permission_policy

from translations.languages import source_language
from translations.models import TranslatorLocale

SUBMIT = "wagtail_localize.submit_translation"


def is_limited_to_languages(user: Any) -> bool:
    """Whether this user is a translator only: one who may not send pages for translation."""
    return not user.has_perm(SUBMIT)


def languages_of(user: Any) -> list[str]:
    """Codes of the languages `user` may translate into.

    All but the source language for whoever may send pages for translation; for others,
    those of their groups.
    """
    locales = Locale.objects.exclude(language_code=source_language()).order_by("pk")
    if is_limited_to_languages(user):
        held = TranslatorLocale.objects.filter(group__user=user)
        locales = locales.filter(pk__in=held.values("locale"))
    return list(locales.values_list("language_code", flat=True))


def may_edit_pages(user: Any, language: str) -> bool:
    """Whether `user` has the right to edit any page of `language`."""
    pages = page_permission_policy.instances_user_has_permission_for(user, "change")
    return bool(pages.filter(locale__language_code=language).exists())


def translators_of(languages: Collection[str]) -> QuerySet[Any]:
    """Everybody active who translates into one of `languages`, in the order of their names."""
    groups = TranslatorLocale.objects.filter(locale__language_code__in=languages).values("group")
    people = get_user_model().objects.filter(is_active=True, groups__in=groups)
    return people.distinct().order_by("last_name", "first_name", "username")


def name_of(user: Any) -> str:
    """What a colleague is called: the full name, else the log-in."""
    return str(user.get_full_name() or user.get_username())
