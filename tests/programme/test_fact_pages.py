"""A page of words and its fact: bound twice, named once."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, ProtectedError
from wagtail.models import Locale, Page

from programme.models import Edition, Session, Speaker, Track
from programme.pages import EditionPage, ProgrammePage, SessionPage, SpeakerPage
from programme.services.editions import create_edition
from programme.services.fact_pages import delete_fact, pages_of, save_fact, slug_from
from programme.services.sessions import create_session, create_speaker


def page_in(fact, language: str) -> Page:
    return Page.objects.get(translation_key=fact.key, locale__language_code=language).specific


def test_a_new_session_gets_its_french_page_as_a_draft(edition):
    session = Session(
        edition=edition,
        code="N1",
        kind="workshop",
        title_fr="L’œuvre commune",
        title_ko="공동 작업",
    )
    page = create_session(session, spoken=["fr", "ko"], interpreted=["en"])
    assert page.title == "L’œuvre commune"
    assert page.slug == "l-oeuvre-commune"
    assert page.locale.language_code == "fr"
    assert (page.live, page.has_unpublished_changes) == (False, True)
    assert page.translation_key == session.key
    assert page.get_parent().specific == ProgrammePage.objects.get(
        edition=edition, locale__language_code="fr"
    )
    assert sorted(session.languages.values_list("use", "language")) == [
        ("interpreted", "en"),
        ("spoken", "fr"),
        ("spoken", "ko"),
    ]
    assert Page.find_problems() == ([], [], [], [], [])


def test_two_sessions_of_the_same_title_get_two_addresses(edition):
    slugs = [
        create_session(
            Session(edition=edition, code=code, kind="workshop", title_fr="Même titre"),
            spoken=[],
            interpreted=[],
        ).slug
        for code in ("N1", "N2")
    ]
    assert slugs == ["meme-titre", "meme-titre-1"]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("제10회 한불 포럼", "je10hoe-hanbul-poleom"),
        ("!!!", "x1"),
        ("Énergie : l’œuf", "energie-l-oeuf"),
    ],
)
def test_addresses_are_ascii(title, slug):
    assert slug_from(title, "X1") == slug


def test_the_database_refuses_a_second_page_of_one_language(session):
    page = page_in(session, "ko")
    with pytest.raises(IntegrityError), transaction.atomic():
        Page.objects.filter(pk=page_in(session, "en").pk).update(locale=page.locale)


def test_a_page_with_another_key_is_refused(session):
    page = page_in(session, "fr")
    page.translation_key = session.edition.key
    with pytest.raises(ValidationError, match="ne peut pas être copiée"):
        page.save()


def test_a_fact_with_pages_cannot_be_deleted_behind_their_back(session):
    with pytest.raises(ProtectedError):
        session.delete()


def test_every_page_has_the_key_of_its_fact(db):
    assert not SessionPage.objects.exclude(translation_key=F("session__key")).exists()
    assert not SpeakerPage.objects.exclude(translation_key=F("speaker__key")).exists()
    assert not EditionPage.objects.exclude(translation_key=F("edition__key")).exists()


def test_renaming_reaches_every_language_and_old_revisions(session):
    old = page_in(session, "fr").save_revision()
    session.title_fr, session.title_ko = "Nouveau titre", "새 제목"
    save_fact(session)
    titles = {
        page.locale.language_code: (page.title, page.draft_title, page.slug)
        for page in pages_of(session)
    }
    slug = "climat-et-services-publics-decider-avec-des-moyens-comptes"
    english = session.title_en
    assert titles == {
        "fr": ("Nouveau titre", "Nouveau titre", slug),
        "ko": ("새 제목", "새 제목", slug),
        "en": (english, english, slug),
    }
    old.publish()
    assert page_in(session, "fr").title == "Nouveau titre"


def test_an_old_revision_cannot_bring_another_fact(session, edition):
    other = edition.sessions.get(code="C1")
    revision = page_in(session, "fr").save_revision()
    revision.content["session"] = other.pk
    revision.save()
    revision.publish()
    assert page_in(session, "fr").session == session


def test_copies_and_moves_are_refused(session):
    page = page_in(session, "fr")
    with pytest.raises(ValidationError):
        page.copy(update_attrs={"slug": "copy"})
    assert not page.can_move_to(Page.objects.get(depth=1))


def test_deleting_a_fact_takes_its_pages_along(edition):
    session = Session(edition=edition, code="N1", kind="workshop", title_fr="Passagère")
    create_session(session, spoken=[], interpreted=[])
    delete_fact(session, None)
    assert not Session.objects.filter(code="N1").exists()
    assert not Page.objects.filter(slug="passagere").exists()
    assert Page.find_problems() == ([], [], [], [], [])


def test_what_the_public_has_seen_is_cancelled_not_deleted(session):
    with pytest.raises(ValidationError, match="annulé"):
        delete_fact(session, None)


def test_an_edition_with_its_programme_goes_as_a_whole(db):
    edition = Edition(
        slug="forum-2030", title_fr="Forum 2030", starts_on="2030-05-02", ends_on="2030-05-03"
    )
    create_edition(edition)
    track = Track.objects.create(edition=edition, name_fr="Axe", colour="plum")
    session = Session(edition=edition, code="N1", kind="workshop", title_fr="A", track=track)
    create_session(session, spoken=[], interpreted=[])
    delete_fact(session, None)
    delete_fact(edition, None)
    assert not Edition.objects.filter(slug="forum-2030").exists()
    assert not Page.objects.filter(url_path__startswith="/fr/forum-2030/").exists()
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize("noun", ["edition", "speaker"])
def test_released_editions_and_speakers_stay(edition, noun):
    fact = edition if noun == "edition" else edition.speakers.get(name_hangul="홍길동")
    with pytest.raises(ValidationError, match="annulé"):
        delete_fact(fact, None)


def test_the_archive_takes_no_sessions(db):
    archived = Edition.objects.get(starts_on__year=2016)
    session = Session(edition=archived, code="N1", kind="workshop", title_fr="A")
    with pytest.raises(ValidationError, match="pas de programme"):
        create_session(session, spoken=[], interpreted=[])
    speaker = Speaker(edition=archived, family_name="A")
    with pytest.raises(ValidationError, match="pas de programme"):
        create_speaker(speaker)


def test_names_follow_the_reader(edition):
    hong = edition.speakers.get(name_hangul="홍길동")
    assert (hong.name_in("ko"), hong.other_name_in("ko")) == ("홍길동", "HONG Gildong")
    assert (hong.name_in("fr"), hong.other_name_in("fr")) == ("HONG Gildong", "홍길동")
    lucie = edition.speakers.get(family_name="Exemple")
    assert (lucie.name_in("ko"), lucie.other_name_in("ko")) == ("Lucie EXEMPLE", "")


def test_a_speaker_gets_a_page_named_as_the_language_wants(edition):
    page = create_speaker(
        Speaker(edition=edition, family_name="Han", given_name="Sol", display_order="family_first")
    )
    assert (page.title, page.slug) == ("HAN Sol", "han-sol")


def test_an_edition_gets_its_three_pages(db):
    edition = Edition(
        slug="forum-2030", title_fr="Forum 2030", starts_on="2030-05-02", ends_on="2030-05-03"
    )
    create_edition(edition)
    assert sorted(page.url_path for page in pages_of(edition)) == [
        "/fr/forum-2030/",
        "/fr/forum-2030/programme/",
        "/fr/forum-2030/speakers/",
    ]
    assert [schedule.state for schedule in edition.schedules.all()] == ["draft"]


def test_an_edition_cannot_take_the_address_of_another_page(db):
    edition = Edition(slug="news", title_fr="X", starts_on="2030-05-02", ends_on="2030-05-03")
    with pytest.raises(ValidationError, match="déjà cette adresse"):
        create_edition(edition)
    assert not Edition.objects.filter(slug="news").exists()


def test_three_roots(db):
    assert sorted(Locale.objects.values_list("language_code", flat=True)) == ["en", "fr", "ko"]
