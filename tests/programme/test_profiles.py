"""A speaker completes the own profile by a link; an editor takes over what fits."""

import datetime
import re

import pytest
import time_machine
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone, translation
from wagtail.models import ModelLogEntry
from wagtail_localize.models import Translation

from outbox.models import OutgoingEmail
from outbox.tokens import LINK_AGE, Access, token
from programme.enums import Zone
from programme.models import Edition, Speaker, SpeakerSubmission
from programme.privacy import PURPOSES
from programme.renderers import profile as invitations
from programme.services.profiles import ask_speaker, erase_proposals, void_links
from programme.tokens import LINK, STAY
from registrations.services.purge import purge_personal_data
from tests.html import soup
from tests.pictures import SECRET, opened, photograph

ADDRESS = "hong@kanari.example"
FORM = "/ko/speakers/profile/"


@pytest.fixture
def speaker(edition) -> Speaker:
    """Somebody of a Korean organisation whose address is known."""
    found = edition.speakers.filter(organisation__country="KR", photo=None)[0]
    found.email = ADDRESS
    found.save()
    return found


def link(speaker: Speaker) -> str:
    held = Access(speaker.key, speaker.link_version)
    return f"/speakers/{token(held, LINK)}/"


@pytest.fixture
def person(speaker) -> Client:
    """The speaker, who has opened the link."""
    client = Client()
    assert client.get(link(speaker))["Location"] == FORM
    return client


@pytest.fixture
def typed() -> dict[str, str]:
    return {
        "language": "ko",
        "position": "국제교류과장",
        "biography": "첫 문단.\n\n둘째 <b>문단</b>.",
        "consent": "on",
        "go": "send",
    }


def photo(content: bytes = b"", name: str = "me.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or photograph(), "image/jpeg")


# The link


def test_an_editor_asks_without_seeing_the_address(editor, speaker):
    address = f"/admin/programme/speakers/{speaker.pk}/"
    assert editor.post(f"{address}ask/")["Location"] == address
    queued = OutgoingEmail.objects.get(kind="programme.profile")
    assert (queued.recipient, queued.language) == (ADDRESS, "ko")
    assert queued.about == {"speaker": str(speaker.key)}
    assert ADDRESS not in editor.get(address).content.decode()
    speaker.refresh_from_db()
    with translation.override("ko"):
        written = invitations.profile(queued.about, ADDRESS)
    path = re.search(r"/speakers/\S+", written.text)[0]
    assert path in written.html
    assert Client().get(path)["Location"] == FORM


def test_without_an_address_nobody_is_asked(editor, speaker):
    Speaker.objects.filter(pk=speaker.pk).update(email="")
    editor.post(f"/admin/programme/speakers/{speaker.pk}/ask/")
    assert not OutgoingEmail.objects.filter(kind="programme.profile").exists()


def test_a_mail_to_a_former_address_is_not_sent(speaker):
    assert invitations.profile({"speaker": str(speaker.key)}, "old@kanari.example") is None


def test_every_dead_link_gets_the_same_answer(speaker):
    held = Access(speaker.key, speaker.link_version)
    with time_machine.travel(timezone.now() - datetime.timedelta(seconds=LINK_AGE + 60)):
        expired = token(held, LINK)
    good = token(held, LINK)
    dead = {
        "expired": expired,
        "of another use": token(held, STAY),
        "of a registration": token(held, "registrations.link"),
        "of another number": token(Access(speaker.key, 7), LINK),
        "of nobody": token(Access(speaker.edition.key, 0), LINK),
        "foreign": signing.dumps([speaker.key.hex, 0], key="another", salt=LINK),
        "altered": good[:-1] + ("A" if good[-1] != "A" else "B"),
        "nothing": "nothing",
    }
    void_links(speaker)
    dead["revoked"] = good
    answers = set()
    for text in dead.values():
        response = Client().get(f"/speakers/{text}/")
        body = re.sub(r'nonce="[^"]+"', "", response.content.decode()).replace(text, "")
        answers.add((response.status_code, response["Cache-Control"], body))
    assert len(answers) == 1
    status, cache, body = answers.pop()
    assert (status, cache) == (404, "no-store")
    assert "<h1>Ce lien ne fonctionne pas</h1>" in body
    assert Client().get(link(speaker)).status_code == 302


def test_no_log_holds_a_key(speaker, caplog):
    dead = link(speaker)
    void_links(speaker)
    page = f"/fr/forum-2027/speakers/{'nobody-' * 5}/"
    for path in (dead, page):
        assert Client().get(path).status_code == 404
    assert "/speakers/…" in caplog.text
    assert dead not in caplog.text
    assert page in caplog.text


def test_a_stay_ends_with_its_link(person, speaker):
    assert person.get(FORM).status_code == 200
    void_links(speaker)
    assert person.get(FORM).status_code == 404
    assert Client().get(FORM).status_code == 404


def test_another_address_voids_the_links(log_in, speaker):
    clerk = log_in("clerk", mfa=True)
    address = f"/admin/speakers/edit/{speaker.pk}/"
    shown = soup(clerk.get(address))
    fields = {i["name"]: i.get("value", "") for i in shown.select("form input[name]")}
    chosen = {s["name"]: s.select_one("[selected]") for s in shown.select("form select[name]")}
    fields |= {name: option["value"] if option else "" for name, option in chosen.items()}
    response = clerk.post(address, fields | {"email": "new@kanari.example"})
    assert response.status_code == 302
    before = link(speaker)
    speaker.refresh_from_db()
    assert (speaker.email, speaker.link_version) == ("new@kanari.example", 1)
    assert Client().get(before).status_code == 404


def test_closing_ends_the_stay(person):
    person.post(f"{FORM}leave/")
    assert person.get(FORM).status_code == 404


# The form


def test_what_is_sent_waits_for_an_editor(person, speaker, typed):
    before = speaker.position_ko
    response = person.post(FORM, typed | {"photo": photo()})
    assert response["Location"] == f"{FORM}?sent=1"
    proposal = SpeakerSubmission.objects.get()
    assert (proposal.language, proposal.position) == ("ko", "국제교류과장")
    assert proposal.biography == "첫 문단.\n\n둘째 <b>문단</b>."
    assert proposal.state == "pending"
    kept = bytes(proposal.photo)
    assert opened(kept).format == "JPEG"
    assert (SECRET in kept, dict(opened(kept).getexif())) == (False, {})
    speaker.refresh_from_db()
    assert (speaker.position_ko, speaker.photo) == (before, None)
    assert speaker.consented_at == proposal.submitted_at
    assert person.get(f"{FORM}?sent=1").context["form"]["position"].value() == "국제교류과장"


def test_sending_again_replaces_the_texts_and_keeps_the_photo(person, typed):
    person.post(FORM, typed | {"photo": photo()})
    person.post(FORM, typed | {"position": "과장"})
    proposal = SpeakerSubmission.objects.get()
    assert proposal.position == "과장"
    assert proposal.photo
    person.post(FORM, typed | {"language": "en", "position": "Head"})
    assert SpeakerSubmission.objects.count() == 2


BAD = {
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "page": b"<html><script>alert(1)</script>",
    "cut off": photograph()[:700],
    "gif": b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD.keys())
def test_a_hostile_file_is_refused_and_nothing_typed_is_lost(person, typed, content):
    response = person.post(FORM, typed | {"photo": photo(content)})
    assert response.status_code == 200
    page = soup(response)
    assert page.select_one("#id_photo_error").get_text()
    assert page.select_one("#id_position")["value"] == typed["position"]
    assert page.select_one("#id_biography").get_text().strip() == typed["biography"]
    assert page.select_one("#id_consent").has_attr("checked")
    assert not SpeakerSubmission.objects.exists()


def test_a_file_that_is_too_large_is_refused(person, typed, settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 1000
    response = person.post(FORM, typed | {"photo": photo()})
    assert soup(response).select_one("#id_photo_error").get_text()
    assert not SpeakerSubmission.objects.exists()


def test_a_good_photo_stays_while_the_rest_is_put_right(person, typed):
    without = {name: value for name, value in typed.items() if name != "consent"}
    page = soup(person.post(FORM, without | {"photo": photo()}))
    assert page.select_one("#id_consent_error").get_text()
    kept = page.select_one("[name=kept]")["value"]
    person.post(FORM, typed | {"kept": kept})
    assert opened(bytes(SpeakerSubmission.objects.get().photo)).size == (80, 120)


def test_a_photo_that_was_tampered_with_on_the_way_is_left_out(person, typed):
    person.post(FORM, typed | {"kept": "PHN2Zz4="})
    assert SpeakerSubmission.objects.get().photo is None
    person.post(FORM, typed | {"kept": "no base64"})
    assert SpeakerSubmission.objects.get().photo is None


def test_another_language_of_the_page_takes_along_what_was_typed(person, typed):
    response = person.post("/en/speakers/profile/", typed | {"go": "stay", "photo": photo()})
    page = soup(response)
    assert page.html["lang"] == "en"
    assert page.select_one("#id_position")["value"] == typed["position"]
    assert page.select_one("[name=kept]")["value"]
    assert page.select(".error-summary") == []
    assert not SpeakerSubmission.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"position": "x" * 161},
        {"biography": "x" * 3001},
        {"biography": "a\x00b"},
        {"position": "a\ue000b"},
        {"language": "de"},
        {"consent": ""},
    ],
)
def test_bad_input_is_said_and_nothing_is_written(person, typed, changes):
    response = person.post(FORM, {k: v for k, v in (typed | changes).items() if v})
    assert response.status_code == 200
    assert soup(response).select(".error-summary li")
    assert not SpeakerSubmission.objects.exists()


def test_too_many_forms_are_stopped(person, typed, settings):
    settings.FORM_RATE_LIMITS = {**settings.FORM_RATE_LIMITS, "profile": "1/m/ip"}
    assert person.post(FORM, typed).status_code == 302
    response = person.post(FORM, typed)
    assert response.status_code == 429
    assert soup(response).select_one("#id_position")["value"] == typed["position"]


# The review


def proposal_of(speaker: Speaker, language: str = "fr") -> SpeakerSubmission:
    return SpeakerSubmission.objects.create(
        speaker=speaker,
        language=language,
        position="Neuve",
        biography="Un.\n\nDeux & trois.",
        photo=photograph(),
    )


def review(client, proposal: SpeakerSubmission, **data):
    form = {"seen": proposal.submitted_at.isoformat(), "decision": "accept", **data}
    return client.post(f"/admin/programme/proposals/{proposal.pk}/", form)


def test_what_is_taken_over_is_there_and_the_biography_a_draft(editor, speaker, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    proposal = proposal_of(speaker)
    page = speaker.pages.get(locale__language_code="fr")
    public = page.biography
    shown = soup(editor.get(f"/admin/programme/speakers/{speaker.pk}/"))
    assert "Deux & trois." in shown.get_text()
    review(editor, proposal, parts=["position", "biography", "photo"])
    speaker.refresh_from_db()
    page.refresh_from_db()
    assert speaker.position_fr == "Neuve"
    assert speaker.photo.title == speaker.latin_name
    assert page.biography == public
    draft = page.get_latest_revision_as_object()
    assert draft.biography == "<p>Un.</p><p>Deux &amp; trois.</p>"
    proposal.refresh_from_db()
    assert (proposal.state, proposal.photo) == ("accepted", None)


def test_only_what_is_ticked_is_taken_over(editor, speaker):
    proposal = proposal_of(speaker)
    review(editor, proposal, parts=["position"])
    speaker.refresh_from_db()
    page = speaker.pages.get(locale__language_code="fr")
    assert (speaker.position_fr, speaker.photo) == ("Neuve", None)
    assert "Deux" not in page.get_latest_revision_as_object().biography


def test_a_page_of_translators_is_left_to_them(editor, speaker):
    proposal = proposal_of(speaker, "ko")
    page = speaker.pages.get(locale__language_code="ko")
    assert Translation.objects.filter(source__object=page.translation_key).exists()
    revision = page.latest_revision_id
    review(editor, proposal, parts=["biography"])
    page.refresh_from_db()
    assert page.latest_revision_id == revision
    shown = editor.get(f"/admin/programme/speakers/{speaker.pk}/").content.decode()
    assert "Deux &amp; trois." in shown


def test_declining_takes_nothing_over(editor, speaker):
    proposal = proposal_of(speaker)
    review(editor, proposal, decision="decline", parts=["position"])
    proposal.refresh_from_db()
    speaker.refresh_from_db()
    assert (proposal.state, proposal.photo) == ("declined", None)
    assert speaker.position_fr != "Neuve"


def test_a_proposal_that_changed_meanwhile_is_not_taken_over(editor, speaker):
    proposal = proposal_of(speaker)
    later = timezone.now() + datetime.timedelta(seconds=1)
    SpeakerSubmission.objects.filter(pk=proposal.pk).update(position="Autre", submitted_at=later)
    review(editor, proposal, parts=["position"])
    proposal.refresh_from_db()
    assert proposal.state == "pending"
    speaker.refresh_from_db()
    assert speaker.position_fr not in {"Neuve", "Autre"}


def test_the_desk_counts_proposals(editor, edition, speaker):
    proposal_of(speaker)
    desk = editor.get(f"/admin/programme/{edition.pk}/").content.decode()
    assert f"/admin/programme/speakers/{speaker.pk}/" in desk


# What is kept


def test_every_field_of_a_proposal_says_what_it_is_for():
    told = {*PURPOSES}
    technical = {"id", "speaker", "language", "state", "submitted_at", "reviewed_at"}
    fields = {field.name for field in SpeakerSubmission._meta.fields}
    assert fields == told | technical


def test_proposals_leave_a_month_after_the_edition(speaker, edition):
    proposal_of(speaker)
    end = datetime.datetime.combine(edition.ends_on, datetime.time(12), tzinfo=datetime.UTC)
    assert erase_proposals(end + datetime.timedelta(days=29)) == 0
    assert erase_proposals(end + datetime.timedelta(days=30), dry_run=True) == 1
    assert SpeakerSubmission.objects.count() == 1
    purge_personal_data(end + datetime.timedelta(days=30))
    assert SpeakerSubmission.objects.count() == 0


def test_proposals_leave_on_a_day_of_the_place(speaker, edition):
    """In Seoul it begins eight hours before it does in Paris."""
    proposal_of(speaker)
    leaves = datetime.datetime.combine(edition.ends_on, datetime.time(0), tzinfo=Zone.SEOUL.info)
    leaves += datetime.timedelta(days=30)
    assert erase_proposals(leaves) == 0
    Edition.objects.filter(pk=edition.pk).update(timezone=Zone.SEOUL)
    assert erase_proposals(leaves - datetime.timedelta(minutes=1)) == 0
    assert erase_proposals(leaves) == 1


def test_nothing_is_taken_that_would_be_erased_at_once(edition, speaker, visitor):
    """Neither by a link that still counts its days, nor by a stay that began before."""
    leaves = datetime.datetime.combine(
        edition.ends_on + datetime.timedelta(days=30), datetime.time(0), tzinfo=edition.zone.info
    )
    with time_machine.travel(leaves - datetime.timedelta(minutes=1)):
        ask_speaker(speaker)
        sent = link(speaker)
        assert visitor.get(sent).status_code == 302
        assert visitor.get(FORM).status_code == 200
    with time_machine.travel(leaves):
        assert visitor.get(FORM).status_code == 404
        assert visitor.get(sent).status_code == 404
        with pytest.raises(ValidationError, match="trop tard"):
            ask_speaker(speaker)


def test_who_makes_links_void_is_on_record(editor, speaker):
    before = link(speaker)
    editor.post(f"/admin/programme/speakers/{speaker.pk}/withdraw-link/")
    assert Client().get(before).status_code == 404
    (entry,) = ModelLogEntry.objects.filter(action="programme.withdraw_links")
    assert (entry.user.username, entry.object_id) == ("editor", str(speaker.pk))
