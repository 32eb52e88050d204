"""Workers that are killed while they send pages or enter files: the next one finishes it, once."""

import json
import signal

from tests.databases import Copy, wait_until

SEND = """
from wagtail.models import Locale
from programme.models import Edition, Session
from programme.services.sessions import create_session
from translations.services.submission import submit_tree
edition = Edition.objects.get(slug="forum-2027")
for number in range(40):
    session = Session(
        edition=edition, code=f"N{number}", kind="workshop", title_fr=f"Neuve {number}"
    )
    page = create_session(session, spoken=[], interpreted=[])
    page.abstract = f"<p>Une phrase, la {number}e.</p><p>Une autre.</p>"
    page.save_revision()
root = edition.pages.get(locale__language_code="fr")
submit_tree(root, list(Locale.objects.exclude(language_code="fr")), None)
"""
SENT = "SELECT state, done, total FROM translations_submission ORDER BY id DESC"
PROBLEMS = "from wagtail.models import Page; print(Page.find_problems())"
ENTER = """
import io, zipfile, polib
from django.contrib.auth import get_user_model
from tests.translations.exchange.conftest import of_edition
from translations.exchange.po import write_po
from translations.services.exchange import keep_file, start_import
user = get_user_model().objects.get(username="translator-ko")
packed = io.BytesIO()
with zipfile.ZipFile(packed, "w") as book:
    for document in of_edition("ko")[:-1]:
        file = polib.pofile(write_po(document).decode())
        for entry in file:
            entry.msgstr, entry.flags = f"{entry.msgstr}§", []
        book.writestr(f"{document.name}.po", str(file))
start_import(keep_file("ko", "x.zip", packed.getvalue(), user), user)
"""
#: For each page, whether its sentences are entered: all, none or some.
WHOLE = """
from tests.translations.exchange.conftest import of_edition
for document in of_edition("ko")[:-1]:
    entered = {unit.target.endswith("§") for unit in document.units}
    print({(True,): "all", (False,): "none"}.get(tuple(entered), "some"))
"""
ENTERED = "SELECT count(*) FROM wagtail_localize_stringtranslation WHERE data LIKE '%§'"
DOUBLED = ENTERED.replace("§", "§§")
NEW = "SELECT count(*) FROM wagtailcore_page WHERE url_path LIKE '/ko/%/neuve-%'"
HAD = "SELECT task_path, worker_ids FROM django_tasks_database_dbtaskresult"


def workers(copy: Copy, task: str) -> int:
    """How many workers have had it."""
    had = [ids for path, ids in copy.rows(HAD) if path.endswith(task)]
    return max(len(json.loads(ids) if isinstance(ids, str) else ids) for ids in had)


def test_pages_are_sent_once(copy):
    copy.run(SEND)

    def state() -> tuple[str, int, int]:
        return copy.rows(SENT)[0]

    worker = copy.start("worker")
    wait_until(lambda: state()[1])
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    name, done, total = state()
    assert (name, done < total) == ("running", True)
    copy.start("worker")
    wait_until(lambda: state() == ("done", total, total), seconds=120)
    wait_until(lambda: workers(copy, "run_submission") == 2)
    assert copy.rows(NEW) == copy.rows(NEW.replace("/ko/", "/en/")) == [(40,)]
    assert copy.run(PROBLEMS).strip() == "([], [], [], [], [])"


def test_files_are_entered_once_and_each_of_them_whole(copy):
    copy.run(ENTER)

    def entered() -> int:
        return copy.rows(ENTERED)[0][0]

    def applied() -> bool:
        return copy.rows("SELECT applied_at FROM translations_importedfile")[0][0] is not None

    assert (entered(), applied()) == (0, False)
    worker = copy.start("worker")
    wait_until(entered)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert not applied()
    assert set(copy.run(WHOLE).split()) == {"all", "none"}
    half = entered()
    copy.start("worker")
    wait_until(applied, seconds=120)
    wait_until(lambda: workers(copy, "run_import") == 2)
    assert entered() > half
    assert copy.rows(DOUBLED) == [(0,)]
    assert set(copy.run(WHOLE).split()) == {"all"}
