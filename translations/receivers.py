"""What follows from Wagtail's own events, whichever screen or schedule caused them."""

from typing import Any

from django.db.models.signals import m2m_changed, post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished

from .languages import source_language
from .services import refresh_sentences, share_privacy, share_settings


@receiver(page_published)
def refresh_after_publication(instance: Page, **_kwargs: Any) -> None:
    """A published source page is what translators must see, in the same transaction."""
    if instance.locale.language_code == source_language():
        refresh_sentences(instance)
        share_settings(instance)


@receiver([post_save, post_delete], sender=PageViewRestriction)
def share_restrictions(instance: PageViewRestriction, **_kwargs: Any) -> None:
    """A source page that is closed, or opened again, is so in every language at once."""
    share_privacy(instance.page)


@receiver(m2m_changed, sender=PageViewRestriction.groups.through)
def share_groups(instance: Any, action: str, **_kwargs: Any) -> None:
    """The same when the groups are chosen, which happens after the restriction is saved."""
    if action.startswith("post_") and isinstance(instance, PageViewRestriction):
        share_privacy(instance.page)


@receiver(page_unpublished)
def unpublish_translations(instance: Page, **_kwargs: Any) -> None:
    """A source that goes offline takes its translations along, also in bulk and by date."""
    if instance.locale.language_code != source_language():
        return
    for page in Page.objects.translation_of(instance, inclusive=False).live():
        page.specific.unpublish(user=None)
