"""What follows from events of Wagtail and wagtail-localize, and from labels that change."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.dispatch import receiver
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished
from wagtail_localize.models import StringTranslation

from .labels import label_set
from .languages import source_language
from .queries.labels import label_columns
from .services.labels import note_label_changes
from .services.refresh import refresh_sentences, share_privacy, share_settings
from .services.strings import note_foreign_words


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


@receiver(post_save, sender=StringTranslation)
def unread_what_came_by_another_door(instance: StringTranslation, **_kwargs: Any) -> None:
    """A sentence changed in wagtail-localize's own screens or files is to be validated anew."""
    note_foreign_words(instance)


@receiver(pre_save)
def remember_labels(sender: type[Model], instance: Any, **_kwargs: Any) -> None:
    """Keep what a row's labels said, to see after its saving which ones became stale."""
    labels = label_set(sender._meta.label_lower)
    if labels and instance.pk:
        instance.labels_before = label_columns(labels, instance.pk)


@receiver(post_save)
def mark_stale_labels(sender: type[Model], instance: Any, **_kwargs: Any) -> None:
    """A label whose source changed is to be adapted, whoever saved the row, in that moment."""
    before = instance.__dict__.pop("labels_before", None)
    labels = label_set(sender._meta.label_lower)
    if labels and before:
        note_label_changes(labels, instance, before)
