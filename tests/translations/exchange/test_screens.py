"""From the download to the report, as a translator goes."""

import io
import zipfile

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail_localize.models import StringTranslation

from tests.translations.sources import publish_sentences
from translations.models import ImportedFile


@pytest.fixture
def client(log_in):
    return log_in("translator-ko")


def export(client, **asked):
    return client.get(reverse("translations:export", args=["ko"]), asked)


def test_a_page_is_one_file_with_its_own_labels(client, french, korean, session):
    answer = export(client, format="po", page=[str(french.translation_key)])
    assert answer["Content-Disposition"].endswith('.po"')
    file = polib.pofile(answer.content.decode())
    assert session.title_ko in [entry.msgstr for entry in file]
    assert {entry.msgctxt.split("/")[0].split(":")[0] for entry in file} == {
        str(french.translation_key),
        "programme.session",
    }


@pytest.mark.parametrize(("kind", "suffix"), [("po", ".po"), ("xliff", ".xlf")])
def test_an_edition_is_a_zip(client, kind, suffix):
    answer = export(client, format=kind, scope="forum-2027")
    assert answer["Content-Disposition"] == (
        f'attachment; filename="translations-ko-forum-2027-{kind}.zip"'
    )
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        assert all(name.endswith(suffix) for name in book.namelist())
        assert [name for name in book.namelist() if "labels" in name]


@pytest.mark.parametrize(
    "asked",
    [
        {"format": "po"},
        {"format": "docx", "scope": "forum-2027"},
        {"format": "po", "scope": "nothing"},
        {"format": "po", "page": "nothing"},
    ],
)
def test_a_choice_that_is_none_is_asked_for_again(client, asked):
    answer = export(client, **asked)
    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_a_file_is_checked_and_then_imported(client, french, korean):
    publish_sentences(french, "Une phrase neuve.")
    exported = export(client, format="po", page=[str(french.translation_key)])
    file = polib.pofile(exported.content.decode())
    (entry,) = [entry for entry in file if entry.msgid == "Une phrase neuve."]
    entry.msgstr = "새 문장입니다."
    sent = SimpleUploadedFile("retour.po", str(file).encode())
    answer = client.post(reverse("translations:import", args=["ko"]), {"file": sent}, follow=True)
    assert "새 문장입니다." in answer.content.decode()
    assert not StringTranslation.objects.filter(data="새 문장입니다.").exists()
    held = ImportedFile.objects.latest("pk")
    address = reverse("translations:import_check", args=[held.pk])
    answer = client.post(address, follow=True)
    assert answer.redirect_chain == [(address, 302)]
    assert StringTranslation.objects.filter(data="새 문장입니다.", has_error=False).count() == 1
    assert 'type="submit" class="button"' not in answer.content.decode().split("<main")[-1]
    kept = client.get(reverse("translations:imported_file", args=[held.pk]))
    assert b"".join(kept.streaming_content) == str(file).encode()


def test_a_file_of_another_language_is_nobody_elses_business(client, log_in, french, korean):
    exported = export(client, format="po", page=[str(french.translation_key)])
    sent = SimpleUploadedFile("x.po", exported.content)
    client.post(reverse("translations:import", args=["ko"]), {"file": sent})
    held = ImportedFile.objects.latest("pk")
    other = log_in("translator-en")
    for name in ("import_check", "imported_file"):
        address = reverse(f"translations:{name}", args=[held.pk])
        assert other.get(address).status_code in {302, 403}
        assert other.post(address).status_code in {302, 403}
    held.refresh_from_db()
    assert held.applied_at is None
