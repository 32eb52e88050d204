"""What an edition leaves behind: in which languages, where it is shown, and who answers for it."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import ModelLogEntry

from programme.enums import EditionState
from programme.models import Edition, KeyFigures, Material, MaterialVersion, Session
from programme.pages import ProceedingsPage
from programme.services.editions import change_state
from programme.services.proceedings import create_proceedings, sign_off_figures
from tests.html import language_of, soup
from tests.translations.bench import type_into

PATH = "/{}/tour-2021-issy/proceedings/"


@pytest.fixture
def tour(db) -> Edition:
    """The past meeting of the sample that has proceedings."""
    return Edition.objects.get(slug="tour-2021-issy")


@pytest.fixture
def summary(tour) -> Material:
    """It exists in three languages."""
    return tour.materials.get(kind="summary")


def card(response, title: str):
    """The part of a page about one material."""
    (found,) = (c for c in soup(response).select(".material") if title in c.h3.get_text())
    return found


def plain(node) -> str:
    """What a node says; spaces that do not break stay what they are."""
    return re.sub("[ \n]+", " ", node.get_text(" ", strip=True))


# What readers see


def test_each_material_says_in_which_languages_it_exists(tour, visitor):
    page = visitor.get(PATH.format("fr"))
    found = {
        plain(c.h3): [a["hreflang"] for a in c.select("a")] for c in soup(page).select(".material")
    }
    assert found == {
        "Synthèse des échanges (exemple)": ["fr", "ko", "en"],
        "Recueil des initiatives présentées (exemple)": ["fr"],
        "Enregistrement du webinaire (exemple)": ["fr", "ko"],
    }
    assert [plain(li) for li in card(page, "Synthèse").select(".material__versions li")] == [
        "français PDF, 1\u202fko Original",
        "coréen PDF, 1\u202fko Traduction\u00a0: Bureau de traduction (exemple)",
        "anglais PDF, 1\u202fko Traduction\u00a0: Bureau de traduction (exemple)",
    ]


def test_a_readers_own_language_comes_first_and_is_named_in_it(tour, visitor):
    summary = card(visitor.get(PATH.format("ko")), "회의 결과 요약")
    assert [plain(a) for a in summary.select(".material__language")] == [
        "한국어",
        "프랑스어",
        "영어",
    ]


def test_a_title_that_falls_back_is_marked(summary, visitor):
    Material.objects.filter(pk=summary.pk).update(title_ko="")
    shown = card(visitor.get(PATH.format("ko")), "Summary of discussions")
    assert language_of(shown.h3.find(string=re.compile("Summary"))) == "en"


def test_files_are_there_and_recordings_are_only_links(tour, visitor):
    page = visitor.get(PATH.format("en"))
    (pdf,) = card(page, "Collection").select("a")
    answer = visitor.get(pdf["href"])
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert b"".join(answer.streaming_content).startswith(b"%PDF-1.7\n")
    recording = card(page, "Recording of the webinar")
    assert [a["href"] for a in recording.select("a")] == [
        "https://video.forum.example/tour-2021/fr",
        "https://video.forum.example/tour-2021/ko",
    ]
    assert {a["rel"][0] for a in recording.select("a")} == {"external"}
    assert soup(page).select("iframe, video, embed, object") == []


def test_photographs_come_in_modern_formats_and_are_described(tour, visitor):
    (figure, _other) = soup(visitor.get(PATH.format("ko"))).select(".photographs figure")
    assert [s["type"] for s in figure.select("source")] == ["image/avif", "image/webp"]
    assert all("480w" in s["srcset"] and "960w" in s["srcset"] for s in figure.select("source"))
    image = figure.img
    assert image["alt"] == "쪽빛, 붉은빛, 비췻빛, 황톳빛 천 조각을 이어 붙인 모습."
    assert (image["lang"], image["loading"]) == ("ko", "lazy")
    assert plain(figure.figcaption) == "조각보(예시) © forum.example"


def test_a_session_shows_its_own_materials(session, visitor):
    page = visitor.get(session.pages.get(locale__language_code="en").url)
    assert [plain(c.h3) for c in soup(page).select(".material")] == [
        "Background note of the session (example)"
    ]
    other = Session.objects.get(code="C1").pages.get(locale__language_code="en").url
    assert soup(visitor.get(other)).select(".part") == []


def test_sessions_follow_the_edition_on_its_page(edition, session, visitor):
    hold(edition)
    publish(create_proceedings(edition))
    page = soup(visitor.get("/fr/forum-2027/proceedings/"))
    (part,) = page.select(".part")
    assert plain(part.h2) == session.title_fr
    assert part.h2.a["href"] == session.pages.get(locale__language_code="fr").url
    menu = [a["href"] for a in page.select(".edition-menu a")]
    assert "/fr/forum-2027/proceedings/" in menu


def test_an_edition_that_left_nothing_yet_says_so(edition, visitor):
    hold(edition)
    Material.objects.filter(edition=edition).delete()
    publish(create_proceedings(edition))
    page = soup(visitor.get("/en/forum-2027/proceedings/"))
    assert plain(page.select_one(".empty")) == "No document has been published yet."
    assert page.select(".figures") == []


def test_what_has_no_version_yet_is_not_shown(tour, visitor):
    Material.objects.create(edition=tour, kind="document", title_fr="À venir")
    assert "À venir" not in visitor.get(PATH.format("fr")).content.decode()


@pytest.mark.parametrize("language", ["fr", "ko"])
def test_queries_do_not_grow_with_the_materials(tour, visitor, language):
    many(tour, 1)
    few = queries_of(visitor, PATH.format(language))
    many(tour, 40)
    assert queries_of(visitor, PATH.format(language)) == few
    assert len(soup(visitor.get(PATH.format(language))).select(".material")) == 44
    assert few <= 16


def test_admin_queries_do_not_grow_with_the_materials(tour, editor):
    addresses = ("/admin/materials/", f"/admin/programme/{tour.pk}/proceedings/",
                 "/admin/translations/ko/")  # fmt: skip
    few = [queries_of(editor, address) for address in addresses]
    many(tour, 40)
    assert [queries_of(editor, address) for address in addresses] == few


def queries_of(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def many(edition: Edition, count: int) -> None:
    """Documents in one language, in sessions of their own, each with a file of its own."""
    size = {"file_size": 5_400_000}
    for number in range(count):
        session = Session.objects.create(
            edition=edition,
            code=f"M{count}-{number}",
            kind="workshop",
            title_fr=f"Atelier {number}",
        )
        material = Material.objects.create(
            edition=edition, session=session, kind="document", title_fr=f"Document {number}"
        )
        file = Document.objects.create(title="x", file=f"documents/m{number}.pdf", **size)
        MaterialVersion.objects.create(material=material, language="fr", document=file)


# Key figures


def figures_in(response) -> dict[str, str]:
    return {plain(row.dt): plain(row.dd) for row in soup(response).select(".figures__list > div")}


@pytest.mark.parametrize(
    ("language", "figures", "note"),
    [
        ("fr", {"Participants": "184", "Collectivités": "46", "Pays": "2",
                "Venus de l’étranger": "41\u00a0%"}, "Chiffres fictifs, donnés à titre d’exemple."),
        ("ko", {"참가자": "184", "지방자치단체": "46", "국가": "2", "해외 참가자": "41%"},
         "예시로 제시한 가상의 수치입니다."),
        ("en", {"Participants": "184", "Authorities": "46", "Countries": "2",
                "From abroad": "41%"}, "Fictitious figures, given as an example."),
    ],
)  # fmt: skip
def test_signed_figures_are_shown_with_their_note(tour, visitor, language, figures, note):
    page = visitor.get(PATH.format(language))
    assert figures_in(page) == figures
    assert plain(soup(page).select_one(".figures__definition p")) == note


def test_figures_that_nobody_signed_off_are_not_shown(tour, visitor):
    KeyFigures.objects.filter(edition=tour).update(signed_off_at=None)
    assert soup(visitor.get(PATH.format("fr"))).select(".figures") == []


def test_an_unknown_figure_is_left_out(tour, visitor):
    KeyFigures.objects.filter(edition=tour).update(participants=1200, share_abroad=None)
    assert figures_in(visitor.get(PATH.format("fr"))) == {
        "Participants": "1\u202f200", "Collectivités": "46", "Pays": "2",
    }  # fmt: skip


def test_an_editor_corrects_and_signs_off(tour, editor):
    address = f"/admin/programme/{tour.pk}/key-figures/"
    typed = typed_in(editor.get(address))
    assert typed["participants"] == "184"
    response = editor.post(address, typed | {"participants": "190", "sign": ""})
    assert response["Location"] == f"/admin/programme/{tour.pk}/proceedings/"
    figures = KeyFigures.objects.get(edition=tour)
    assert (figures.participants, figures.signed_off_by.username) == (190, "editor")
    entry = ModelLogEntry.objects.filter(action="programme.sign_off_figures").first()
    assert (entry.object_id, entry.data["participants"]) == (str(tour.pk), 190)
    assert "par editor." in plain(soup(editor.get(address)))


def test_figures_that_are_kept_are_withdrawn(tour, editor, visitor):
    address = f"/admin/programme/{tour.pk}/key-figures/"
    editor.post(address, typed_in(editor.get(address)) | {"keep": ""})
    figures = KeyFigures.objects.get(edition=tour)
    assert (figures.participants, figures.signed_off_at, figures.signed_off_by) == (184, None, None)
    assert figures_in(visitor.get(PATH.format("fr"))) == {}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"share_abroad": "101"}, "100"),
        ({"participants": "-1"}, "0"),
        ({"participants": "beaucoup"}, "nombre entier"),
        (
            dict.fromkeys(("participants", "authorities", "countries", "share_abroad"), ""),
            "Saisissez au moins un chiffre.",
        ),
    ],
)
def test_impossible_figures_stay_in_the_form(tour, editor, changed, sentence):
    address = f"/admin/programme/{tour.pk}/key-figures/"
    typed = typed_in(editor.get(address)) | changed
    response = editor.post(address, typed | {"sign": "", "note_fr": "Gardée"})
    assert response.status_code == 200
    assert sentence in plain(soup(response))
    assert soup(response).select_one("#id_note_fr")["value"] == "Gardée"
    assert KeyFigures.objects.get(edition=tour).participants == 184


def test_what_somebody_else_signed_meanwhile_is_not_written_over(tour, editor):
    address = f"/admin/programme/{tour.pk}/key-figures/"
    typed = typed_in(editor.get(address))
    editor.post(address, typed | {"participants": "190", "sign": ""})
    refused = editor.post(address, typed | {"participants": "170", "sign": ""})
    assert "Une autre personne" in refused.content.decode()
    assert KeyFigures.objects.get(edition=tour).participants == 190


def test_two_first_figures_at_the_same_moment(edition):
    sign_off_figures(KeyFigures(edition=edition, participants=1))
    with pytest.raises(ValidationError):
        sign_off_figures(KeyFigures(edition=edition, participants=2))
    assert KeyFigures.objects.get(edition=edition).participants == 1


def typed_in(response) -> dict[str, str]:
    """What a form shows, as a browser would send it."""
    form = soup(response).select_one("main form[method=post]")
    typed = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    for select in form.select("select[name]"):
        typed[select["name"]] = (select.select_one("[selected]") or {}).get("value", "")
    return typed


# From the last day to the published proceedings


def hold(edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(state="held")
    edition.refresh_from_db()


def publish(page) -> None:
    page.save_revision().publish()


def test_the_page_is_made_once_the_edition_was_held(edition, editor):
    address = f"/admin/programme/{edition.pk}/proceedings/"
    assert soup(editor.get(address)).select("main form") == []
    editor.post(address)
    assert not ProceedingsPage.objects.filter(edition=edition).exists()
    hold(edition)
    response = editor.post(address)
    page = ProceedingsPage.objects.get(edition=edition)
    assert response["Location"] == f"/admin/pages/{page.pk}/edit/"
    assert (page.live, page.slug, page.locale.language_code) == (False, "proceedings", "fr")
    again = editor.post(address, follow=True)
    assert "a déjà une page des actes" in again.content.decode()
    assert ProceedingsPage.objects.filter(edition=edition).count() == 1


def test_proceedings_are_out_when_the_public_can_read_them(edition, editor):
    hold(edition)
    address = f"/admin/programme/{edition.pk}/state/"
    page = create_proceedings(edition)
    refused = editor.post(address, {"state": "proceedings_out"})
    assert "Publiez d’abord la page des actes" in refused.content.decode()
    edition.refresh_from_db()
    assert edition.state == EditionState.HELD
    publish(page)
    editor.post(address, {"state": "proceedings_out"})
    edition.refresh_from_db()
    assert edition.state == EditionState.PROCEEDINGS_OUT


def test_the_page_is_sent_to_the_translators_like_others(tour):
    pages = ProceedingsPage.objects.filter(edition=tour, live=True)
    titles = dict(pages.values_list("locale__language_code", "title"))
    assert titles == {"fr": "Actes", "ko": "회의 자료집", "en": "Proceedings"}


def test_the_state_of_the_sample_came_by_the_same_step(tour):
    with pytest.raises(ValidationError):
        change_state(tour, EditionState.HELD)
    assert tour.state == EditionState.PROCEEDINGS_OUT


# The editors' form

NEW = "/admin/materials/new/"


def versions(*rows: dict[str, str]) -> dict[str, str]:
    """A formset of new versions."""
    fields = {"versions-TOTAL_FORMS": str(len(rows)), "versions-INITIAL_FORMS": "0",
              "versions-MIN_NUM_FORMS": "0", "versions-MAX_NUM_FORMS": "1000"}  # fmt: skip
    blank = {"language": "fr", "document": "", "url": "", "translator": ""}
    for number, row in enumerate(rows):
        fields |= {f"versions-{number}-{name}": v for name, v in (blank | row).items()}
    return fields


@pytest.fixture
def typed(tour) -> dict[str, str]:
    return versions() | {
        "title_fr": "Nouveau", "title_ko": "", "title_en": "", "edition": str(tour.pk),
        "session": "", "kind": "document", "order": "0", "photograph": "", "credit": "",
        "alt_fr": "", "alt_ko": "", "alt_en": "",
    }  # fmt: skip


@pytest.fixture
def file(tour) -> str:
    """The key of a document that somebody has uploaded."""
    return str(Document.objects.order_by("pk").first().pk)


LINK = "https://video.forum.example/x"


def test_a_document_is_added_in_two_languages(editor, typed, file):
    rows = ({"document": file, "original": "on"}, {"language": "ko", "document": file})
    response = editor.post(NEW, typed | versions(*rows))
    material = Material.objects.get(title_fr="Nouveau")
    assert response["Location"] == f"/admin/materials/edit/{material.pk}/"
    assert (material.languages, material.missing_languages) == (["fr", "ko"], ["en"])


@pytest.mark.parametrize(
    ("changed", "rows", "sentence"),
    [
        ({}, [{"url": LINK}], "Seuls les enregistrements sont des liens"),
        ({}, [{"language": "ko"}], "Choisissez un fichier ou saisissez un lien"),
        ({"kind": "recording"}, [{"document": "file"}], "Un enregistrement est un lien"),
        ({"kind": "recording"}, [{"url": "http://x.example/"}], "commençant par https://"),
        ({"kind": "recording"}, [{"url": "javascript:alert(1)"}], "commençant par https://"),
        ({"kind": "recording"}, [{"url": LINK, "document": "file"}], "l’un ou l’autre"),
        ({"kind": "recording"}, [{"url": LINK}, {"url": LINK}], "double"),
        (
            {"kind": "recording"},
            [{"url": LINK, "original": "on"}, {"url": LINK, "language": "ko", "original": "on"}],
            "Une seule version peut être l’original.",
        ),
        ({"kind": "photograph"}, [], "Une image est nécessaire"),
        ({"photograph": "image"}, [], "Une image est nécessaire"),
        ({"kind": "photograph", "photograph": "image"}, [], "Décrivez la photographie"),
        (
            {"kind": "photograph", "photograph": "image", "alt_fr": "Un mur."},
            [{"url": LINK}],
            "Une photographie n’a pas de versions",
        ),
        ({"session": "session"}, [], "Cette séance appartient à une autre édition."),
    ],
)
def test_what_does_not_fit_is_said_and_stays(  # noqa: PLR0917 -- fixtures and cases
    editor, typed, file, session, changed, rows, sentence
):
    known = {"file": file, "session": str(session.pk), "image": str(Image.objects.first().pk)}
    sent = {name: known.get(value, value) for name, value in {**typed, **changed}.items()}
    lines = [{name: known.get(value, value) for name, value in row.items()} for row in rows]
    before = Material.objects.count()
    response = editor.post(NEW, sent | versions(*lines))
    assert response.status_code == 200
    assert sentence in plain(soup(response))
    assert soup(response).select_one("#id_title_fr")["value"] == "Nouveau"
    assert Material.objects.count() == before


def edited(editor, material: Material) -> dict[str, str]:
    """The form of a material as a browser would send it back unchanged."""
    form = soup(editor.get(f"/admin/materials/edit/{material.pk}/"))
    form = form.select_one(f"form[action='/admin/materials/edit/{material.pk}/']")
    typed = {}
    for field in form.select("input[name]"):
        if field.get("type") != "checkbox" or field.has_attr("checked"):
            typed[field["name"]] = field.get("value", "")
    for select in form.select("select[name]"):
        typed[select["name"]] = (select.select_one("[selected]") or {}).get("value", "")
    return typed


def test_versions_exchange_their_languages(editor, summary):
    typed = edited(editor, summary)
    files = dict(summary.versions.values_list("language", "document"))
    typed |= {"versions-0-language": "ko", "versions-1-language": "fr"}
    typed.pop("versions-0-original")
    response = editor.post(
        f"/admin/materials/edit/{summary.pk}/", typed | {"versions-1-original": "on"}
    )
    assert response.status_code == 302
    now = {
        v.language: (v.document_id, v.original)
        for v in MaterialVersion.objects.filter(material=summary)
    }
    assert now == {
        "fr": (files["ko"], True),
        "ko": (files["fr"], False),
        "en": (files["en"], False),
    }


def test_a_version_that_somebody_else_added_is_not_lost(editor, tour):
    material = tour.materials.get(kind="document")
    typed = edited(editor, material)
    file = Document.objects.order_by("pk").last()
    MaterialVersion.objects.create(material=material, language="en", document=file)
    refused = editor.post(f"/admin/materials/edit/{material.pk}/", typed | {"title_fr": "Autre"})
    assert "Une autre personne" in refused.content.decode()
    assert soup(refused).select_one("#id_title_fr")["value"] == "Autre"
    assert Material.objects.get(pk=material.pk).languages == ["fr", "en"]


def test_the_form_knows_the_edition_it_was_opened_from(editor, tour):
    for asked, chosen in ((str(tour.pk), str(tour.pk)), ("9" * 30, ""), ("x", ""), ("²", "")):
        form = soup(editor.get(NEW, {"edition": asked}))
        held = form.select_one("#id_edition [selected]")
        assert (held or {}).get("value", "") == chosen, asked


def test_the_list_shows_what_is_missing_and_filters(editor, tour):
    page = soup(editor.get("/admin/materials/", {"edition": tour.pk, "kind": "document"}))
    (row,) = page.select("tbody tr")
    assert [plain(cell) for cell in row.select("td")][-2:] == ["français", "coréen, anglais"]


def test_a_session_with_materials_is_not_deleted_alone(edition, editor):
    session = Session.objects.create(edition=edition, code="Z1", kind="break", title_fr="Z")
    Material.objects.create(edition=edition, session=session, kind="document", title_fr="Z")
    response = editor.post(f"/admin/sessions/delete/{session.pk}/", follow=True)
    assert "encore utilisé" in response.content.decode()
    assert Session.objects.filter(pk=session.pk).exists()


def test_the_database_refuses_what_no_form_lets_through(summary):
    for broken in (
        {"language": "fr", "url": LINK},
        {"language": "de", "url": LINK, "original": True},
        {"language": "de"},
        {"language": "de", "url": LINK, "document": Document.objects.first()},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            MaterialVersion.objects.create(material=summary, **broken)


# Uploads


@pytest.mark.parametrize(
    ("address", "name", "sentence"),
    [
        ("/admin/documents/add/", "x.exe", "exe"),
        ("/admin/documents/add/", "x.html", "html"),
        ("/admin/documents/add/", "x.svg", "svg"),
        ("/admin/images/add/", "x.svg", "avif, gif, jpeg, jpg, png, webp"),
    ],
)
def test_unsafe_files_are_refused_with_a_sentence(editor, db, address, name, sentence):
    before = Document.objects.count(), Image.objects.count()
    sent = {"title": "X", "file": SimpleUploadedFile(name, b"<svg onload='alert(1)'/>")}
    response = editor.post(address, sent)
    assert response.status_code == 200
    errors = " ".join(plain(e) for e in soup(response).select(".error-message"))
    assert sentence in errors.lower()
    assert (Document.objects.count(), Image.objects.count()) == before


def test_a_file_that_is_too_large_is_refused_with_a_sentence(editor, settings):
    content = b"%PDF" + b"x" * settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
    sent = {"title": "X", "file": SimpleUploadedFile("x.pdf", content)}
    response = editor.post("/admin/documents/add/", sent)
    assert response.status_code == 200
    errors = " ".join(plain(e) for e in soup(response).select(".error-message"))
    assert "20,0\u00a0Mio" in errors
    assert not Document.objects.filter(title="X").exists()


def deletions(document: Document, photograph: Image) -> list[str]:
    """Wagtail's screens that delete these two."""
    return [
        f"/admin/documents/delete/{document.pk}/",
        f"/admin/images/{photograph.pk}/delete/",
        f"/admin/bulk/wagtaildocs/document/delete/?id={document.pk}",
        f"/admin/bulk/wagtailimages/image/delete/?id={photograph.pk}",
    ]


def test_a_file_in_use_is_not_deleted(admin_client, summary):
    """Not even by a superuser, on none of Wagtail's screens, while readers are led to it; it is
    said where, in the user's language, on the screen that asked."""
    document = summary.versions.first().document
    photograph = summary.edition.materials.filter(kind="photograph").first().photograph
    uses = ["Synthèse des échanges (exemple)", "Jogakbo, assemblage de tissus (exemple)"] * 2
    for address, use in zip(deletions(document, photograph), uses, strict=True):
        refused = admin_client.post(address, follow=True)
        assert refused.redirect_chain == [(address, 302)]
        (said,) = soup(refused).select(".messages .error")
        assert plain(said).startswith(
            f"Suppression impossible\u00a0: encore utilisé par «\u202f{use}\u202f»."
        )
    assert Document.objects.filter(pk=document.pk).exists()
    assert Image.objects.filter(pk=photograph.pk).exists()


def test_a_file_that_nothing_uses_is_deleted(admin_client):
    """By the same screens."""
    document = Document.objects.create(title="x", file="documents/x.pdf")
    photograph = Image.objects.create(title="x", file="x.png", width=1, height=1)
    for address in deletions(document, photograph)[:2]:
        assert admin_client.post(address).status_code == 302
    assert not Document.objects.filter(pk=document.pk).exists()
    assert not Image.objects.filter(pk=photograph.pk).exists()


def test_who_may_not_delete_files_hears_nothing_of_their_use(translator, summary):
    """What one may not open is not named."""
    document = summary.versions.first().document
    refused = translator.post(f"/admin/documents/delete/{document.pk}/", follow=True)
    assert "Synthèse" not in plain(soup(refused).select_one(".messages"))
    assert Document.objects.filter(pk=document.pk).exists()


# The translators' board


def board(client, language: str) -> dict[str, list[str]]:
    """Missing documents → what their rows say."""
    page = soup(client.get(f"/admin/translations/{language}/"))
    rows = [row for row in page.select("tbody tr") if row.select_one("a[hreflang]")]
    return {plain(row.a): plain(row.select_one(".work__type")) for row in rows}


def test_missing_versions_are_on_the_board_until_they_are_there(translator, tour, file):
    title = "발표 사례집(예시)"
    (row,) = board(translator, "ko").items()
    assert row[0] == title
    assert row[1].startswith("문서 · ")
    assert row[1].endswith("프랑스어")
    material = tour.materials.get(kind="document")
    MaterialVersion.objects.create(
        material=material, language="ko", document=Document.objects.get(pk=file)
    )
    assert board(translator, "ko") == {}


def test_editors_find_the_way_to_add_it(editor, tour):
    material = tour.materials.get(kind="document")
    page = soup(editor.get("/admin/translations/en/"))
    links = [a["href"] for a in page.select("main a") if "Ajouter la version" in a.get_text()]
    assert f"/admin/materials/edit/{material.pk}/" in links


def test_a_missing_title_is_a_label_of_the_translators(translator, summary):
    Material.objects.filter(pk=summary.pk).update(title_ko="")
    address = f"/admin/translations/ko/labels/programme.material/{summary.pk}/"
    listed = translator.get("/admin/translations/ko/?kind=label&state=to_translate")
    assert f"#l-programme.material-{summary.pk}-title" in listed.content.decode()
    type_into(translator, address, "요약")
    summary.refresh_from_db()
    assert summary.title_ko == "요약"
