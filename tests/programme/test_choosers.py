"""Adding who or what is missing, in dialogues of the session's form."""

import json

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from programme.models import Edition, Interpreter, Organisation, Speaker, Track
from tests.html import soup

SPEAKER = {
    "form_of_address": "",
    "family_name": "Témoin",
    "given_name": "Ève",
    "name_hangul": "에브",
    "display_order": "given_first",
    "position_fr": "Maire",
    "position_ko": "시장",
    "position_en": "Mayor",
}


def address(section: str, screen: str = "", edition: Edition | None = None) -> str:
    return f"/admin/choosers/{section}/{screen}" + (f"?edition={edition.pk}" if edition else "")


def add(client, section: str, edition: Edition | None, typed: dict[str, str]) -> dict:
    response = client.post(address(section, "create/", edition), typed)
    assert response.status_code == 200
    return json.loads(response.content)


def part(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def test_a_speaker_is_added_with_a_page_and_offered_at_once(editor, edition, session):
    city = Organisation.objects.get(name_fr="Nantes Métropole")
    answer = add(editor, "speakers", edition, SPEAKER | {"organisation": str(city.pk)})
    speaker = Speaker.objects.get(family_name="Témoin")
    assert answer["step"] == "chosen"
    assert answer["result"] == {
        "id": str(speaker.pk),
        "title": "Ève TÉMOIN",
        "edit_url": f"/admin/speakers/edit/{speaker.pk}/",
    }
    assert (speaker.edition, speaker.organisation, speaker.position_ko) == (edition, city, "시장")
    assert [(page.slug, page.live) for page in speaker.pages.all()] == [("temoin-eve", False)]
    form = soup(editor.get(f"/admin/sessions/edit/{session.pk}/"))
    offered = form.select(f"[name=session_speakers-0-speaker] option[value='{speaker.pk}']")
    assert [option.get_text() for option in offered] == ["Ève TÉMOIN"]


def test_an_interpreter_is_added_without_a_name_in_the_log(editor, edition):
    answer = add(editor, "interpreters", edition, {"name": "Ido Témoin", "note": ""})
    interpreter = Interpreter.objects.get(name="Ido Témoin")
    assert (answer["result"]["id"], interpreter.edition) == (str(interpreter.pk), edition)
    assert "Témoin" not in ModelLogEntry.objects.latest("pk").label


def test_a_track_is_added_in_three_languages(editor, edition):
    names = {"name_fr": "Climat", "name_ko": "기후", "name_en": "Climate"}
    answer = add(editor, "tracks", edition, names | {"colour": "pine"})
    track = Track.objects.get(name_fr="Climat")
    assert answer["result"]["title"] == "Climat"
    assert (track.edition, track.name_ko, track.colour) == (edition, "기후", "pine")


def test_what_is_wrong_is_said_and_what_was_typed_stays(editor, edition):
    answer = add(editor, "speakers", edition, SPEAKER | {"family_name": ""})
    form = part(answer["htmlFragment"])
    assert answer["step"] == "reshow_creation_form"
    assert "Champ requis." in form.get_text()
    assert form.select_one("[name=position_ko]")["value"] == "시장"
    assert form.select_one("[name=position_ko]")["lang"] == "ko"
    assert form.form["action"] == address("speakers", "create/", edition)
    assert not Speaker.objects.filter(position_fr="Maire").exists()


@pytest.mark.parametrize(
    "query", ["", "?edition=x", "?edition=999999", "?edition=²", f"?edition={'9' * 30}"]
)
def test_without_an_edition_nothing_is_offered_or_added(editor, query):
    for section in ("speakers", "interpreters", "tracks"):
        shown = json.loads(editor.get(address(section) + query).content)
        assert part(shown["html"]).select("[data-chooser-modal-choice]") == []
    refused = json.loads(editor.post(address("speakers", "create/") + query, SPEAKER).content)
    assert refused["step"] == "reshow_creation_form"
    assert not Speaker.objects.filter(position_fr="Maire").exists()


def test_an_edition_of_the_archive_says_that_it_has_no_programme(editor):
    archived = Edition.objects.get(starts_on__year=2016)
    answer = add(editor, "speakers", archived, SPEAKER)
    assert "n’a pas de programme" in part(answer["htmlFragment"]).get_text()
    assert not Speaker.objects.filter(position_fr="Maire").exists()


def test_only_the_editions_own_are_found(editor, edition):
    other = Edition.objects.exclude(pk=edition.pk).first()
    Speaker.objects.create(edition=other, family_name="Ailleurs")
    here = Speaker.objects.create(edition=edition, family_name="Ailleurs", given_name="Ici")
    found = soup(editor.get(address("speakers", "results/", edition) + "&q=AILL"))
    assert [a["href"] for a in found.select("[data-chooser-modal-choice]")] == [
        address("speakers", f"chosen/{here.pk}/", edition)
    ]
    nobody = soup(editor.get(address("speakers", "results/", edition) + "&q=Personne"))
    assert nobody.select("[data-chooser-modal-choice]") == []


@pytest.mark.parametrize(
    ("screen", "status"),
    [
        ("chosen/x/", 404),
        ("chosen/999999/", 404),
        ("chosen-multiple/?id=x", 200),
        (f"chosen-multiple/?id={'9' * 30}", 200),
        ("results/?p=x", 404),
        ("results/?q=%00", 400),
    ],
)
def test_an_odd_address_is_no_error(editor, screen, status):
    assert editor.get(address("speakers", screen), follow=True).status_code == status


def test_as_many_queries_for_few_as_for_many(editor, edition):
    editor.get(address("speakers", "results/", edition))

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert editor.get(address("speakers", "results/", edition)).status_code == 200
        return len(captured)

    few = queries()
    cities = list(Organisation.objects.all())
    Speaker.objects.bulk_create(
        Speaker(edition=edition, family_name=f"A{n}", organisation=cities[n % len(cities)])
        for n in range(40)
    )
    assert queries() == few


def test_without_javascript_the_form_has_its_selects(editor, session):
    form = soup(editor.get(f"/admin/sessions/edit/{session.pk}/"))
    for name in ("track", "session_speakers-0-speaker"):
        select = form.select_one(f"select[name={name}]")
        assert select["data-controller"] == "fact-chooser"
        assert len(select.select("option")) > 1
    assert "fact_chooser.js" in str(form)
