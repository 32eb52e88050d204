"""The glossary: whose columns are whose, files out and in, and terms found in texts."""

import io
import re
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import gettext as _

from programme.models import Room
from translations.checks import TermPair
from translations.checks.highlight import highlight
from translations.checks.terms import Terms
from translations.exports.xlsx import workbook
from translations.models import GlossaryTerm
from translations.queries.glossary import glossary
from translations.sentences import as_marked

pytestmark = pytest.mark.django_db
IMPORT = "translations:glossary_import"


@pytest.fixture
def term():
    return GlossaryTerm.objects.get(term_fr="table ronde")


def fields_of(client, term):
    """What the form of a term holds, and which of its fields are closed."""
    response = client.get(reverse("glossary:edit", args=[term.pk]))
    form = response.context["form"]
    closed = {name for name, field in form.fields.items() if field.disabled}
    return {name: form[name].value() or "" for name in form.fields}, closed


def save(client, term, values):
    return client.post(reverse("glossary:edit", args=[term.pk]), values)


def send(client, content, name="terms.xlsx"):
    return client.post(reverse(IMPORT), {"file": SimpleUploadedFile(name, content)})


def test_the_sample_has_the_terms_of_the_forum(term):
    assert GlossaryTerm.objects.count() == 43
    assert (term.term_ko, term.term_en, term.kind) == ("원탁회의", "round table", "forum")
    friendship = GlossaryTerm.objects.get(term_fr="relations d’amitié")
    assert (friendship.forbidden("ko"), friendship.strict) == (("자매결연",), True)


def test_a_translator_changes_her_own_column_and_no_other(translator, term):
    values, closed = fields_of(translator, term)
    assert {"term_ko", "forbidden_ko", "seen"}.isdisjoint(closed)
    assert closed >= {"term_fr", "term_en", "forbidden_fr", "note", "kind", "strict"}
    forged = values | {"term_ko": "라운드테이블", "term_en": "forged", "term_fr": "forged"}
    assert save(translator, term, forged).status_code == 302
    term.refresh_from_db()
    assert (term.term_fr, term.term_ko, term.term_en) == (
        "table ronde",
        "라운드테이블",
        "round table",
    )
    assert term.updated_by.username == "translator-ko"


def test_a_moderator_has_both_languages_but_not_french(log_in, term):
    _values, closed = fields_of(log_in("moderator"), term)
    assert "term_fr" in closed
    assert {"term_ko", "term_en"}.isdisjoint(closed)


def test_an_editor_changes_everything(editor, term):
    values, closed = fields_of(editor, term)
    assert closed == set()
    assert save(editor, term, values | {"term_fr": "débat"}).status_code == 302
    assert GlossaryTerm.objects.get(pk=term.pk).term_fr == "débat"


@pytest.mark.parametrize("who", ["translator-ko", "moderator", "clerk", "stranger"])
def test_only_editors_add_delete_and_import(log_in, term, who):
    client = log_in(who)
    for name, args in (("glossary:add", []), ("glossary:delete", [term.pk]), (IMPORT, [])):
        assert client.get(reverse(name, args=args)).status_code == 302
    assert send(client, workbook([["term_fr"], ["x"]])).status_code == 302
    assert not GlossaryTerm.objects.filter(term_fr="x").exists()


def test_nobody_writes_over_what_another_saved_meanwhile(editor, translator, term):
    shown, _closed = fields_of(editor, term)
    mine, _closed = fields_of(translator, term)
    save(translator, term, mine | {"term_ko": "새 낱말"})
    response = save(editor, term, shown | {"note": "typed"})
    assert response.context["form"].non_field_errors()
    assert response.context["form"]["note"].value() == "typed"
    term.refresh_from_db()
    assert (term.term_ko, term.note) == ("새 낱말", "")
    # What was typed counts when it is sent again.
    again = {name: response.context["form"][name].value() or "" for name in shown}
    save(editor, term, again | {"term_ko": "새 낱말"})
    term.refresh_from_db()
    assert (term.term_ko, term.note) == ("새 낱말", "typed")


def test_words_to_avoid_stand_one_a_line_and_are_not_the_term(editor, term):
    values, _closed = fields_of(editor, term)
    response = save(editor, term, values | {"forbidden_ko": " 원탁회의 \n\n"})
    assert "forbidden_ko" in response.context["form"].errors
    save(editor, term, values | {"forbidden_ko": " 라운드테이블 \n\n 라운드 \n"})
    term.refresh_from_db()
    assert term.forbidden("ko") == ("라운드테이블", "라운드")


def test_the_export_imported_again_changes_nothing(editor):
    before = list(GlossaryTerm.objects.values())
    exported = editor.get(reverse("translations:glossary_export"))
    response = send(editor, exported.content)
    assert response.status_code == 302
    assert list(GlossaryTerm.objects.values()) == before


def test_an_import_adds_and_changes_and_leaves_the_rest(editor):
    before = GlossaryTerm.objects.count()
    content = workbook(
        [
            ["term_fr", "Term KO", "forbidden_ko", "strict", "kind"],
            ["table ronde", "라운드테이블", "원탁; 원탁 토론", "oui", ""],
            ["convention", "협약", "", "", "Cooperation"],
        ]
    )
    response = editor.post(reverse(IMPORT), {"file": SimpleUploadedFile("a.xlsx", content)})
    assert response.status_code == 302
    assert GlossaryTerm.objects.count() == before + 1
    changed = GlossaryTerm.objects.get(term_fr="table ronde")
    assert (changed.term_ko, changed.term_en) == ("라운드테이블", "round table")
    assert (changed.forbidden("ko"), changed.strict) == (("원탁", "원탁 토론"), True)
    added = GlossaryTerm.objects.get(term_fr="convention")
    assert (added.term_ko, added.kind, added.updated_by.username) == (
        *("협약", "cooperation", "editor"),
    )


def test_a_file_with_a_fault_changes_nothing_and_names_each_cell(editor):
    before = list(GlossaryTerm.objects.values())
    content = workbook(
        [
            ["term_fr", "term_ko", "strict", "kind", "colour", "term_ko"],
            ["nouveau", "새", "perhaps", "", "", ""],
            ["", "낱말", "", "nothing", "", ""],
            ["Nouveau", "x" * 201, "", "", "", ""],
        ]
    )
    faults = [tuple(fault) for fault in send(editor, content).context["faults"]]
    assert faults == [
        ("ligne 1, colonne E (colour)", _("This column is unknown.")),
        ("ligne 1, colonne F (term_ko)", _("This column is there twice.")),
        ("ligne 2, colonne C (strict)", _("Write yes or no.")),
        ("ligne 3, colonne D (kind)", _("This word is unknown: %(text)s.") % {"text": "nothing"}),
        ("ligne 3, colonne A (term_fr)", _("The French term is missing.")),
        ("ligne 4, colonne B (term_ko)", _("The text is too long.")),
        (
            "ligne 4, colonne A (term_fr)",
            _("This term stands already at: %(where)s.")
            % {"where": "ligne 2, colonne A (term_fr)"},
        ),
    ]
    assert list(GlossaryTerm.objects.values()) == before


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"term_fr\nx",
        b"PK\x03\x04broken",
        workbook([]),
        workbook([["title"], ["x"]]),
        workbook([["term_fr"]]),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(editor, content):
    response = send(editor, content)
    assert response.status_code == 200
    assert response.context["form"].errors["file"]


@pytest.mark.parametrize(
    "name", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"]
)
def test_a_workbook_of_broken_xml_is_refused_in_a_sentence(editor, name):
    """A ZIP that is whole, with a part in it that is none: parsers raise errors of their own."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook([["term_fr"], ["région"]]))) as whole,
        zipfile.ZipFile(packed, "w") as broken,
    ):
        for part in whole.namelist():
            content = whole.read(part)
            broken.writestr(part, content[: len(content) // 2] if part == name else content)
    answer = send(editor, packed.getvalue())
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not GlossaryTerm.objects.filter(term_fr="région").exists()


def test_the_template_explains_every_column(editor):
    response = editor.get(reverse("translations:glossary_template"))
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    empty, explained = book.worksheets
    headings = [cell.value for cell in empty[1]]
    assert headings[:3] == ["term_fr", "term_ko", "term_en"]
    assert [row[0].value for row in explained.iter_rows(min_row=2)] == headings


def test_terms_of_the_glossary_and_names_of_labels_are_found():
    room = Room.objects.exclude(name_ko="").exclude(name_ko=None).first()
    text = f"Une table ronde, puis un atelier : {room.name_fr}"
    terms = glossary("fr", "ko")
    assert [pair.target for pair in terms.pairs_in(text)] == ["원탁회의", "워크숍", room.name_ko]
    assert terms.pairs_in("rien") == []


def test_many_terms_cost_as_many_queries_as_few(django_assert_num_queries):
    with django_assert_num_queries(6):
        glossary("fr", "ko")
    for number in range(30):
        GlossaryTerm.objects.create(term_fr=f"mot {number}", term_ko=f"낱말 {number}")
    with django_assert_num_queries(6):
        glossary("fr", "ko")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            'Un <b>atelier</b> & <a id="a1">des ateliers</a>',
            'Un <b>{atelier}</b> &amp; <a data-link="a1">des {ateliers}</a>',
        ),
        ("Le micro-atelier", "Le {micro-atelier|R&amp;D 워크숍}"),
        ("Rien <br/> ici", "Rien <br/> ici"),
        ("<script>x('atelier')</script>", "x('{atelier}')"),
        ('<b onclick="x()">a</b>', "<b>a</b>"),
        ("<!--> <i>atelier</i> -->", "&gt; &lt;i&gt;{atelier}&lt;/i&gt; "),
    ],
)  # fmt: skip
def test_terms_are_marked_in_texts_only_and_safely(source, expected):
    terms = Terms([TermPair("atelier", "워크숍"), TermPair("micro-atelier", "R&D 워크숍")], "fr")

    def mark(found):
        words, _bar, target = found[1].partition("|")
        target = target or "워크숍"
        return f'<mark class="term" data-target="{target}" title="{target}">{words}</mark>'

    assert highlight(as_marked(source), terms) == re.sub(r"\{([^}]*)\}", mark, expected)
