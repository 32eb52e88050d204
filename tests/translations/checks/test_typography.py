"""French spaces and marks, what they leave behind elsewhere, and Korean of one level."""

import pytest
from django.utils.translation import override

from translations.checks import Severity, Subject, find_problems

N, B = "\u202f", "\u00a0"
CHECKS = {"spaces", "quotes", "apostrophes", "full_width", "endings"}


def found_in(target, language):
    # The source has the same figures and tags, so that nothing else is found.
    with override("en"):
        found = find_problems(Subject(target, target, "xx", language))
    return [finding for finding in found if finding.check in CHECKS]


def suggested(target, language):
    return [(finding.check, finding.suggestion) for finding in found_in(target, language)]


RIGHT = [
    ("fr", f"Êtes-vous prêts{N}? Oui{N}! Alors{B}: venez{N}; tous."),
    ("fr", f"Le mot «{N}forum{N}» a deux sens, dit-elle{B}: «{N}place{N}» et rencontre."),
    ("fr", f"«{N}Il dit “oui” d’emblée{N}», note-t-elle."),
    ("fr", "Écrire à https://example.org/?q=a;b et à 14:30 (sans réponse…)"),
    ("fr", f"Vraiment{N}?! <b>Oui</b>{N}!"),
    ("ko", "“지방정부”의 역할: 무엇입니까? 오후 2시(14:00)에 시작합니다."),
    ("en", "“Local authorities”: what for? It’s at 14:30; come!"),
    ("ko", "포럼이 열립니다. 참가 등록이 필요합니다. 문의하십시오."),
    ("ko", "국제교류 개요. 사업의 필요. 협력 강화"),
    ("ko", "“나는 간다”라고 말했습니다. 이어서 발표합니다."),
    ("ko", "이는 사실이 아니다. 그러나 중요하다."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), RIGHT)
def test_right_as_it_is(language, text):
    assert found_in(text, language) == []


MENDED = [
    ("fr", "Êtes-vous prêts ?", "spaces", f"Êtes-vous prêts{N}?"),
    ("fr", f"Êtes-vous prêts{B}? Oui!", "spaces", f"Êtes-vous prêts{N}? Oui{N}!"),
    ("fr", "Trois axes : l’eau; l’air", "spaces", f"Trois axes{B}: l’eau{N}; l’air"),
    ("fr", f"Trois axes{N}: l’eau", "spaces", f"Trois axes{B}: l’eau"),
    ("fr", "Le « forum » et le «groupe»", "spaces", f"Le «{N}forum{N}» et le «{N}groupe{N}»"),
    ("fr", f"Le «{B}forum{B}»", "spaces", f"Le «{N}forum{N}»"),
    ("fr", "Un  mot", "spaces", "Un mot"),
    ("fr", "<b>Venez</b> !", "spaces", f"<b>Venez</b>{N}!"),
    ("fr", "Venez <i>vite ?</i>", "spaces", f"Venez <i>vite{N}?</i>"),
    ("fr", 'Le "forum"', "quotes", f"Le «{N}forum{N}»"),
    ("fr", "Le “forum”", "quotes", f"Le «{N}forum{N}»"),
    ("fr", "L'eau d'<b>ici</b>", "apostrophes", "L’eau d’<b>ici</b>"),
    ("ko", f"주제{B}: 물", "spaces", "주제: 물"),
    ("ko", "지방  정부", "spaces", "지방 정부"),
    ("ko", "«지방정부»의 역할", "quotes", "“지방정부”의 역할"),
    ("ko", '"지방정부"의 역할', "quotes", "“지방정부”의 역할"),
    (
        "ko",
        "１２개 도시，３개국（한국・프랑스）．",
        "full_width",
        "12개 도시, 3개국(한국・프랑스).",
    ),
    ("ko", "도시、나라　회의。", "full_width", "도시, 나라 회의."),
    ("en", f"What for{N}?", "spaces", "What for?"),
    ("en", f"The «{N}forum{N}»", "quotes", "The “forum”"),
    ("en", "It's here", "apostrophes", "It’s here"),
]


@pytest.mark.parametrize(("language", "text", "check", "suggestion"), MENDED)
def test_wrong_with_a_suggestion(language, text, check, suggestion):
    assert suggested(text, language) == [(check, suggestion)]
    assert suggested(suggestion, language) == []


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("포럼이 열립니다. 많이 참가해 주세요.", "합니다 (열립니다), 해요 (주세요)"),
        ("포럼을 개최한다. 참가를 부탁드립니다.", "한다 (개최한다), 합니다 (부탁드립니다)"),
        ("보십시오. 등록하면 돼요! 끝낸다", "합니다 (보십시오), 해요 (돼요), 한다 (끝낸다)"),
    ],
)  # fmt: skip
def test_mixed_levels_of_speech(text, levels):
    (found,) = found_in(text, "ko")
    assert (found.check, found.severity) == ("endings", Severity.WARNING)
    assert found.message == f"Levels of speech are mixed: {levels}."
