"""A file that comes back changes what was changed in it, and nothing else."""

import io
import threading
import zipfile
from datetime import timedelta

import polib
import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult
from translate.storage import po, xliff
from wagtail_localize.models import StringTranslation

from forum_site.worker import do_chores
from programme.models import Session
from tests.translations.sources import publish_sentences
from translations.enums import Outcome, StringState
from translations.exchange.files import write_zip
from translations.exchange.po import write_po
from translations.exchange.units import Document, label_document, page_documents
from translations.exchange.xliff import write_xliff
from translations.models import ImportedFile
from translations.queries.labels import label_texts
from translations.queries.strings import StringWork, string_work
from translations.services import exchange
from translations.services.exchange import (
    apply_files,
    keep_file,
    plan_files,
    run_import,
    start_import,
)
from translations.services.labels import save_label
from translations.services.strings import propose, save_string, send_back

from .conftest import archive, of_edition

SENTENCE = "Les deux villes <b>échangent</b> leurs agents & idées."


def send(content: bytes, user, language: str = "ko", page=None) -> ImportedFile:
    held = keep_file(language, "retour.po", content, user, page)
    apply_files(held, user)
    held.refresh_from_db()
    return held


def counts(held: ImportedFile) -> dict[str, int]:
    """Of all files together."""
    assert [file["problems"] for file in held.report if file["problems"]] == []
    total: dict[str, int] = {}
    for file in held.report:
        for outcome, number in file["counts"].items():
            total[outcome] = total.get(outcome, 0) + number
    return total


def everything() -> list[tuple]:
    return sorted(StringTranslation.objects.values_list("pk", "data", "has_error", "updated_at"))


def document(french) -> Document:
    (found,) = page_documents("ko", [french.translation_key])
    return found


def work_of(korean) -> dict[str, StringWork]:
    return {work.source: work for work in string_work([korean])[korean.pk]}


@pytest.fixture
def fresh(french, korean):
    """A page with one untranslated sentence."""
    publish_sentences(french, SENTENCE)
    return work_of(korean)["Les deux villes <b>échangent</b> leurs agents &amp; idées."]


def edited(content: bytes, words: str, *, fuzzy: bool | None = None) -> bytes:
    """The PO file with other words for its first entry, as an editor leaves it."""
    file = polib.pofile(content.decode())
    file[0].msgstr = words
    if fuzzy is not None:
        file[0].flags = ["fuzzy"] if fuzzy else []
    return str(file).encode()


@pytest.mark.parametrize("kind", ["po", "xliff"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_an_untouched_file_changes_nothing(fresh, korean, somebody, kind, language):
    propose(fresh.place, "제안", "memory")
    before = everything()
    held = send(archive(language, kind), somebody, language)
    assert list(counts(held)) == [Outcome.UNCHANGED]
    assert counts(held)[Outcome.UNCHANGED] > 100
    assert everything() == before


def test_an_edited_po_changes_what_was_edited(french, korean, fresh, somebody):
    before = everything()
    held = send(edited(write_po(document(french)), "두 도시가 <b>교류</b>합니다."), somebody)
    assert counts(held) == {Outcome.APPLIED: 1}
    work = work_of(korean)[fresh.source]
    assert (work.target, work.state) == ("두 도시가 <b>교류</b>합니다.", StringState.TRANSLATED)
    assert work.author == somebody.pk
    assert len(everything()) == len(before) + 1
    assert set(before) < set(everything())


def test_an_edited_xliff_changes_what_was_edited(french, korean, fresh, somebody):
    read = xliff.xlifffile.parsestring(write_xliff(document(french)))
    (unit,) = read.units
    unit.target = "두 도시가 <b>교류</b>합니다."
    held = send(bytes(read), somebody)
    assert counts(held) == {Outcome.APPLIED: 1}
    work = work_of(korean)[fresh.source]
    assert (work.target, work.state) == ("두 도시가 <b>교류</b>합니다.", StringState.TRANSLATED)


@pytest.mark.parametrize(
    ("kind", "parse"),
    [("po", po.pofile.parsestring), ("xliff", xliff.xlifffile.parsestring)],
)
def test_of_a_whole_edition_exactly_what_was_edited(edition, somebody, kind, parse):
    """Two sentences on two pages and one label, by another tool, in a ZIP of everything."""
    *pages, labels = of_edition("ko")
    chosen = [next(u for u in found.units if u.target) for found in (pages[1], pages[4], labels)]
    new = {unit.id: f"{unit.target} 고침" for unit in chosen}
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive("ko", kind))) as sent,
        zipfile.ZipFile(packed, "w") as back,
    ):
        for name in sent.namelist():
            file = parse(sent.read(name))
            for unit in file.units:
                named = unit.getcontext() if kind == "po" else unit.getid().rpartition("\x04")[2]
                if named in new:
                    unit.target = new[named]
            back.writestr(name, bytes(file))
    before = {unit.id: unit.target for found in of_edition("ko") for unit in found.units}
    held = send(packed.getvalue(), somebody)
    assert counts(held) == {Outcome.APPLIED: 3, Outcome.UNCHANGED: len(before) - 3}
    after = {unit.id: unit.target for found in of_edition("ko") for unit in found.units}
    assert after == before | new


def test_one_label_of_an_edition_changes(edition, session, somebody):
    rows = {Session: Session.objects.filter(edition=edition)}
    labels = label_document("ko", rows)
    file = polib.pofile(write_po(labels).decode())
    (entry,) = [entry for entry in file if f"session:{session.pk}:title" in entry.msgctxt]
    entry.msgstr = "새 제목 & 물"
    others = {text.place.pk: text.target for text in label_texts("ko", rows)}
    held = send(str(file).encode(), somebody)
    assert counts(held)[Outcome.APPLIED] == 1
    session.refresh_from_db()
    assert session.title_ko == "새 제목 & 물"
    now = {text.place.pk: text.target for text in label_texts("ko", rows)}
    assert now == others | {session.pk: "새 제목 & 물"}


def test_fuzzy_becomes_a_proposal_and_nothing_more(french, korean, fresh, somebody):
    content = write_po(document(french))
    held = send(edited(content, "아마도", fuzzy=True), somebody)
    assert counts(held) == {Outcome.PROPOSED: 1}
    assert work_of(korean)[fresh.source].state == StringState.PROPOSAL
    held = send(edited(content, "확실히", fuzzy=False), somebody)
    assert counts(held) == {Outcome.CONFLICT: 1}, "the proposal came after the export"
    content = write_po(document(french))
    held = send(edited(content, "아마도", fuzzy=False), somebody)
    assert counts(held) == {Outcome.APPLIED: 1}
    assert work_of(korean)[fresh.source].state == StringState.TRANSLATED
    held = send(edited(content, "다른 말", fuzzy=True), somebody)
    assert counts(held) == {Outcome.ASIDE: 1}
    assert held.report[0]["rows"][0]["target"] == "다른 말"


def test_a_fuzzy_label_is_kept_aside(edition, session, somebody):
    rows = {Session: Session.objects.filter(pk=session.pk)}
    content = edited(write_po(label_document("ko", rows)), "아마도", fuzzy=True)
    assert counts(send(content, somebody)) == {Outcome.ASIDE: 1}


def test_words_of_somebody_else_are_never_written_over(french, korean, fresh, somebody, reader):
    content = edited(write_po(document(french)), "파일의 말")
    save_string(fresh.place, "사이트의 말", reader, seen=0)
    held = send(content, somebody)
    assert counts(held) == {Outcome.CONFLICT: 1}
    assert held.report[0]["rows"][0]["target"] == "파일의 말"
    assert held.report[0]["rows"][0]["now"] == "사이트의 말"
    assert work_of(korean)[fresh.source].target == "사이트의 말"


def test_one_file_sent_twice_is_its_own_predecessor(french, korean, fresh, somebody):
    content = write_po(document(french))
    send(edited(content, "처음"), somebody)
    assert counts(send(edited(content, "처음"), somebody)) == {Outcome.UNCHANGED: 1}
    assert counts(send(edited(content, "다음"), somebody)) == {Outcome.APPLIED: 1}
    assert work_of(korean)[fresh.source].target == "다음"


def test_a_label_renamed_meanwhile_is_not_written_over(session, somebody, reader):
    rows = {Session: Session.objects.filter(pk=session.pk)}
    content = edited(write_po(label_document("ko", rows)), "파일의 제목")
    (text,) = label_texts("ko", rows)
    save_label(text.place, "사이트의 제목", reader, seen=text.version)
    assert counts(send(content, somebody)) == {Outcome.CONFLICT: 1}
    session.refresh_from_db()
    assert session.title_ko == "사이트의 제목"


def test_words_of_an_editor_in_ones_own_label_are_not_written_over(session, somebody):
    rows = {Session: Session.objects.filter(pk=session.pk)}
    (text,) = label_texts("ko", rows)
    save_label(text.place, "나의 제목", somebody, seen=text.version)
    content = edited(write_po(label_document("ko", rows)), "파일의 제목")
    session.refresh_from_db()
    session.title_ko = "편집자의 제목"
    session.save()
    assert counts(send(content, somebody)) == {Outcome.CONFLICT: 1}
    session.refresh_from_db()
    assert session.title_ko == "편집자의 제목"


def test_a_source_changed_meanwhile_takes_a_proposal(french, korean, fresh, somebody):
    content = edited(write_po(document(french)), "두 도시")
    publish_sentences(french, SENTENCE.replace("agents", "équipes"))
    held = send(content, somebody)
    assert counts(held) == {Outcome.PROPOSED: 1}
    changed = work_of(korean)[fresh.source.replace("agents", "équipes")]
    assert (changed.state, changed.target, changed.origin) == (
        StringState.PROPOSAL,
        "두 도시",
        "retour.po",
    )
    publish_sentences(french, "Plus rien de semblable.")
    held = send(content, somebody)
    assert counts(held) == {Outcome.CONFLICT: 1}
    assert held.report[0]["rows"][0]["target"] == "두 도시"


def test_what_is_not_known_is_kept_in_the_report(french, fresh, somebody):
    file = polib.pofile(write_po(document(french)).decode())
    file.append(polib.POEntry(msgctxt="x/y/z", msgid="Ailleurs", msgstr="다른 곳"))
    file.append(polib.POEntry(msgid="Sans lieu", msgstr="장소 없음"))
    held = send(str(file).encode(), somebody)
    assert counts(held) == {Outcome.UNCHANGED: 1, Outcome.UNKNOWN: 2}
    assert [row["target"] for row in held.report[0]["rows"]] == ["다른 곳", "장소 없음"]


@pytest.mark.parametrize(
    "words", ["<script>x</script>", "두 <a id='a9'>도시</a>", "<p>두 도시</p>"]
)
def test_broken_mark_up_refuses_its_file_and_no_other(french, korean, fresh, somebody, words):
    rows = {Session: Session.objects.filter(key=french.translation_key)}
    book = io.BytesIO(write_zip([document(french), label_document("ko", rows)], "po"))
    with zipfile.ZipFile(book) as read:
        names = read.namelist()
        contents = [read.read(name) for name in names]
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as write:
        write.writestr(names[0], edited(contents[0], words))
        write.writestr(names[1], edited(contents[1], "새 제목"))
    held = send(changed.getvalue(), somebody)
    broken, whole = held.report
    assert broken["counts"] == {}
    (problem,) = broken["problems"]
    assert korean.source.object_repr in problem
    assert whole["counts"] == {Outcome.APPLIED: 1}
    assert work_of(korean)[fresh.source].target == ""


def test_a_label_too_long_refuses_its_file(session, somebody):
    rows = {Session: Session.objects.filter(pk=session.pk)}
    content = edited(write_po(label_document("ko", rows)), "가" * 5000)
    held = send(content, somebody)
    assert len(held.report[0]["problems"]) == 1
    session.refresh_from_db()
    assert len(session.title_ko) < 5000


def test_a_locked_page_takes_nothing(french, fresh, session, somebody, reader):
    page = session.pages.get(locale__language_code="ko")
    page.locked, page.locked_by = True, reader
    page.save()
    held = send(edited(write_po(document(french)), "두 도시"), somebody)
    (problem,) = held.report[0]["problems"]
    assert page.draft_title in problem
    assert not StringTranslation.objects.filter(data="두 도시").exists()


def test_a_file_writes_no_page_that_its_sender_may_not(french, fresh, session, edition):
    """Editors write the source's pages and everybody's labels; the workbench says the same."""
    editor = get_user_model().objects.get(username="editor")
    page = session.pages.get(locale__language_code="ko")
    held = send(edited(write_po(document(french)), "두 도시"), editor)
    with override("en"):
        (plan,) = plan_files(held, editor)
    assert plan.problems == [f"You may not change this page: {page.draft_title}"]
    assert not StringTranslation.objects.filter(data="두 도시").exists()
    labels = label_document("ko", {Session: Session.objects.filter(pk=session.pk)})
    content = write_po(labels).decode().replace(session.title_ko, "새 제목")
    assert counts(send(content.encode(), editor)) == {Outcome.APPLIED: 1}


def test_a_check_writes_nothing(french, fresh, somebody):
    before = everything()
    content = edited(write_po(document(french)), "두 도시")
    held = keep_file("ko", "retour.po", content, somebody)
    (plan,) = plan_files(held, somebody)
    assert plan.counts == {Outcome.APPLIED: 1}
    assert everything() == before


def test_a_file_is_applied_once(french, korean, fresh, somebody):
    held = send(edited(write_po(document(french)), "처음"), somebody)
    save_string(fresh.place, "나중", somebody, seen=1)
    apply_files(held, somebody)
    assert work_of(korean)[fresh.source].target == "나중"


def all_edited(documents: list[Document]) -> bytes:
    """The ZIP of these documents with another translation everywhere."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as book:
        for number, found in enumerate(documents):
            file = polib.pofile(write_po(found).decode())
            for entry in file:
                entry.msgstr, entry.flags = f"{entry.msgstr}!", []
            book.writestr(f"{number}.po", str(file))
    return packed.getvalue()


def test_a_check_costs_the_same_for_few_pages_and_many(somebody):
    *pages, labels = of_edition("ko")

    def queries(documents: list[Document]) -> tuple[int, int]:
        held = keep_file("ko", "retour.zip", all_edited(documents), somebody)
        with CaptureQueriesContext(connection) as spent:
            plans = plan_files(held, somebody)
        assert [plan.problems for plan in plans] == [[]] * len(documents)
        return len(spent), sum(len(plan.writes) for plan in plans)

    queries([labels])  # what the user may is read once
    few, some = queries([pages[0], labels])
    many, more = queries([*pages, labels])
    assert few == many
    assert some < more


def test_many_lines_are_entered_by_the_worker(translator, somebody, monkeypatch):
    pages = of_edition("ko")[:3]
    monkeypatch.setattr(exchange, "AT_ONCE", 2)
    held = keep_file("ko", "retour.zip", all_edited(pages), somebody)
    start_import(held, somebody)
    start_import(held, somebody)
    held.refresh_from_db()
    assert held.started_at is not None
    assert held.applied_at is None
    waiting = DBTaskResult.objects.filter(
        task_path="translations.services.exchange.run_import",
        args_kwargs={"args": [held.pk, somebody.pk], "kwargs": {}},
    )
    assert waiting.count() == 1
    address = reverse("translations:import_check", args=[held.pk])
    assert not translator.get(address).context["given_up"]
    waiting.update(status="FAILED")
    assert translator.get(address).context["given_up"]
    run_import.call(held.pk, somebody.pk)
    held.refresh_from_db()
    assert counts(held) == {Outcome.APPLIED: sum(len(page.units) for page in pages)}


def test_few_lines_are_entered_at_once(french, fresh, somebody):
    content = edited(write_po(document(french)), "두 도시")
    held = keep_file("ko", "retour.po", content, somebody)
    start_import(held, somebody)
    held.refresh_from_db()
    assert counts(held) == {Outcome.APPLIED: 1}


def test_an_import_that_is_cut_off_at_its_beginning_can_be_asked_for_again(
    french, fresh, somebody, monkeypatch
):
    held = keep_file("ko", "retour.po", edited(write_po(document(french)), "두 도시"), somebody)
    with monkeypatch.context() as killed:
        killed.setattr(exchange, "apply_files", lambda *_args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            start_import(held, somebody)
    start_import(held, somebody)
    held.refresh_from_db()
    assert counts(held) == {Outcome.APPLIED: 1}


def test_chores_delete_what_nobody_decided_about(french, fresh, somebody):
    """Left at the check or given up by the worker: after a week it is gone; a report stays."""
    now = timezone.now()
    pks = []
    for days, started, applied in (
        (6, None, None), (8, None, None), (8, 8, None), (8, 6, None), (8, 8, 8),
    ):  # fmt: skip
        held = keep_file("ko", "retour.po", write_po(document(french)), somebody)
        ImportedFile.objects.filter(pk=held.pk).update(
            sent_at=now - timedelta(days=days),
            started_at=started and now - timedelta(days=started),
            applied_at=applied and now - timedelta(days=applied),
        )
        pks.append(held.pk)
    for _twice in range(2):
        do_chores(threading.Event())
    left = set(ImportedFile.objects.values_list("pk", flat=True))
    assert [pk in left for pk in pks] == [True, False, False, True, True]
    run_import.call(pks[2], somebody.pk)  # still in the queue of a worker


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(("kind", "store"), [("po", po.pofile), ("xliff", xliff.xlifffile)])
def test_files_that_a_tool_wrote_back_change_nothing(fresh, somebody, kind, store, language):
    propose(fresh.place, "제안", "memory")
    before = everything()
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive(language, kind))) as sent,
        zipfile.ZipFile(packed, "w") as back,
    ):
        for name in sent.namelist():
            back.writestr(name, bytes(store.parsestring(sent.read(name))))
    held = send(packed.getvalue(), somebody, language)
    assert list(counts(held)) == [Outcome.UNCHANGED]
    assert everything() == before


def test_a_tool_without_states_still_translates(french, korean, fresh, somebody, reader):
    """It leaves `needs-adaptation` on the words that it changed."""
    save_string(fresh.place, "초안", reader, seen=0)
    send_back(fresh.place, reader, seen=1)
    content = write_xliff(document(french)).decode()
    assert 'state="needs-adaptation">초안<' in content
    held = send(content.replace(">초안<", ">고친 글<").encode(), somebody)
    assert counts(held) == {Outcome.APPLIED: 1}
    assert work_of(korean)[fresh.source].target == "고친 글"


def test_a_tool_that_doubts_is_heard(french, korean, fresh, somebody):
    content = write_xliff(document(french)).decode()
    doubted = content.replace(
        '<target state="new" />', '<target state="needs-review-translation">아마도</target>'
    )
    assert doubted != content
    assert counts(send(doubted.encode(), somebody)) == {Outcome.PROPOSED: 1}
    assert work_of(korean)[fresh.source].state == StringState.PROPOSAL


def test_marks_of_segments_are_passed_over(french, korean, fresh, somebody):
    content = write_xliff(document(french)).decode()
    marked = content.replace(
        '<target state="new" />',
        '<target><mrk mtype="seg" mid="0">두 도시.</mrk> <mrk mtype="seg">교류.</mrk></target>',
    )
    assert counts(send(marked.encode(), somebody)) == {Outcome.APPLIED: 1}
    assert work_of(korean)[fresh.source].target == "두 도시. 교류."
