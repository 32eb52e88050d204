"""An editor's main job, once, end to end."""

import re

from playwright.sync_api import expect

from .conftest import log_in
from .test_public import PHONE

#: What of lists, fields and headers is cut off at the edge of the screen.
BEYOND = """
() => [...document.querySelectorAll("#listing-results td, main select, main input, header a")]
  .filter((element) => element.checkVisibility() && !element.closest("dialog, .w-sr-only"))
  .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
  .map((element) => element.outerHTML.slice(0, 200))
"""
TITLES = {
    "fr": "Marchés nocturnes et vie de quartier",
    "ko": "야시장과 동네 생활",
    "en": "Night markets and neighbourhood life",
}
WORDS = "Deux villes racontent leurs marchés du soir."


def test_from_new_session_to_public_programme(page, site):
    log_in(page, site, "editor")

    # The facts, with labels in three languages and a speaker.
    page.get_by_role("button", name="Programme").click()
    page.get_by_role("link", name="Séances").click()
    page.get_by_role("link", name="Ajouter").first.click()
    for code, title in TITLES.items():
        page.fill(f"#id_title_{code}", title)
    page.select_option("#id_edition", label="Forum franco-coréen 2027")
    page.fill("#id_code", "N1")
    page.select_option("#id_kind", "workshop")
    page.check("#id_spoken_0")
    page.check("#id_interpreted_1")
    page.get_by_role("button", name="Ajouter un(e) Intervenant").click()
    speaker = page.locator("#id_session_speakers-0-speaker")
    speaker.select_option(label="HONG Gildong")
    page.get_by_role("button", name="Créer").click()
    expect(page.locator("body")).to_contain_text("créé")

    # The French text, published.
    page.get_by_role("tab", name="Textes").click()
    page.get_by_role("link", name="Modifier le texte").click()
    page.locator(".public-DraftEditor-content").first.click()
    page.keyboard.type(WORDS)
    expect(page.locator("[name=abstract]")).to_have_value(re.compile("marchés du soir"))
    page.get_by_role("button", name="Plus d'actions").last.click()
    page.get_by_role("button", name="Publier").click()
    expect(page.locator("body")).to_contain_text("publiée")

    # A place in the draft: the public sees nothing of it yet.
    page.goto(f"{site.url}/admin/editions/")
    page.get_by_role("link", name="Forum franco-coréen 2027").first.click()
    edition = page.url.rstrip("/").rsplit("/", 1)[1]
    page.goto(f"{site.url}/admin/programme/{edition}/schedule/")
    row = page.locator("li", has_text="N1 ·")
    row.get_by_label("Jour").select_option(index=1)
    row.get_by_label("Début").fill("18:00")
    row.get_by_label("Fin").fill("18:45")
    row.get_by_label("Salle").select_option(label="Salle Erdre")
    row.get_by_role("button", name="Placer").click()
    expect(page.locator(".messages")).to_contain_text("brouillon")
    page.goto(f"{site.url}/fr/forum-2027/programme/")
    expect(page.get_by_text(TITLES["fr"])).to_have_count(0)

    # Released.
    page.goto(f"{site.url}/admin/programme/{edition}/schedule/")
    page.get_by_role("link", name="Diffuser").click()
    expect(page.locator("main")).to_contain_text("N1")
    # The speaker is expected elsewhere at that time, so a reason is asked for.
    page.get_by_label("Motif de la diffusion").fill("Convenu avec l’intervenant.")
    page.get_by_role("button", name="Diffuser").click()
    expect(page.locator(".messages")).to_contain_text("v2")

    public_programme_in_three_languages(page, site)


def public_programme_in_three_languages(page, site) -> None:
    expected = {
        "fr": ("Salle Erdre", "18:00–18:45 Paris", "02:00–02:45 Séoul (+1 jour)"),
        "ko": ("에르드르실", "18:00–18:45 파리", "02:00–02:45 서울 (다음 날)"),
        "en": ("Erdre Room", "18:00–18:45 Paris", "02:00–02:45 Seoul (+1 day)"),
    }
    for code, (room, here, there) in expected.items():
        page.goto(f"{site.url}/{code}/forum-2027/programme/")
        entry = page.locator(".entry", has_text=TITLES[code])
        expect(entry.locator(".entry__room")).to_have_text(room)
        expect(entry.locator(".moment__here")).to_have_text(here)
        expect(entry.locator(".moment__there")).to_contain_text(there)
        entry.get_by_role("link", name=TITLES[code]).click()
        expect(page.locator("h1")).to_have_text(TITLES[code])
        words = page.locator(".prose")
        expect(words).to_have_text(WORDS)
        assert words.get_attribute("lang") == (None if code == "fr" else "fr")


def test_a_speaker_who_is_missing_is_added_in_the_form_of_a_session(page, site):
    log_in(page, site, "editor")
    page.goto(f"{site.url}/admin/sessions/new/")
    page.fill("#id_title_fr", TITLES["fr"])
    page.get_by_role("button", name="Ajouter un(e) Intervenant").click()
    speaker = page.locator("#id_session_speakers-0-speaker")
    beside = page.locator("#id_session_speakers-0-speaker + button")
    beside.click()
    dialogue = page.locator(".modal-body")
    dialogue.get_by_role("tab").last.click()
    dialogue.locator("#id_given_name").fill("Ève")
    submit = dialogue.locator("#tab-create button[type=submit]")
    submit.click()
    expect(dialogue.locator(".error-message")).to_have_count(1)
    expect(dialogue.locator("#id_given_name")).to_have_value("Ève")
    dialogue.locator("#id_family_name").fill("Témoin")
    submit.click()

    expect(dialogue).to_have_count(0)
    expect(beside).to_be_focused()
    chosen = "select => select.selectedOptions[0].text"
    assert speaker.evaluate(chosen) == "Ève TÉMOIN"
    expect(page.locator("#id_title_fr")).to_have_value(TITLES["fr"])

    # A row that is added afterwards offers her as well, and one who is there is found.
    page.get_by_role("button", name="Ajouter un(e) Intervenant").click()
    page.select_option("#id_session_speakers-1-speaker", label="Ève TÉMOIN")
    page.locator("#id_session_speakers-1-speaker + button").click()
    dialogue.locator("#id_q").fill("gildong")
    dialogue.get_by_role("link", name="HONG Gildong").click()
    expect(dialogue).to_have_count(0)
    assert page.locator("#id_session_speakers-1-speaker").evaluate(chosen) == "HONG Gildong"
    rows = site.copy.rows("SELECT family_name FROM programme_speaker WHERE given_name = 'Ève'")
    assert [tuple(row) for row in rows] == [("Témoin",)]


def test_lists_and_forms_end_where_a_phone_does(browser, public_site):
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    log_in(page, public_site, "editor")
    page.goto(f"{public_site.url}/admin/editions/")
    title = page.locator("#listing-results td.title").first
    assert title.bounding_box()["width"] > PHONE["width"] / 2
    for path in ("editions/", "sessions/", "speakers/", "sessions/new/", "documents/"):
        page.goto(f"{public_site.url}/admin/{path}")
        page.wait_for_selector("main")
        assert page.evaluate(BEYOND) == [], path
    context.close()
