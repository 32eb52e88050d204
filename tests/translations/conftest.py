"""A page that translators work on, and who they are."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from wagtail_localize.models import Translation


@pytest.fixture
def french(session) -> Any:
    """The source page of a session."""
    return session.pages.get(locale__language_code="fr")


@pytest.fixture
def korean(french) -> Translation:
    """The same page, as it was sent to the translators into Korean."""
    return Translation.objects.get(
        source__object=french.translation_key, target_locale__language_code="ko"
    )


@pytest.fixture
def somebody(db) -> Any:
    """Who `translator` is."""
    return get_user_model().objects.get(username="translator-ko")


@pytest.fixture
def reader(db) -> Any:
    """Somebody who may give the second reading."""
    return get_user_model().objects.create_user("second-reader")
