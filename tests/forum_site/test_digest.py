"""A mail a day to those who translate: what is new, once, and only if there is something."""

import datetime

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.utils import timezone, translation
from wagtail.models import Locale
from wagtail_localize.models import Translation

from forum_site.digest import DIGEST, send_digests
from outbox.models import OutgoingEmail
from outbox.services import send_next
from tests import smtp
from tests.html import soup
from translations.forms.digest import DigestForm
from translations.models import Comment, DailyDigest, LanguageRule
from translations.queries.news import people_to_tell
from translations.queries.strings import string_work
from translations.queries.work import work
from translations.services.assignments import Order, assign_pages
from translations.services.comments import answer_comment, write_comment
from translations.services.strings import save_string

sink, outbox = smtp.sink, smtp.outbox


def person(name: str):
    return get_user_model().objects.get(username=name)


def at(hour: int, *, days: int = 0) -> datetime.datetime:
    """An hour of a day from tomorrow on, in the site's time zone."""
    day = timezone.localtime() + datetime.timedelta(days=1 + days)
    return day.replace(hour=hour, minute=30, second=0, microsecond=0)


def mails() -> list[OutgoingEmail]:
    return list(OutgoingEmail.objects.filter(kind=DIGEST).order_by("pk"))


def sent(outbox) -> list:
    while send_next():
        pass
    return outbox.messages


@pytest.fixture(autouse=True)
def addresses(outbox, settings):
    """Everybody has one, and knows all that was before."""
    for name in ("translator-ko", "translator-en", "editor"):
        user = person(name)
        user.email = f"{name}@forum.example"
        user.save()
        DailyDigest.objects.create(user=user, told_until=timezone.now())


@pytest.fixture
def french(session):
    return session.pages.get(locale__language_code="fr")


def change(french) -> None:
    french.abstract = french.abstract + "<p>Une phrase de plus.</p>"
    french.save_revision().publish()


def test_nothing_new_is_no_mail(db):
    until = at(7).replace(minute=0)
    with time_machine.travel(at(9), tick=False):
        assert send_digests() == 0
        assert not people_to_tell(until).exists()
    assert mails() == []


def test_a_changed_page_is_told_in_each_ones_language(french, outbox):
    with time_machine.travel(at(0), tick=False):
        change(french)
    with time_machine.travel(at(6), tick=False):
        assert send_digests() == 0
    with time_machine.travel(at(7), tick=False):
        assert send_digests() == 2
        assert send_digests() == 0
        messages = {message["To"]: message for message in sent(outbox)}
    assert {mail.language for mail in mails()} == {"ko", "en"}
    assert set(messages) == {"translator-ko@forum.example", "translator-en@forum.example"}
    korean = messages["translator-ko@forum.example"]
    text = korean.get_body(("plain",)).get_content()
    item = next(i for i in work(["ko"]) if i.key == french.translation_key)
    assert item.title.text in text
    assert "/admin/translations/mine/" in text
    assert "translator" not in text
    assert item.title.text in korean.get_body(("html",)).get_content()
    with time_machine.travel(at(9, days=1), tick=False):
        assert send_digests() == 0


def test_two_workers_tell_once(french):
    """The mark moves once; and were it lost, the outbox takes the same mail once."""
    with time_machine.travel(at(0), tick=False):
        change(french)
    with time_machine.travel(at(8), tick=False):
        assert send_digests() == 2
        DailyDigest.objects.update(told_until=timezone.now() - datetime.timedelta(days=1))
        send_digests()
    assert len(mails()) == 2


def test_what_was_done_before_it_was_sent_is_not_told(french, outbox):
    with time_machine.travel(at(0), tick=False):
        change(french)
    with time_machine.travel(at(8), tick=False):
        send_digests()
        for translation_ in Translation.objects.filter(source__object=french.translation_key):
            text = string_work([translation_])[translation_.pk][-1]
            save_string(text.place, "완료", person("translator-ko"), seen=text.version)
        assert sent(outbox) == []
    assert {mail.state for mail in mails()} == {"skipped"}


def test_what_a_colleague_has_is_hers(french):
    other = person("moderator")
    with time_machine.travel(at(0), tick=False):
        change(french)
    assign_pages([french.translation_key], "ko", Order(other), person("editor"))
    with time_machine.travel(at(8), tick=False):
        assert send_digests() == 1
    assert [mail.recipient for mail in mails()] == ["translator-en@forum.example"]


def test_dates_are_reminded_of_each_day_until_it_is_done(edition, outbox):
    item = next(i for i in work(["ko"]) if i.translation and not i.is_done)
    due = timezone.localdate() + datetime.timedelta(days=5)
    assign_pages([item.key], "ko", Order(person("translator-ko"), due), person("editor"))
    told = []
    for days in range(6):
        with time_machine.travel(at(8, days=days), tick=False):
            told.append(send_digests())
    assert told == [0, 1, 1, 1, 1, 1]


def test_second_readers_hear_of_what_others_wrote(french):
    LanguageRule.objects.create(locale=Locale.objects.get(language_code="ko"), second_reader=True)
    author = get_user_model().objects.create_user("author", email="author@forum.example")
    author.groups.set(person("translator-ko").groups.all())
    DailyDigest.objects.create(user=author, told_until=timezone.now())
    korean = Translation.objects.select_related("source").get(
        source__object=french.translation_key, target_locale__language_code="ko"
    )
    with time_machine.travel(at(0), tick=False):
        text = string_work([korean])[korean.pk][0]
        save_string(text.place, "새 글", author, seen=text.version)
    with time_machine.travel(at(8), tick=False):
        assert send_digests() == 1
    assert [mail.recipient for mail in mails()] == ["translator-ko@forum.example"]


def test_questions_and_answers(session, outbox):
    korean = Translation.objects.select_related("source").get(
        source__object=session.key, target_locale__language_code="ko"
    )
    text = string_work([korean])[korean.pk][0]
    with time_machine.travel(at(0), tick=False):
        write_comment(text.place, "Wer?", person("translator-ko"))
    with time_machine.travel(at(8), tick=False):
        send_digests()
        answer_comment(Comment.objects.get(), "La maire.", person("editor"))
    with time_machine.travel(at(8, days=1), tick=False):
        send_digests()
        recipients = [mail.recipient for mail in mails()]
        assert recipients == ["editor@forum.example", "translator-ko@forum.example"]
        assert len(sent(outbox)) == 2


def test_it_can_be_turned_off(french, translator):
    page = soup(translator.get("/admin/account/"))
    assert page.select_one("[name=translation_digest-wanted]").has_attr("checked")
    held = DailyDigest.objects.get(user__username="translator-ko")
    DigestForm({}, instance=held, prefix="translation_digest").save()
    with time_machine.travel(at(0), tick=False):
        change(french)
    with time_machine.travel(at(8), tick=False):
        send_digests()
    assert [mail.recipient for mail in mails()] == ["translator-en@forum.example"]


def test_a_stranger_is_asked_nothing(log_in):
    with translation.override("fr"):
        response = log_in("clerk", mfa=True).get("/admin/account/")
    assert "translation_digest" not in response.content.decode()
