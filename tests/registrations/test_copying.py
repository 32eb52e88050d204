"""What of registration comes along to the next edition."""

import datetime
import zoneinfo

from programme.models import Edition
from registrations.models import ConsentText, ParticipantCategory, Quota, RegistrationSettings
from tests.factories import next_edition

PARIS = zoneinfo.ZoneInfo("Europe/Paris")


def test_settings_move_by_whole_days(edition):
    old = edition.registration_settings
    new = next_edition(edition, starts_on="2028-05-04").registration_settings
    days = datetime.date(2028, 5, 4) - edition.starts_on
    for name in ("opens_at", "closes_at", "change_deadline"):
        before, after = (getattr(s, name).astimezone(PARIS) for s in (old, new))
        assert after.replace(tzinfo=None) == before.replace(tzinfo=None) + days, name
    kept = ("retention_days", "contact_email", "joining_note_fr", "joining_note_ko")
    assert [getattr(new, name) for name in kept] == [getattr(old, name) for name in kept]
    assert (old.joining_link != "", new.joining_link) == (True, "")


def test_seats_come_along_and_nobody_on_them(edition):
    category = edition.participant_categories.first()
    Quota.objects.create(edition=edition, category=category, mode="online", size=7)
    assert Quota.objects.filter(edition=edition, taken__gt=0).exists()
    new = next_edition(edition)
    rows = ("session__code", "mode", "category__name_fr", "size")
    old, now = (
        sorted(map(str, Quota.objects.filter(edition=held).values_list(*rows)))
        for held in (edition, new)
    )
    assert now == old
    quotas = Quota.objects.filter(edition=new)
    assert set(quotas.values_list("taken", flat=True)) == {0}
    assert set(quotas.values_list("session__edition", "category__edition")) <= {
        (None, None), (new.pk, None), (None, new.pk),
    }  # fmt: skip
    assert new.registrations.count() == 0


def test_seats_of_sessions_stay_with_their_sessions(edition):
    new = next_edition(edition, parts=["registration"])
    assert not Quota.objects.filter(edition=new, session__isnull=False).exists()
    assert Quota.objects.filter(edition=new).exists()


def test_categories_and_the_consents_in_force(edition):
    text = ConsentText.objects.filter(edition=edition, purpose="terms").latest("version")
    ConsentText.objects.create(
        edition=edition, purpose="terms", version=text.version + 1, text_fr="Neuf", text_ko="새로"
    )
    new = next_edition(edition)
    texts = ConsentText.objects.filter(edition=new)
    assert set(texts.values_list("version", flat=True)) == {1}
    old = ConsentText.objects.filter(edition=edition)
    assert set(texts.values_list("purpose", flat=True)) == set(
        old.values_list("purpose", flat=True)
    )
    assert texts.get(purpose="terms").text_ko == "새로"
    names = ("name_fr", "name_ko", "name_en", "order")
    now, before = (
        list(ParticipantCategory.objects.filter(edition=held).values_list(*names))
        for held in (new, edition)
    )
    assert now == before


def test_an_edition_without_registration(edition):
    archive = Edition.objects.get(slug="reunion-2020-paris")
    new = next_edition(archive)
    assert not RegistrationSettings.objects.filter(edition=new).exists()
    assert not ParticipantCategory.objects.filter(edition=new).exists()
