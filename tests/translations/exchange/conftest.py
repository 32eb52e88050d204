from translations.exchange.files import write_zip
from translations.exchange.units import Document, label_document, page_documents
from translations.scopes import scope


def of_edition(language: str) -> list[Document]:
    """All files of the coming edition."""
    found = scope("forum-2027")
    return [*page_documents(language, found.keys()), label_document(language, found.rows())]


def archive(language: str, kind: str) -> bytes:
    return write_zip(of_edition(language), kind)
