"""What follows from Wagtail's own events, whichever screen or schedule caused them."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from .languages import source_language
from .services import refresh_sentences, share_address


@receiver(page_published)
def refresh_after_publication(instance: Page, **_kwargs: Any) -> None:
    """A published source page is what translators must see, in the same transaction."""
    if instance.locale.language_code == source_language():
        refresh_sentences(instance)
        share_address(instance)


@receiver(page_unpublished)
def unpublish_translations(instance: Page, **_kwargs: Any) -> None:
    """A source that goes offline takes its translations along, also in bulk and by date."""
    if instance.locale.language_code != source_language():
        return
    for page in Page.objects.translation_of(instance, inclusive=False).live():
        page.specific.unpublish(user=None)
