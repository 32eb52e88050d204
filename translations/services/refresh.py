"""What follows in every language when a source page is published, closed or opened."""

from django.db.models import Q
from wagtail.models import Page
from wagtail_localize.models import TranslationSource

from translations.languages import HOME_DEPTH, source_language

from .memory import prefill
from .sources import read_again


def refresh_sentences(page: Page) -> bool:
    """Bring the translators' sentences of a source page up to date.

    Nothing is published; what changed has no translation any more and so shows up in
    every work list; what another page says of the same sentence is proposed. Returns whether
    the page has been sent for translation at all.
    """
    source = TranslationSource.objects.get_for_instance_or_none(page)
    if source is None:
        return False
    if read_again(source):
        prefill(source.translations.filter(enabled=True).select_related("source"))
    return True


def share_settings(page: Page) -> None:
    """Give the translations the slug of their source, and its place in menus.

    Home pages keep theirs: they are named after their languages.
    """
    same = Q(slug=page.slug, show_in_menus=page.show_in_menus)
    for translation in Page.objects.translation_of(page).exclude(same):
        if translation.depth > HOME_DEPTH:
            translation.slug = page.slug
            translation.show_in_menus = page.show_in_menus
            translation.save(clean=False)


def share_privacy(page: Page) -> None:
    """Give the translations of a source page its restrictions, none included."""
    source = TranslationSource.objects.get_for_instance_or_none(page)
    if source is not None and page.locale.language_code == source_language():
        for translation in Page.objects.translation_of(page):
            source.sync_view_restrictions(page, translation)
