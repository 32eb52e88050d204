"""Numbers, times and dates: one thing in many forms is no fault, another thing is."""

import pytest
from django.utils.translation import override

from translations.checks import Severity, Subject, find_problems
from translations.checks.reading import read_figures

FIGURES = {"numbers", "times", "dates"}


def figures_wrong(source, target, source_language, language):
    subject = Subject(source, target, source_language, language)
    return [
        (finding.check, finding.severity.value, finding.message)
        for finding in find_problems(subject)
        if finding.check in FIGURES
    ]


SAME = [
    ("fr", "La séance commence à 14 h 30.", "ko", "세션은 오후 2시 30분에 시작합니다."),
    ("fr", "La séance commence à 14 h 30.", "ko", "세션은 14:30에 시작합니다."),
    ("fr", "La séance commence à 14 h 30.", "en", "The session begins at 2.30 p.m."),
    ("fr", "La séance commence à 14h30.", "en", "The session begins at 2:30 pm."),
    ("fr", "Rendez-vous à 14:30", "en", "Meet at 14:30"),
    ("fr", "De 10 à 12 h, puis de 14 h 30 à 16 h", "ko", "10~12시, 오후 2시 30분~4시"),
    ("fr", "De 10 à 12 h", "en", "From 10 am to noon"),
    ("fr", "Le déjeuner est servi à midi.", "ko", "오찬은 12시에 제공됩니다."),
    ("fr", "La navette part à 9 h.", "ko", "셔틀은 오전 9시에 출발합니다."),
    ("fr", "La soirée s’achève à minuit.", "en", "The evening ends at 12 am."),
    ("fr", "Chaque intervention dure 20 minutes.", "ko", "발표는 각 20분입니다."),
    ("fr", "Une visite de 1 h 30", "ko", "1시간 30분간의 현장 방문"),
    ("fr", "Une visite de 1 h 30", "en", "A 90-minute visit"),
    ("fr", "Deux heures de débat", "ko", "2시간 토론"),
    ("fr", "Une demi-heure de questions", "ko", "30분 질의응답"),
    ("fr", "le 3 juin 2027", "ko", "2027년 6월 3일"),
    ("fr", "le 3 juin 2027", "en", "3 June 2027"),
    ("fr", "le 3 juin 2027", "en", "June 3rd, 2027"),
    ("fr", "le 03/06/2027", "ko", "2027. 6. 3."),
    ("fr", "le 1er juin", "ko", "6월 1일"),
    ("fr", "du 3 au 5 juin 2027", "ko", "2027년 6월 3일부터 5일까지"),
    ("fr", "le jeudi 3 juin", "ko", "6월 3일(목)"),
    ("fr", "l’ouverture dominicale", "ko", "일요일 운영"),
    ("fr", "en mai 2027", "en", "in May 2027"),
    (
        "fr",
        "La 12e édition réunit 10 000 participants.",
        "ko",
        "제12회 포럼에 1만 명이 참가합니다.",
    ),
    ("fr", "12 500 habitants", "en", "12,500 inhabitants"),
    ("fr", "12\u202f500 habitants", "ko", "인구 1만 2,500명"),
    ("fr", "1,5 million d’euros", "ko", "150만 유로"),
    ("fr", "1,5 million d’euros", "en", "1.5 million euros"),
    ("fr", "2 milliards de wons", "ko", "20억 원"),
    ("fr", "120 millions de wons", "ko", "1억 2천만 원"),
    ("fr", "Quatre visites, vingt-cinq places", "ko", "현장 방문 4회, 25석"),
    ("fr", "2 pays, 3 langues", "ko", "양국, 세 가지 언어"),
    ("fr", "2 jours", "ko", "이틀"),
    ("fr", "au XXIe siècle", "ko", "21세기에"),
    ("fr", "30 % des collectivités", "en", "30% of local authorities"),
    ("fr", "Téléphone : 01 53 41 81 81", "en", "Telephone: +33 1 53 41 81 81"),
    ("fr", "Voir https://example.org/2026/12", "ko", "참고: https://example.org/2027/1"),
    ("fr", "500 m² d’exposition", "ko", "500㎡ 규모의 전시"),
    ("en", "Doors open at 9 am on Saturday.", "fr", "Ouverture des portes samedi à 9 h."),
    ("ko", "오후 2시~4시", "fr", "de 14 h à 16 h"),
    ("ko", "참가자 1만 2천 명", "en", "12,000 participants"),
    ("en", "You may march with us.", "fr", "Vous pouvez défiler avec nous."),
]


@pytest.mark.parametrize(("source_language", "source", "language", "target"), SAME)
def test_the_same_in_another_form_is_no_fault(source_language, source, language, target):
    assert figures_wrong(source, target, source_language, language) == []


WRONG = [
    (
        *("La séance commence à 14 h 30.", "ko", "세션은 오후 3시 30분에 시작합니다."),
        *("times", "In the source: 14 h 30. In the translation: 오후 3시 30분."),
    ),
    ("À 9 h", "ko", "오후 9시", "times", "In the source: 9 h. In the translation: 오후 9시."),
    ("À 14 h", "en", "At 2 am", "times", "In the source: 14 h. In the translation: 2 am."),
    ("Le 3 juin", "ko", "7월 3일", "dates", "In the source: juin. In the translation: 7월."),
    ("Le 3 juin", "ko", "6월 4일", "numbers", "In the source: 3. In the translation: 4."),
    ("Le jeudi 3", "ko", "3일(금)", "dates", "In the source: jeudi. In the translation: 금."),
    (
        "12 500 habitants",
        "en",
        "12.5 inhabitants",
        "numbers",
        "In the source: 12 500. In the translation: 12.5.",
    ),
    (
        "10 000 visiteurs",
        "ko",
        "10만 명",
        "numbers",
        "In the source: 10 000. In the translation: 10만.",
    ),
    (
        "Plus de 30 villes",
        "en",
        "Over 20 cities",
        "numbers",
        "In the source: 30. In the translation: 20.",
    ),
    (
        "2 ateliers, 3 visites",
        "en",
        "3 workshops, 3 visits",
        "numbers",
        "Not in the translation: 2.",
    ),
]


@pytest.mark.parametrize(("source", "language", "target", "check", "message"), WRONG)
def test_another_figure_is_an_error(source, language, target, check, message):
    with override("en"):
        (found,) = figures_wrong(source, target, "fr", language)
    assert found == (check, Severity.ERROR.value, message)


@pytest.mark.parametrize(
    ("source", "target", "message"),
    [
        (
            "Inscription avant le 3 juin 2027",
            "2027년 6월까지 참가 등록",
            "Not in the translation: 3.",
        ),
        ("Rencontre de Daegu", "2019 한불 지자체 교류회의(대구)", "Not in the source: 2019."),
    ],
)
def test_a_figure_too_few_or_too_many_is_a_question(source, target, message):
    with override("en"):
        (found,) = figures_wrong(source, target, "fr", "ko")
    assert found == ("numbers", Severity.WARNING.value, message)


def test_what_is_read_is_read_once():
    read = read_figures("Le 3 juin 2027 à 14 h 30", "fr")
    assert [(figure.kind, figure.shown) for figure in read.stated] == [
        ("date", "juin"),
        ("time", "14 h 30"),
        ("number", "3"),
        ("number", "2027"),
    ]


def test_a_language_without_rules_still_has_numbers():
    assert [figure.shown for figure in read_figures("Am 3. Mai um 15 Uhr", "de").stated] == [
        "3",
        "15",
    ]
