"""Whose language is which."""

from collections.abc import Collection
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from wagtail.models import DraftStateMixin, Locale, Page
from wagtail.snippets.permissions import get_permission_name

from translations.languages import source_language
from translations.models import TranslatorLocale

SUBMIT = "wagtail_localize.submit_translation"
#: To publish finished work in all languages together, without the right to write it.
PUBLISH = "translations.add_publication"


def is_limited_to_languages(user: Any) -> bool:
    """Whether this user is a translator only: one who may not send pages for translation."""
    return not user.has_perm(SUBMIT)


def languages_of(user: Any) -> list[str]:
    """Codes of the languages `user` may translate into.

    All but the source language for whoever may send pages for translation; for others,
    those of their groups. Remembered with the user object, as permissions are.
    """
    if not hasattr(user, "_translation_languages"):
        user._translation_languages = _read_languages(user)
    return list(user._translation_languages)


def _read_languages(user: Any) -> list[str]:
    locales = Locale.objects.exclude(language_code=source_language()).order_by("pk")
    if is_limited_to_languages(user):
        held = TranslatorLocale.objects.filter(group__user=user)
        locales = locales.filter(pk__in=held.values("locale"))
    return list(locales.values_list("language_code", flat=True))


def may_translate(user: Any) -> bool:
    """Whether `user` has any language to translate into."""
    return not is_limited_to_languages(user) or bool(languages_of(user))


def translators_of(languages: Collection[str]) -> QuerySet[Any]:
    """Everybody active who translates into one of `languages`, in the order of their names."""
    groups = TranslatorLocale.objects.filter(locale__language_code__in=languages).values("group")
    people = get_user_model().objects.filter(is_active=True, groups__in=groups)
    return people.distinct().order_by("last_name", "first_name", "username")


def name_of(user: Any) -> str:
    """How colleagues call `user`; "" for nobody."""
    return str(user.get_full_name() or user.get_username()) if user else ""


def may_change(user: Any, instance: Any) -> bool:
    """Whether `user` has the right to change a page, or a snippet, leaving locks aside."""
    if isinstance(instance, Page):
        return bool(instance.permissions_for_user(user).can_edit())
    return bool(user.has_perm(get_permission_name("change", type(instance))))


def may_send(user: Any, page: Page) -> bool:
    """Whether `user` may send a page to the translators, and decide about what changed in it."""
    source = page.locale.language_code == source_language()
    return bool(source and user.has_perm(SUBMIT) and may_change(user, page))


def is_locked_for(user: Any, instance: Any) -> bool:
    """Whether somebody, or a workflow, has locked a page against `user`; snippets never are."""
    lock = instance.get_lock() if isinstance(instance, Page) else None
    return bool(lock and lock.for_user(user))


def may_publish(user: Any, instance: Any) -> bool:
    """Whether `user` has the right to publish a page or a snippet."""
    if isinstance(instance, Page):
        return bool(instance.permissions_for_user(user).can_publish())
    verb = "publish" if isinstance(instance, DraftStateMixin) else "change"
    return bool(user.has_perm(get_permission_name(verb, type(instance))))
