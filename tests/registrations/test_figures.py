"""Key figures as registrations tell them; what is signed off no longer follows them."""

import datetime
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from programme.enums import FIGURES, FiguresBasis
from programme.figures import proposal_of
from programme.models import Edition, KeyFigures, Organisation
from programme.services.proceedings import sign_off_figures
from registrations.models import Attendee, ParticipantCategory, Registration
from registrations.services.purge import purge_personal_data
from tests.html import soup


@pytest.fixture
def empty(edition) -> Edition:
    """The coming edition, in France, with nobody registered."""
    Registration.objects.filter(edition=edition).delete()
    assert edition.host.country == "FR"
    return edition


def register(edition: Edition, country: str, people: int = 1, **facts) -> Registration:
    """A registration of some people, confirmed unless `facts` say otherwise."""
    made = Registration.objects.create(edition=edition, key=uuid.uuid4(), country=country, **facts)
    Attendee.objects.bulk_create(
        Attendee(
            registration=made,
            category=ParticipantCategory.objects.filter(edition=edition)[0],
            family_name="Modèle",
            email="x@x.example",
            language="fr",
            mode="on_site",
        )
        for _person in range(people)
    )
    return made


def fill(edition: Edition) -> None:
    """Eight people from three countries, and two who do not count."""
    suwon = Organisation.objects.create(name_fr="Suwon", kind="city", country="KR")
    network = Organisation.objects.create(name_fr="Réseau", kind="network", country="FR")
    register(edition, "KR", 3, organisation=suwon, organisation_name="Suwon")
    register(edition, "KR", organisation=suwon, organisation_name="suwon")
    register(edition, "FR", 2, organisation=network, organisation_name="Réseau")
    register(edition, "FR", organisation_name="Ville d’Exemple")
    register(edition, "BE", organisation_name=" ville  d’exemple ")
    register(edition, "JP", 5, state="waiting", organisation_name="Sendai")
    register(edition, "JP", 5, state="cancelled", organisation_name="Sendai")


def test_confirmed_registrations_are_counted(empty):
    fill(empty)
    proposal = proposal_of(empty)
    assert proposal.basis == FiguresBasis.REGISTRATIONS
    assert [getattr(proposal, name) for name in FIGURES] == [8, 2, 3, 63]  # 62.5 is rounded up


def test_without_a_host_the_venue_says_what_is_abroad(empty):
    fill(empty)
    empty.host = None
    assert proposal_of(empty).share_abroad == 63
    empty.venue = None
    assert proposal_of(empty).share_abroad is None


def test_nobody_registered_proposes_nothing(empty):
    proposal = proposal_of(empty)
    assert [getattr(proposal, name) for name in FIGURES] == [None] * 4
    assert proposal.basis == FiguresBasis.RECORDS


def test_the_proposal_takes_the_same_queries_for_many(empty):
    fill(empty)
    few = queries_of(empty)
    for number in range(40):
        register(empty, "KR", 2, organisation_name=f"Ville {number}")
    assert queries_of(empty) == few == 4
    assert proposal_of(empty).authorities == 42


def queries_of(edition: Edition) -> int:
    edition = Edition.objects.select_related("host", "venue").get(pk=edition.pk)
    with CaptureQueriesContext(connection) as captured:
        proposal_of(edition)
    return len(captured)


def test_the_form_begins_with_the_proposal_and_says_what_it_leaves_out(empty, editor):
    fill(empty)
    page = soup(editor.get(f"/admin/programme/{empty.pk}/key-figures/"))
    assert [page.select_one(f"#id_{name}")["value"] for name in FIGURES] == ["8", "2", "3", "63"]
    assert page.select_one("#id_basis [selected]")["value"] == "registrations"
    assert "La présence n’a pas été relevée" in page.get_text()
    assert "Proposition\u00a0: 8." in page.get_text()
    assert not KeyFigures.objects.filter(edition=empty).exists()


def numbers(edition: Edition) -> list[int]:
    return list(KeyFigures.objects.filter(edition=edition).values_list(*FIGURES).get())


def signed(edition: Edition) -> None:
    proposal = proposal_of(edition)
    values = {name: getattr(proposal, name) for name in FIGURES}
    sign_off_figures(KeyFigures(edition=edition, basis=proposal.basis, **values))


def test_registrations_that_change_later_leave_signed_figures_alone(empty):
    fill(empty)
    signed(empty)
    register(empty, "KR", 20, organisation_name="Neuve")
    assert proposal_of(empty).participants == 28
    assert numbers(empty) == [8, 2, 3, 63]


def test_the_purge_keeps_the_figures(empty, visitor):
    fill(empty)
    signed(empty)
    after = timezone.now() + datetime.timedelta(days=3650)
    assert purge_personal_data(after)
    assert not Attendee.objects.exclude(family_name="").exists()
    assert numbers(empty) == [8, 2, 3, 63]
    proposal = proposal_of(empty)
    assert (proposal.participants, proposal.authorities) == (8, 1)
    assert "effacées" in proposal.remarks[-1]
