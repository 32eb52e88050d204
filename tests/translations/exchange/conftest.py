import pytest
from django.contrib.auth import get_user_model
from wagtail_localize.models import Translation

from translations.exchange.files import write_zip
from translations.exchange.units import Document, label_document, page_documents
from translations.scopes import scope


@pytest.fixture
def french(session):
    return session.pages.get(locale__language_code="fr")


@pytest.fixture
def korean(french):
    return Translation.objects.select_related("source").get(
        source__object=french.translation_key, target_locale__language_code="ko"
    )


@pytest.fixture
def translator(db):
    return get_user_model().objects.get(username="translator-ko")


@pytest.fixture
def reader(db):
    return get_user_model().objects.create_user("second-reader")


def publish(page, *sentences: str) -> None:
    page.abstract = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    page.save_revision().publish()


def of_edition(language: str) -> list[Document]:
    """All files of the coming edition."""
    found = scope("forum-2027")
    return [*page_documents(language, found.keys()), label_document(language, found.rows())]


def archive(language: str, kind: str) -> bytes:
    return write_zip(of_edition(language), kind)
