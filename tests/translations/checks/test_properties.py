"""Whatever the texts hold: no check fails, and a right translation stays without a word."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from translations.checks import Severity, Subject, TermPair, find_problems
from translations.checks.terms import Terms

LANGUAGES = st.sampled_from(["fr", "ko", "en"])
PIECES = st.sampled_from(
    [
        *("<b>", "</b>", "<a id='a1'>", "</a>", "<br/>", "<![x", "<!-- x -->", "&amp;", "&#x202f;"),
        *("14 h 30", "오후 2시 30분", "2027-13-40", "1만 2천", "12,5", "XXIe", "+33 1 53 41 81 81"),
        *("{x}", "%(x)s", "{{", "« ", " »", "“", "”", '"', "'", "；", "요.", "합니다.", "  ", "\n"),
        *("forum", "포럼", "İ", "ß", "ﬁ", "²", "٣", "\u0000", "\ud800", "9" * 400, "May"),
    ]
)  # fmt: skip
HTML = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=5))).map("".join))
WORD = st.text(max_size=12)
PAIR = st.builds(TermPair, WORD, WORD, forbidden=st.tuples(WORD))
PAIRS = st.lists(PAIR, max_size=4)


@settings(max_examples=400, deadline=None)
@given(HTML, HTML, LANGUAGES, LANGUAGES, PAIRS)
@example("<" * 50 + "b>" * 50, "<b>" * 2000, "fr", "ko", [])
def test_no_check_ever_fails(source, target, source_language, language, pairs):
    subject = Subject(source, target, source_language, language, max_length=50, terms=pairs)
    for finding in find_problems(subject):
        assert finding.message
        assert finding.check


#: Sentences that say the same in three languages, with everything that is checked.
TEXTS = [
    {
        "fr": 'Le <b>3 juin 2027</b> à 14 h 30, lisez <a id="a1">le programme</a> de {city}\u202f!',
        "ko": '<b>2027년 6월 3일</b> 오후 2시 30분, {city} <a id="a1">프로그램</a>을 확인하십시오!',
        "en": 'On <b>3 June 2027</b> at 2:30 pm, read <a id="a1">the programme</a> of {city}!',
    },
    {
        "fr": "Quatre visites de terrain, 1\u202f250 participants et 3 langues\u00a0: venez.",
        "ko": "현장 방문 4회, 참가자 1,250명, 3개 언어: 많은 참여를 바랍니다.",
        "en": "Four field visits, 1,250 participants and 3 languages: come and join us.",
    },
]


TERM = {"fr": "visite de terrain", "ko": "현장 방문", "en": "field visit"}


@given(st.sampled_from(TEXTS), st.permutations(["fr", "ko", "en"]))
def test_a_right_translation_has_no_findings(texts, languages):
    source_language, language, _other = languages
    source = texts[source_language]
    glossary = Terms([TermPair(TERM[source_language], TERM[language])], source_language)
    used = glossary.pairs_in(source)
    subject = Subject(source, texts[language], source_language, language, terms=used)
    assert find_problems(subject) == []


@settings(deadline=None)
@given(HTML, st.sampled_from(["fr", "ko", "en"]))
def test_a_suggestion_keeps_tags_and_mends_what_it_is_about(target, language):
    subject = Subject(target, target, "xx", language)
    for finding in find_problems(subject):
        if finding.suggestion and finding.severity == Severity.WARNING:
            again = Subject(target, finding.suggestion, "xx", language)
            assert [tag.name for tag in again.translation.tags] == [
                tag.name for tag in subject.translation.tags
            ]
