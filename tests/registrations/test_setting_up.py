"""What editors set up, and what follows by the clock."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from programme.enums import EditionState
from programme.models import Edition
from programme.services.editions import create_edition
from registrations.models import (
    ConsentText,
    ParticipantCategory,
    Quota,
    Registration,
    RegistrationSettings,
)
from registrations.pages import RegistrationPage
from registrations.queries.offer import offer_of
from registrations.services.clock import open_and_close_registrations
from registrations.services.setting_up import (
    create_quota,
    create_settings,
    delete_settings,
    revise_consent_text,
    seated,
)
from tests.html import soup
from tests.registrations.entry import FORM, filled


@pytest.fixture
def another(db) -> Edition:
    day = datetime.date(2028, 5, 4)
    edition = Edition(slug="forum-2028", title_fr="Forum 2028", starts_on=day, ends_on=day)
    return create_edition(edition)


def settings_form(edition: Edition, **changes) -> dict:
    return {
        "seen": "",
        "edition": edition.pk,
        "opens_at": "2028-01-10 09:00",
        "closes_at": "2028-04-10 18:00",
        "change_deadline": "2028-04-20 18:00",
        "retention_days": "90",
        "needs_retention_days": "30",
        "contact_email": "forum@ville.example",
        "joining_link": "",
        **changes,
    }


def test_an_editor_opens_registration(editor, another):
    """Settings bring the page as a draft, and last year's categories and texts."""
    response = editor.post("/admin/registration_settings/new/", settings_form(another))
    assert response.status_code == 302, soup(response).select(".error-message")
    settings = RegistrationSettings.objects.get(edition=another)
    page = RegistrationPage.objects.get(edition=another)
    assert (page.live, page.slug, page.locale.language_code) == (False, "registration", "fr")
    assert page.url_path == "/fr/forum-2028/registration/"
    assert ParticipantCategory.objects.filter(edition=another).count() == 6
    assert set(ConsentText.objects.filter(edition=another).values_list("version", flat=True)) == {1}
    assert settings.erased_on == datetime.date(2028, 8, 2)
    assert settings.needs_erased_on == datetime.date(2028, 6, 3)


def test_the_first_edition_ever_has_a_category(another):
    Registration.objects.all().delete()
    ParticipantCategory.objects.all().delete()
    moment = datetime.datetime(2028, 1, 10, tzinfo=datetime.UTC)
    settings = RegistrationSettings(
        edition=another,
        opens_at=moment,
        closes_at=moment + datetime.timedelta(days=90),
        change_deadline=moment,
        contact_email="forum@ville.example",
    )
    create_settings(settings)
    (category,) = ParticipantCategory.objects.filter(edition=another)
    assert (category.name_fr, category.name_ko) == ("Participant", "참가자")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"closes_at": "2028-01-01 09:00"}, None),
        ({"needs_retention_days": "31"}, "needs_retention_days"),
        ({"contact_email": "x"}, "contact_email"),
    ],
)
def test_settings_that_cannot_be(editor, another, changes, field):
    response = editor.post("/admin/registration_settings/new/", settings_form(another, **changes))
    assert response.status_code == 200
    assert soup(response).select_one(".error-message, .help-critical, .messages .error")
    assert not RegistrationSettings.objects.filter(edition=another).exists()


def test_settings_are_not_deleted_once_somebody_has_registered(edition, another, editor):
    with pytest.raises(ValidationError):
        delete_settings(edition.registration_settings)
    editor.post("/admin/registration_settings/new/", settings_form(another))
    delete_settings(RegistrationSettings.objects.get(edition=another))
    assert not RegistrationPage.objects.filter(edition=another).exists()


def test_seats_are_resized_while_they_are_taken(editor, edition):
    """Somebody registers while the editor types: the form holds, the count stays."""
    quota = Quota.objects.get(session__code="V3")
    address = f"/admin/quotas/edit/{quota.pk}/"
    page = soup(editor.get(address))
    data = {tag["name"]: tag.get("value", "") for tag in page.select("form input[name]")}
    Quota.objects.filter(pk=quota.pk).update(taken=5)
    response = editor.post(address, data | {"size": "10"})
    assert response.status_code == 302, soup(response).select(".error-message")
    quota.refresh_from_db()
    assert (quota.size, quota.taken) == (10, 5)
    refused = editor.post(address, data | {"size": "4"})
    assert refused.status_code == 200
    quota.refresh_from_db()
    assert quota.size == 10


def test_a_new_quota_counts_who_is_there_already(edition):
    workshop = edition.sessions.filter(signup_required=True, quota=None).first()
    data = filled(edition, sessions=[str(workshop.pk)])
    assert Client().post(FORM.format("fr"), data).status_code == 302
    assert create_quota(Quota(edition=edition, session=workshop, size=3)).taken == 1
    with pytest.raises(ValidationError):
        create_quota(Quota(edition=edition, mode="", size=2))


def test_seats_counted_again_are_the_seats_taken(edition):
    for quota in Quota.objects.filter(edition=edition):
        assert seated(quota) == quota.taken, quota


@pytest.mark.parametrize("values", [{"taken": 7}, {"mode": "online"}])
def test_the_database_itself_refuses(edition, values):
    """More taken than there are; a session's seats for one mode only."""
    quota = Quota.objects.filter(session__code="V3")
    with pytest.raises(IntegrityError), transaction.atomic():
        quota.update(**values)


def test_seats_are_counted_by_one_quota(edition):
    with pytest.raises(IntegrityError), transaction.atomic():
        Quota.objects.create(edition=edition, mode="on_site", size=3)
    with pytest.raises(IntegrityError), transaction.atomic():
        Quota.objects.create(edition=edition, session=edition.sessions.get(code="V1"), size=3)


def consent(edition, purpose="photo") -> ConsentText:
    return ConsentText.objects.filter(edition=edition, purpose=purpose).latest("version")


def test_words_somebody_agreed_to_stay(edition, editor):
    Client().post(FORM.format("fr"), filled(edition, consent_photo="on"))
    text = consent(edition)
    words = text.text_fr
    page = soup(editor.get(f"/admin/consent_texts/edit/{text.pk}/"))
    seen = page.select_one("#id_seen")["value"]
    data = {f"text_{code}": getattr(text, f"text_{code}") for code in ("fr", "ko", "en")}
    editor.post(
        f"/admin/consent_texts/edit/{text.pk}/", data | {"seen": seen, "text_fr": "Autre texte."}
    )
    now = consent(edition)
    assert (now.version, now.text_fr) == (2, "Autre texte.")
    assert ConsentText.objects.get(pk=text.pk).text_fr == words
    in_force = {t.purpose: t.version for t in offer_of(edition.slug, "fr").consents}
    assert in_force == {"terms": 1, "sensitive": 1, "photo": 2, "publication": 1, "invitation": 1}


def test_a_missing_translation_is_filled_in_place(edition):
    Client().post(FORM.format("fr"), filled(edition, consent_photo="on"))
    text = consent(edition)
    ConsentText.objects.filter(pk=text.pk).update(text_ko="")
    text.refresh_from_db()
    text.text_ko = "사진 촬영에 동의합니다."
    assert revise_consent_text(text).version == 1


def test_registration_opens_fills_and_closes_by_itself(edition):
    settings = RegistrationSettings.objects.get(edition=edition)
    Edition.objects.filter(pk=edition.pk).update(state=EditionState.ANNOUNCED)
    minute = datetime.timedelta(minutes=1)

    def at(moment) -> str:
        open_and_close_registrations(moment)
        return Edition.objects.get(pk=edition.pk).state

    assert at(settings.opens_at - minute) == "announced"
    assert at(settings.opens_at) == "registration_open"
    Quota.objects.filter(edition=edition, session=None).update(size=4, taken=4)
    assert at(settings.opens_at + minute) == "full"
    Quota.objects.filter(edition=edition, mode="online").update(taken=3)
    assert at(settings.opens_at + 2 * minute) == "registration_open"
    assert at(settings.closes_at) == "closed"
    assert open_and_close_registrations(settings.closes_at + minute) == 0


def test_what_an_editor_decided_stands(edition):
    settings = RegistrationSettings.objects.get(edition=edition)
    for state in ("postponed", "cancelled", "held", "moved_online"):
        Edition.objects.filter(pk=edition.pk).update(state=state)
        assert open_and_close_registrations(settings.closes_at) == 0


@pytest.mark.parametrize(
    ("state", "heading", "is_taking"),
    [
        ("postponed", "포럼이 연기되었습니다", False),
        ("cancelled", "포럼이 취소되었습니다", False),
        ("closed", "참가 등록이 마감되었습니다", False),
        ("registration_open", "참가 등록을 받고 있습니다", True),
    ],
)
def test_the_page_follows_the_edition(edition, visitor, state, heading, is_taking):
    Edition.objects.filter(pk=edition.pk).update(state=state)
    page = soup(visitor.get("/ko/forum-2027/registration/"))
    assert bool(page.select_one(f"a[href='{FORM.format('ko')}']")) == is_taking
    assert page.select_one("#stage-title").get_text()


def test_moved_online_only_online_is_offered(edition, visitor):
    Edition.objects.filter(pk=edition.pk).update(state="moved_online", attendance_mode="online")
    data = filled(edition) | {"at": "person", "go": "next"}
    step = soup(visitor.post(FORM.format("fr"), data))
    assert [box["value"] for box in step.select("[name=mode]")] == ["online"]


def test_bands_not_numbers_are_public(edition, visitor):
    """A booking changes the page only when a band does."""
    Quota.objects.filter(session__code="V2").update(size=20, taken=0)
    pages = []
    for taken in (0, 14, 15, 20):
        Quota.objects.filter(session__code="V2").update(taken=taken)
        pages.append(visitor.get("/fr/forum-2027/registration/").content)
    assert pages[0] == pages[1]
    assert len(set(pages)) == 3


def test_references_follow_from_keys(edition):
    registration = Registration.objects.first()
    reference = registration.reference
    registration.save()
    assert Registration.objects.get(pk=registration.pk).reference == reference
    assert len(reference) == 8
