"""The words about sessions and speakers: what is said already, and what a file says anew.

Words in the source language become a draft of the page. Those in other languages become
translations, sentence by sentence: of the words that come with them, else of those that are
there. What the file said before is not said anew, so an older file takes nothing back that a
person has changed since.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from programme.models import Edition, Session, Speaker
from programme.pages import SessionPage, SpeakerPage
from translations.languages import language_codes, source_language
from translations.pairing import pairs, translated
from translations.queries.strings import sentence_translations

from .imported import Text
from .words import plain, rich

AboutFact = SessionPage | SpeakerPage


@dataclass
class NewWords:
    """What a file says anew about a session or a speaker."""

    #: Language → what was said before and what the file says.
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)
    #: Language → what stands for each sentence of the source language.
    translations: dict[str, dict[str, str]] = field(default_factory=dict)
    #: Languages whose text has no counterpart in the source language.
    alone: list[str] = field(default_factory=list)

    @property
    def draft(self) -> str:
        """Words in the source language."""
        return self.changes.get(source_language(), ("", ""))[1]


class Wording:
    """The words of an edition's sessions and speakers, read at once. Four queries."""

    def __init__(self, edition: Edition) -> None:
        self.pages = pages_of(edition)
        sessions = Session.objects.filter(edition=edition.pk).values("key")
        speakers = Speaker.objects.filter(edition=edition.pk).values("key")
        self.translations = sentence_translations(sessions, "abstract")
        self.translations |= sentence_translations(speakers, "biography")

    def rich_texts(self, key: uuid.UUID, language: str) -> list[str]:
        """What the page about a fact says: in its draft, then as published."""
        found = []
        for page in self.pages.get((key, language), []):
            name = "abstract" if isinstance(page, SessionPage) else "biography"
            latest = page.latest_revision.content if page.latest_revision else {}
            found += [latest.get(name) or "", getattr(page, name)]
        return [html for html in dict.fromkeys(found) if html]

    def texts(self, key: uuid.UUID, language: str) -> list[str]:
        """The same as plain text, the translators' work before what is published of it."""
        held = self.translations.get((key, language), {})
        sources = self.rich_texts(key, source_language()) if held else []
        found = [translated(html, held) for html in sources]
        texts = map(plain, [*found, *self.rich_texts(key, language)])
        return [text for text in dict.fromkeys(texts) if text]

    def compare(self, key: uuid.UUID, texts: Text, held: Text) -> NewWords:
        """What is new in `texts`; `held` is what files have said before, by language.

        A text that stands here in another language is none of its own: our exports give such
        texts where a language lacks them.
        """
        known = {code: [*self.texts(key, code), held.get(code, "")] for code in language_codes()}
        new = NewWords()
        for code, text in texts.items():
            if text and not any(text in said for said in known.values()):
                new.changes[code] = (known[code][0], text)
        for code in language_codes():
            if code != source_language():
                self._lay_beside(new, key, code, held)
        return new

    def _lay_beside(self, new: NewWords, key: uuid.UUID, code: str, held: Text) -> None:
        """Pair a text with the source language, sentence by sentence."""
        sources = self.rich_texts(key, source_language())
        if code in new.changes:
            text = new.changes[code][1]
            sources = [rich(new.draft)] if new.draft else sources
        else:  # kept from a former file, until the first words in the source language came
            text = held.get(code, "") if new.draft and not sources else ""
            sources = [rich(new.draft)]
        found: dict[str, str] = {}
        for source in sources if text else ():
            found |= pairs(source, rich(text))
        there = self.translations.get((key, code), {})
        if entered := {s: text for s, text in found.items() if there.get(s) != text}:
            new.translations[code] = entered
        elif code in new.changes and not found:
            new.alone.append(code)


def pages_of(edition: Edition) -> dict[tuple[uuid.UUID, str], list[AboutFact]]:
    """The pages of sessions and speakers, by key and language."""
    joined = ("locale", "latest_revision")
    held: Iterable[AboutFact] = [
        *SessionPage.objects.filter(session__edition=edition.pk).select_related(*joined),
        *SpeakerPage.objects.filter(speaker__edition=edition.pk).select_related(*joined),
    ]
    found: dict[tuple[uuid.UUID, str], list[AboutFact]] = defaultdict(list)
    for page in held:
        found[page.translation_key, page.locale.language_code].append(page)
    return found
