"""In which language a page's title is: a copy of another language's is not its own."""

import pytest

from translations.labels import Words
from translations.queries.titles import page_title


@pytest.mark.parametrize(
    ("titles", "code", "expected"),
    [
        ({"fr": "Programme", "ko": "프로그램"}, "ko", Words("프로그램", "ko")),
        # Made from the French page, and not translated yet.
        ({"fr": "Visites", "ko": "Visites"}, "ko", Words("Visites", "fr")),
        # The Korean label is empty, and the English one stands in for it.
        ({"fr": "Visites", "en": "Visits", "ko": "Visits"}, "ko", Words("Visits", "en")),
        # There is no page yet.
        ({"fr": "Visites", "en": "Visits"}, "ko", Words("Visites", "fr")),
    ],
)
def test_the_language_of_a_title(titles, code, expected):
    assert page_title(titles, code) == expected
