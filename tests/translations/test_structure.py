"""Whatever a source page holds, its translation has the same form, and no French unmarked."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup, NavigableString
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.utils.html import escape
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation

from home.models import StandardPage
from tests.html import soup, texts
from tests.pictures import plain
from translations.queries.pages import missing_strings
from translations.queries.strings import string_work
from translations.services.publication import publish_translation
from translations.services.strings import save_string
from translations.services.submission import submit_page

#: `make proof` asks for many more.
CASES = int(os.environ.get("FUZZ_CASES", "20"))
MANY = 200
#: Letters of the translated text; the source has none of them.
KOREAN = "번역"

# What editors write: the project's blocks, with the features they offer

LETTERS = st.characters(
    categories=["L", "N", "P", "S", "Zs"], exclude_characters=KOREAN, codec="utf-8"
)
WORDS = st.text(LETTERS, min_size=1, max_size=30).filter(lambda text: text.strip())
ODD = st.sampled_from(
    ["a & b", "<b>", "« oui ! »", "&amp;", "l’été", "한국 & 프랑스", "x\u00a0: y"]
)
WRITTEN = (WORDS | ODD).map(escape)
ADDRESSES = st.sampled_from(
    ["https://a.example/?a=1&b='2'", "mailto:x@y.example", "#ancre", "tel:+33100000000"]
)


def link(words: str, address: str) -> str:
    return f'<a href="{escape(address)}">{words}</a>'


def inner(kinds: list[str]) -> st.SearchStrategy[str]:
    """Words with marks and links around some of them."""
    marks = {
        "plain": WRITTEN,
        "bold": WRITTEN.map(lambda words: f"<b>{words}</b>"),
        "both": WRITTEN.map(lambda words: f"<b><i>{words}</i></b>"),
        "italic": WRITTEN.map(lambda words: f"<i>{words}</i>"),
        "link": st.builds(link, WRITTEN, ADDRESSES),
        "bold link": st.builds(link, WRITTEN.map(lambda words: f"<b>{words}</b>"), ADDRESSES),
        "page": WRITTEN.map(lambda words: f'<a linktype="page" id="PAGE">{words}</a>'),
        "document": WRITTEN.map(lambda words: f'<a linktype="document" id="DOC">{words}</a>'),
        "break": st.just("<br/>"),
        "nothing": st.sampled_from(["", " ", "\u00a0", "<b></b>"]),
    }
    pieces = st.one_of(*(marks[kind] for kind in kinds))
    return st.lists(pieces, min_size=1, max_size=5).map("".join)


KINDS = ["plain", "bold", "both", "italic", "link", "bold link", "page", "document", "break"]
INLINE = inner([*KINDS, "nothing"])
ITEMS = st.lists(INLINE, min_size=1, max_size=3).map(
    lambda items: "".join(f"<li>{item}</li>" for item in items)
)
NESTED = st.builds(lambda words, items: f"<ul><li>{words}<ol>{items}</ol></li></ul>", INLINE, ITEMS)
PARTS = st.one_of(
    INLINE.map(lambda words: f"<p>{words}</p>"),
    ITEMS.map(lambda items: f"<ul>{items}</ul>"),
    ITEMS.map(lambda items: f"<ol>{items}</ol>"),
    NESTED,
    # Pasted or imported, and kept as it came.
    INLINE.map(lambda words: f"<h3>{words}</h3><hr/>"),
)
RICH = st.lists(PARTS, min_size=1, max_size=4).map("".join)
BLOCKS = st.lists(
    st.one_of(
        st.tuples(st.just("heading"), WORDS),
        st.tuples(st.just("text"), RICH),
        st.tuples(st.just("note"), RICH),
        st.tuples(st.just("image"), st.tuples(st.booleans(), WORDS)),
    ),
    min_size=1,
    max_size=4,
)


class Site:
    """A French page, what it links to, and those who publish and translate it."""

    def __init__(self) -> None:
        home = Page.objects.get(url_path="/fr/")
        self.page = StandardPage(title="Titre original", slug="essai", locale=home.locale)
        home.add_child(instance=self.page)
        self.other = Page.objects.get(url_path="/fr/accessibility/")
        self.document = Document.objects.create(title="x", file="x.pdf")
        self.image = Image.objects.create(title="x", file=ContentFile(plain(), name="x.jpg"))
        self.user = get_user_model().objects.get(username="translator-ko")

    def write(self, blocks: list[tuple[str, Any]], introduction: str = "") -> None:
        """Publish these blocks, and send them for translation."""
        self.page = StandardPage.objects.get(pk=self.page.pk)
        self.page.introduction = introduction
        self.page.body = StandardPage.body.field.to_python(
            [
                {"type": kind, "value": self.value(kind, value), "id": f"block-{place}"}
                for place, (kind, value) in enumerate(blocks)
            ]
        )
        self.page.save_revision().publish()
        korean = list(Locale.objects.filter(language_code="ko"))
        assert submit_page(self.page, korean, None) == []

    def value(self, kind: str, value: Any) -> Any:
        if kind == "image":
            decorative, words = value
            alt = "" if decorative else words
            return {"image": self.image.pk, "decorative": decorative, "alt_text": alt}
        return value.replace("PAGE", str(self.other.pk)).replace("DOC", str(self.document.pk))

    @property
    def translation(self) -> Translation:
        return Translation.objects.get(
            source__object=self.page.translation_key, target_locale__language_code="ko"
        )

    def translate(self, most: int | None = None) -> None:
        """Every sentence, or the first few, as a translator keeps them: marks stay, words go."""
        sentences = string_work([self.translation])[self.translation.pk][:most]
        # A sentence that stands twice in a block is one.
        for work in {work.place: work for work in sentences}.values():
            if not work.target:
                save_string(work.place, in_korean(work.source), self.user, work.version)

    @property
    def korean(self) -> StandardPage:
        return StandardPage.objects.get(
            translation_key=self.page.translation_key, locale__language_code="ko"
        )


def in_korean(source: str) -> str:
    """The same mark-up with other words."""
    page = BeautifulSoup(source, "html.parser")
    for node in list(page.find_all(string=True)):
        if node.strip():
            node.replace_with(KOREAN)
    return str(page)


def words_in(html: str) -> list[str]:
    """Its texts, as they are read."""
    return [str(node).strip() for node in BeautifulSoup(html, "html.parser").find_all(string=True)]


def form(html: str) -> str:
    """The mark-up with its attributes and links, and a mark where words are."""
    page = BeautifulSoup(html, "html.parser")
    for node in list(page.find_all(string=True)):
        if type(node) is NavigableString and node.strip():
            node.replace_with("…")
        else:
            node.extract()
    return str(page)


def outline(page: StandardPage) -> list[Any]:
    """Blocks in their order: kind, id, and their form."""
    found: list[Any] = []
    for block in page.body.raw_data:
        value = block["value"]
        if block["type"] == "image":
            held = value["image"], value["decorative"], bool(value["alt_text"])
            found.append((block["type"], block["id"], held))
        else:
            held = form(value) if block["type"] != "heading" else bool(value.strip())
            found.append((block["type"], block["id"], held))
    return found


def readings(page: StandardPage) -> Iterator[str]:
    """All words on a page, piece by piece."""
    yield from (page.title, page.introduction)
    for block in page.body.raw_data:
        value = block["value"]
        if block["type"] == "image":
            yield value["alt_text"]
        elif block["type"] == "heading":
            yield value
        else:
            yield from words_in(value)


@pytest.fixture
def site(db) -> Site:
    return Site()


def hold(check: Callable[..., None], *cases: st.SearchStrategy[Any], count: int) -> None:
    """Try `check` with many cases; each leaves the database as it was."""

    @settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        # To make a failing case small takes far longer than to find it.
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.tuples(*cases))
    def holds(case: tuple[Any, ...]) -> None:
        with transaction.atomic():
            check(*case)
            transaction.set_rollback(True)

    holds()


HOW_MANY = pytest.mark.parametrize(
    "count", [CASES, pytest.param(MANY, marks=pytest.mark.proof)], ids=["few", "many"]
)


@HOW_MANY
def test_a_translated_page_has_the_form_of_its_source(site, count):
    """The same blocks, marks, links and ids in the same order, and none of the French words."""

    def check(blocks: list[tuple[str, Any]], introduction: str) -> None:
        site.write(blocks, introduction)
        site.translate()
        assert missing_strings(site.translation) == 0
        publish_translation(site.translation, site.user)
        assert site.korean.live
        assert outline(site.korean) == outline(site.page)
        assert {text for text in readings(site.korean) if text} <= {KOREAN, "\u00a0", " "}

    hold(check, BLOCKS, WORDS | st.just(""), count=count)


#: French words that occur nowhere else.
FRENCH = "Motfrançais"
ADDRESS = "/ko/essai/"


def french(blocks: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """These blocks with words by which they are recognised."""
    marked = []
    for kind, value in blocks:
        if kind == "image":
            marked.append((kind, (value[0], f"{FRENCH} {value[1]}")))
        elif kind == "heading":
            marked.append((kind, f"{FRENCH} {value}"))
        else:
            marked.append((kind, f"<p>{FRENCH}</p>{value}"))
    return marked


def unmarked(client: Client) -> list[str]:
    """French words that a Korean reader meets without being told that they are French."""
    page = soup(client.get(ADDRESS))
    page.head.extract()
    return [text for text, language in texts(page) if FRENCH in text and language != "fr"]


def shown(client: Client) -> str:
    return client.get(ADDRESS).content.decode()


@HOW_MANY
def test_french_under_ko_is_marked_however_far_the_translation_is(site, count):
    """Before, half way, after it, and after the source has changed again."""
    client, translator = Client(), Client()
    translator.force_login(site.user)

    def publish() -> None:
        translator.post(f"/admin/translations/workbench/{site.translation.pk}/publish/")

    def check(blocks: list[tuple[str, Any]], done: int) -> None:
        site.write(french(blocks), f"{FRENCH} début")
        assert FRENCH in shown(client)
        assert unmarked(client) == []
        site.translate(most=done)
        publish()
        assert unmarked(client) == []
        site.translate()
        publish()
        assert FRENCH not in shown(client)
        site.write([*french(blocks), ("heading", f"{FRENCH} nouveau")], f"{FRENCH} fin")
        site.translate(most=done)
        publish()
        assert unmarked(client) == []

    hold(check, BLOCKS, st.integers(0, 3), count=max(5, count // 3))
