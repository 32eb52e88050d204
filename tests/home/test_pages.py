"""Pages of words: news, links inside texts, dates, and what the demo leaves alone."""

import datetime

import pytest
from django.utils.translation import override
from wagtail.models import Page, PageViewRestriction
from wagtail.rich_text import expand_db_html

from forum_site.demo.content import first_day
from forum_site.demo.load import load_sample
from home.links import address
from home.models import NewsPage
from home.queries import live_page_for_path, news_list
from home.templatetags.dates import clock, day_full, day_long, day_short, days, utc
from tests.html import soup


def test_news_are_the_same_in_every_language_latest_first(db):
    french = [(item.date, item.link.url[3:]) for item in news_list(NewsPage, "fr")]
    assert french == sorted(french, reverse=True)
    assert len(french) == 4
    for language in ("ko", "en"):
        found = [(item.date, item.link.url[3:]) for item in news_list(NewsPage, language)]
        assert found == french
    assert [item.link.language for item in news_list(NewsPage, "ko")].count("fr") == 1


def test_the_date_of_news_is_a_fact(db, visitor):
    """Changed once, on the French page, it is right in Korean at once."""
    french = NewsPage.objects.filter(locale__language_code="fr").first()
    french.date = datetime.date(2026, 1, 2)
    french.save_revision().publish()
    korean = french.get_translations().get(locale__language_code="ko")
    assert "2026년 1월 2일" in visitor.get(korean.url).content.decode()
    assert datetime.date(2026, 1, 2) in [item.date for item in news_list(NewsPage, "ko")]


def test_links_in_texts_stay_in_the_readers_language(db):
    practical = Page.objects.get(url_path="/fr/forum-2027/practical/")
    html = f'<a linktype="page" id="{practical.pk}">ici</a><a linktype="page" id="0">mort</a>'
    for language in ("fr", "ko", "en"):
        with override(language):
            assert expand_db_html(html) == (
                f'<a href="/{language}/forum-2027/practical/">ici</a><a>mort</a>'
            )


def test_a_page_is_found_in_its_language_or_the_source(db):
    page, length = live_page_for_path(["forum-2027", "speakers", "exemple-lucie"], "ko")
    assert (page.locale.language_code, length) == ("fr", 3)
    page, length = live_page_for_path(["forum-2027", "speakers", "hong-gildong"], "ko")
    assert (page.locale.language_code, length) == ("ko", 3)
    home, length = live_page_for_path([], "en")
    assert (home.url_path, length) == ("/en/", 0)
    assert live_page_for_path(["nothing"], "ko") is None
    assert address("/fr/forum-2027/", "fr", "ko") == "/ko/forum-2027/"


def test_a_draft_below_a_published_page_is_not_shown(db, visitor):
    page = Page.objects.get(url_path="/fr/accessibility/")
    page.specific.unpublish()
    for language in ("fr", "ko", "en"):
        assert visitor.get(f"/{language}/accessibility/").status_code == 404


def test_a_private_page_stays_private_in_every_language(db, visitor):
    """The words of a private French page must not slip out under /ko/."""
    for path in ("forum-2027/speakers/exemple-lucie/", "accessibility/", "news/"):
        page = Page.objects.get(url_path=f"/fr/{path}")
        restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
        for language in ("fr", "ko", "en"):
            response = visitor.get(f"/{language}/{path}")
            assert response.status_code == 302
            assert response["Location"].startswith("/account/login/")
            home = visitor.get(f"/{language}/").content.decode()
            assert f'href="/{language}/{path}"' not in home
        restriction.delete()
        assert visitor.get(f"/ko/{path}").status_code == 200


def test_a_private_piece_of_news_is_not_listed(db, visitor):
    page = NewsPage.objects.filter(locale__language_code="fr").latest("date")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert page.introduction not in visitor.get("/fr/news/").content.decode()
    assert len(news_list(NewsPage, "ko")) == 3


@pytest.mark.parametrize(
    ("language", "one_day", "weekday", "periods"),
    [
        (
            "fr", "20 mai 2027", ("jeudi 20 mai 2027", "jeu. 20 mai"),
            ["20 mai 2027", "20–21 mai 2027", "20 mai – 2 juin 2027"],
        ),
        (
            "ko", "2027년 5월 20일", ("2027년 5월 20일 목요일", "5월 20일 (목)"),
            ["2027년 5월 20일", "2027년 5월 20일~21일", "2027년 5월 20일 ~ 6월 2일"],
        ),
        (
            "en", "20 May 2027", ("Thursday, 20 May 2027", "Thu 20 May"),
            ["20 May 2027", "20–21 May 2027", "20 May – 2 June 2027"],
        ),
    ],
)  # fmt: skip
def test_dates(language, one_day, weekday, periods):
    day = datetime.date(2027, 5, 20)
    with override(language):
        assert day_long(day) == one_day
        assert (day_full(day), day_short(day)) == weekday
        ends = [day + datetime.timedelta(days=count) for count in (0, 1, 13)]
        assert [days(day, end) for end in ends] == periods


def test_the_first_of_a_month_in_french():
    first = datetime.date(2027, 4, 1)
    with override("fr"):
        assert day_long(first) == "1er avril 2027"
        assert day_full(first) == "jeudi 1er avril 2027"
        assert days(first, first + datetime.timedelta(days=1)) == "1er–2 avril 2027"
        assert days(first - datetime.timedelta(days=1), first) == "31 mars – 1er avril 2027"
        assert day_long(datetime.date(2021, 10, 21)) == "21 octobre 2021"
    with override("en"):
        assert day_long(first) == "1 April 2027"


def test_hours():
    instant = datetime.datetime(2027, 3, 25, 13, 5, tzinfo=datetime.UTC)
    assert clock(instant, "Europe/Paris") == "14:05"
    assert clock(instant, "Asia/Seoul") == "22:05"
    assert utc(instant) == "2027-03-25T13:05Z"


def test_the_sample_is_loaded_once(db):
    before = Page.objects.count()
    assert load_sample(datetime.date(2027, 1, 1)) is False
    assert Page.objects.count() == before


@pytest.mark.parametrize(
    ("today", "opening"),
    [
        (datetime.date(2026, 11, 20), datetime.date(2027, 3, 25)),
        (datetime.date(2026, 12, 1), datetime.date(2027, 4, 1)),
        (datetime.date(2028, 2, 29), datetime.date(2028, 6, 29)),
    ],
)
def test_the_sample_edition_is_ahead(today, opening):
    assert first_day(today) == opening
    assert opening.weekday() == 3
    assert (opening - today).days >= 120


def test_the_home_page_shows_what_is_next(db, visitor):
    page = soup(visitor.get("/ko/"))
    assert page.select_one(".next h2").get_text(strip=True) == "2027 한불 지방정부 포럼"
    assert len(page.select(".timeline li")) == 6
    assert len(page.select(".cards li")) == 3


def test_a_home_page_that_is_not_published_falls_back_marked(db, visitor):
    Page.objects.get(url_path="/ko/").specific.unpublish()
    page = soup(visitor.get("/ko/"))
    assert page.html["lang"] == "ko"
    assert page.select_one(".hero h1")["lang"] == page.select_one(".lead")["lang"] == "fr"
    assert page.select_one(".notice")
    assert visitor.get("/ko/forum-2027/").status_code == 200


def test_a_visitor_with_a_session_gets_the_editors_bar(editor):
    assert "wagtail-userbar" in editor.get("/fr/").content.decode()
