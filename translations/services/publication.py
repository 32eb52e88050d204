"""Translations that go live."""

from typing import Any

from wagtail_localize.models import Translation


def publish_translation(translation: Translation, user: Any = None) -> None:
    """Publish the target page with the sentences entered so far.

    Raises ValidationError when a sentence does not fit its field.
    """
    translation.save_target(user=user, publish=True)
