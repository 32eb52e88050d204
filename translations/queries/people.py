"""Whose language is which."""

from typing import Any

from wagtail.models import DraftStateMixin, Locale, Page
from wagtail.permissions import page_permission_policy
from wagtail.snippets.permissions import get_permission_name

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


def may_change(user: Any, instance: Any) -> bool:
    """Whether `user` has the right to change a page, or a snippet, leaving locks aside."""
    if isinstance(instance, Page):
        return bool(instance.permissions_for_user(user).can_edit())
    return bool(user.has_perm(get_permission_name("change", type(instance))))


def may_publish(user: Any, instance: Any) -> bool:
    """Whether `user` has the right to publish a page or a snippet."""
    if isinstance(instance, Page):
        return bool(instance.permissions_for_user(user).can_publish())
    verb = "publish" if isinstance(instance, DraftStateMixin) else "change"
    return bool(user.has_perm(get_permission_name(verb, type(instance))))
