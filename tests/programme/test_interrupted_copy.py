"""A worker that is killed in the middle of a new edition; and the edition as visitors meet it."""

import json
import signal

from tests.databases import wait_until

NEXT = """
from programme.models import Edition
from tests.factories import next_edition
next_edition(Edition.objects.get(slug="forum-2027"))
"""
PUBLISH = """
from wagtail.models import Page
from wagtail_localize.models import Translation
from programme.models import Edition
from programme.services.releases import release_schedule
from translations.queries.pages import missing_strings
from translations.services.publication import publish_translation
pages = Page.objects.filter(url_path__contains="/forum-2028/").order_by("depth", "path")
print(sorted(set(pages.values_list("live", "has_unpublished_changes"))))
print(Page.find_problems())
for page in pages.filter(locale__language_code="fr"):
    page.get_latest_revision().publish()
for page in pages.filter(locale__language_code="fr"):
    for translation in Translation.objects.filter(source__object=page.translation_key):
        if not missing_strings(translation):
            publish_translation(translation)
release_schedule(Edition.objects.get(slug="forum-2028"))
print(Page.find_problems())
"""
#: Follows every link below the edition, from its page in three languages.
CRAWL = """
from django.test import Client
from tests.html import links, soup
from wagtail.models import Page
queue = [f"/{code}/forum-2028/" for code in ("fr", "ko", "en")]
client, seen, files = Client(), {}, {}
while queue:
    address = queue.pop()
    if address not in {*seen, *files} and "/registration/form/" not in address:
        answer = client.get(address)
        if not answer["Content-Type"].startswith("text/html"):
            files[address] = answer.status_code
            continue
        page = soup(answer)
        seen[address] = (answer.status_code, page.html["lang"] == address.split("/")[1],
                         len(page.find_all("h1")))
        queue += [a for a in links(page) if a.split("/")[2:3] == ["forum-2028"]]
print(set(seen.values()))
print(set(files.values()))
french = Page.objects.filter(url_path__startswith="/fr/forum-2028/", live=True)
pages = {p.url_path.replace("/fr/", f"/{c}/", 1) for p in french for c in ("fr", "ko", "en")}
print(len(pages), pages - set(seen))
own = {code: Page.objects.filter(url_path__startswith=f"/{code}/forum-2028/", live=True).count()
       for code in ("ko", "en")}
print(own)
"""


def test_a_killed_worker_loses_nothing_and_the_copy_passes_the_crawler(copy):
    """SIGKILL twice, in different places; the third worker finishes what the others began."""
    copy.run(NEXT)

    def state() -> tuple[str, int, int]:
        return copy.rows("SELECT state, done, total FROM programme_editioncopy")[0]

    def workers() -> int:
        """How many workers have had it when it is done."""
        rows = copy.rows(
            "SELECT status, worker_ids FROM django_tasks_database_dbtaskresult"
            " ORDER BY enqueued_at DESC LIMIT 1"
        )
        status, held = rows[0]
        held = json.loads(held) if isinstance(held, str) else held
        return len(held) if status == "SUCCESSFUL" else 0

    name, done, total = state()
    assert (name, done) == ("waiting", 0)
    for least in (5, 40):
        worker = copy.start("worker")
        wait_until(lambda least=least: state()[1] >= least)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        name, done, _total = state()
        assert name == "running"
        assert least <= done < total
    copy.start("worker")
    wait_until(lambda: state() == ("done", total, total), seconds=120)
    wait_until(lambda: workers() == 3)
    copies = "SELECT count(*) FROM wagtailcore_page WHERE url_path LIKE '%/forum-2028/%'"
    assert copy.rows(copies) == [(total,)]
    assert copy.rows("SELECT problems FROM programme_editioncopy") in ([("[]",)], [([],)])

    whole = "([], [], [], [], [])"
    drafts, before, after = copy.run(PUBLISH).splitlines()
    assert (drafts, before, after) == ("[(False, True)]", whole, whole)
    frames, files, found, own = copy.run(CRAWL).splitlines()
    assert (frames, files) == ("{(200, True, 1)}", "{200}")
    assert found == f"{total} set()"
    assert own == "{'ko': 28, 'en': 29}"
