"""Everybody of the cast at every address there is: who gets in, and who sees a participant.

The addresses come from the resolver, so that a new one cannot be forgotten: one of ours
without a row in ALLOWED fails, and so does a section of a package that nobody has named.
"""

import functools
import io
import re
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import time_machine
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import signing
from django.db import connection
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.urls.resolvers import RoutePattern
from django.utils import timezone, translation
from wagtail_localize.models import StringSegment, Translation

from forum_site.roles import CLERKS
from outbox.models import OutgoingEmail
from programme.models import (
    Edition,
    EditionCopy,
    Interpreter,
    Material,
    Organisation,
    Room,
    ScheduleImport,
    Session,
    Speaker,
    SpeakerSubmission,
    Theme,
    Track,
    Venue,
)
from programme.services.imports import keep_file
from registrations.models import (
    Attendee,
    ConsentText,
    ParticipantCategory,
    Quota,
    Registration,
    RegistrationSettings,
)
from registrations.queries.offer import offer_of
from registrations.services.entries import Details, change, register
from registrations.tokens import LINK, LINK_AGE, STAY, Access, ticket_token, token
from tests import second_factor
from translations.models import GlossaryTerm, ImportedFile, Publication
from translations.services.exchange import keep_file as keep_translations

STEM = "kanari"
COOKIE = django_settings.OWN_COOKIE_NAME

# The cast

TEAM = ("editor", "moderator", "translator-ko", "translator-en")
PARTICIPANTS = ("owner", "other")
#: `clerk-bare` has no second factor; `clerk-password` did not use hers in this session.
CAST = ("visitor", "stranger", *TEAM, "clerk-bare", "clerk-password", "clerk", *PARTICIPANTS)


@dataclass
class World:
    """Two people who are registered, each word of theirs with STEM in it, and a trail of acts."""

    owner: Registration
    other: Registration
    kept: ScheduleImport
    proposal: SpeakerSubmission
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)

    @functools.cached_property
    def mail(self) -> OutgoingEmail:
        """One to the owner."""
        return OutgoingEmail.objects.filter(about__registration=str(self.owner.key))[0]

    @functools.cached_property
    def known(self) -> dict[str, Any]:
        """For each name of an argument something that is there."""
        edition = Edition.objects.get(slug="forum-2027")
        session = edition.sessions.get(code="P1")
        page = session.pages.get(locale__language_code="fr")
        into_korean = Translation.objects.get(
            source__object=session.key, target_locale__language_code="ko"
        )
        return {
            "pk": session.pk,
            "key": self.owner.key,
            "edition_pk": edition.pk,
            "session_pk": session.pk,
            "copy_pk": EditionCopy.objects.get().pk,
            "version": 1,
            "speaker_pk": self.proposal.speaker_id,
            "submission_pk": self.proposal.pk,
            "slug": edition.slug,
            "session_slug": page.slug,
            "language": "ko",
            "name": "programme.session",
            "token": token(self.access("owner"), LINK),
            "translation_id": into_korean.pk,
            "translation_source_id": into_korean.source_id,
            "string_segment_id": StringSegment.objects.filter(source=into_korean.source)[0].pk,
            "revision_id": page.latest_revision_id,
            "file_pk": ImportedFile.objects.latest("pk").pk,
            "destination_id": page.get_parent().pk,
            "parent_page_id": page.get_parent().pk,
            **dict.fromkeys(("page_id", "page_to_move_id", "page_pk"), page.pk),
            "content_type_app_name": "programme",
            "content_type_model_name": "sessionpage",
            "app_label": "programme",
            "app_name": "programme",
            "model_name": "session",
            "action": "delete",
            "action_name": "publish",
            "filter_spec": "width-10",
            "mode": "x",
            "purpose": "sensitive",
            "uidb64": "MQ",
            "object_id": str(session.pk),
        }

    def client(self, who: str) -> Client:
        """A browser with the cookies of the first log-in, and nothing that came since."""
        # Without her second factor the clerk is logged out by every request.
        if who not in self.cookies or who == "clerk-password":
            self.cookies[who] = self.log_in(who)
        client = Client(raise_request_exception=False)
        for name, value in self.cookies[who].items():
            client.cookies[name] = value
        return client

    def log_in(self, who: str) -> dict[str, str]:
        client = Client()
        if who in PARTICIPANTS:
            client.cookies[COOKIE] = token(self.access(who), STAY)
        elif who != "visitor":
            username = "clerk" if who == "clerk-password" else who
            user = get_user_model().objects.get(username=username)
            client.force_login(user)
            if who == "clerk":
                second_factor.use(client, user)
        return {name: cookie.value for name, cookie in client.cookies.items()}

    def access(self, who: str) -> Access:
        registration = getattr(self, who)
        return Access(registration.key, registration.link_version)


def details(edition: Edition, who: str) -> Details:
    """Somebody whose every word is recognised."""
    word = STEM + who
    names = ("family_name", "given_name", "name_other", "position", "other_service")
    person: dict[str, Any] = {name: word + name.replace("_", "") for name in names}
    category = ParticipantCategory.objects.filter(edition=edition)[0]
    person |= {"email": f"{word}@{STEM}.example", "language": "fr", "mode": "on_site"}
    consents = frozenset({"terms", "sensitive"})
    return Details(person | {"category": category}, f"{word}organisation", "FR", consents=consents)


@pytest.fixture
def world(edition, settings) -> World:
    settings.FORM_RATE_LIMITS = {}
    offer = offer_of(edition.slug, "fr")
    made = {who: register(offer, details(edition, who), uuid.uuid4()) for who in PARTICIPANTS}
    made["owner"] = change(made["owner"], offer, details(edition, "owner"), version=0)
    bare = get_user_model().objects.create_user("clerk-bare", password=None)
    bare.groups.add(Group.objects.get(name=CLERKS))
    Speaker.objects.filter(edition=edition).update(email=f"{STEM}speaker@x.example")
    Interpreter.objects.filter(edition=edition).update(email=f"{STEM}interpreter@x.example")
    EditionCopy.objects.create(source=edition, edition=edition)
    # One of the numbers that are tried.
    Publication.objects.create(pk=1, title="x")
    kept = keep_file(edition, "x.csv", b"title_fr\nA\n", None)
    proposal = SpeakerSubmission.objects.create(
        speaker=edition.speakers.all()[0], language="fr", position="Maire", biography="Né ici."
    )
    held = World(**made, kept=kept, proposal=proposal)
    keep_translations("ko", "x.po", b"", None)
    leave_a_trail(held)
    return held


def leave_a_trail(world: World) -> None:
    """What a clerk does is written down, and shown in reports."""
    clerk = world.client("clerk")
    for who in PARTICIPANTS:
        key = getattr(world, who).key
        assert clerk.get(reverse("registrations_admin:person", args=[key])).status_code == 200
    export = clerk.get(reverse("participants:index"), {"export": "xlsx"})
    assert f"{STEM}ownerfamilyname" in text_of(export)
    OutgoingEmail.objects.filter(pk=world.mail.pk).update(state="sent")
    assert clerk.post(reverse("outbox:resend", args=[world.mail.pk])).status_code == 302


# The addresses


@dataclass(frozen=True)
class Address:
    """A pattern of the resolver: its name, and its path with `<converter:name>` in it."""

    name: str
    route: str
    is_ours: bool

    @property
    def arguments(self) -> list[str]:
        return re.findall(r"<(?:\w+:)?(\w+)>", self.route)

    def path(self, values: dict[str, Any]) -> str:
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), self.route)


FACTS = {
    "editions": Edition,
    "materials": Material,
    "organisations": Organisation,
    "interpreters": Interpreter,
    "rooms": Room,
    "sessions": Session,
    "speakers": Speaker,
    "themes": Theme,
    "tracks": Track,
    "venues": Venue,
    "glossary": GlossaryTerm,
    "consent_texts": ConsentText,
    "participant_categories": ParticipantCategory,
    "quotas": Quota,
    "registration_settings": RegistrationSettings,
}
#: Dialogues of the session's form.
CHOOSERS = {"interpreter_chooser": Interpreter, "speaker_chooser": Speaker, "track_chooser": Track}
OURS = {
    *FACTS,
    *CHOOSERS,
    *("outbox", "outgoing_emails", "participants", "programme", "purges", "registration_links"),
    *("programme_public", "registrations", "registrations_admin", "translations"),
    *("own_profile", "speaker_links"),
}
#: Sections of packages: looked at as a whole.
THEIRS = {
    *("wagtail_localize", "wagtailadmin_api", "wagtailadmin_collections", "wagtailadmin_pages"),
    *("wagtailadmin_editing_sessions", "wagtailadmin_reports", "wagtailadmin_workflows"),
    *("wagtaildocs", "wagtaildocs_chooser", "wagtailembeds", "wagtailimages", "wagtaillocales"),
    *("wagtailimages_chooser", "wagtailsites", "wagtailsnippets", "wagtailusers_groups"),
    *("wagtailusers_users", ""),
}
#: Patterns that are regular expressions, as paths.
WRITTEN_OUT = {
    r"admin/pages/^(\d+)/revisions/compare/(live|earliest|\d+)\.\.\.(live|latest|\d+)/$": (
        "admin/pages/<int:page_id>/revisions/compare/earliest...latest/"
    ),
    r"admin/^.*/$": "admin/nothing/",
    r"documents/^(\d+)/(.*)$": "documents/<int:pk>/x.pdf",
    r"^media/(?!documents/)(?P<path>.*)$": "media/nothing.png",
    r"fr/^((?:[\w\-]+/)*)$": "fr/",
}


@functools.cache
def addresses() -> list[Address]:
    """Every pattern of the site, with the language French where there is one."""
    with translation.override("fr"):
        return list(_walk(get_resolver().url_patterns, [], ""))


def _walk(patterns: Any, spaces: list[str], before: str) -> Iterator[Address]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            if not isinstance(pattern.pattern, RoutePattern):
                route = WRITTEN_OUT[route]
            name = ":".join([*spaces, pattern.name or route])
            yield Address(name, route.replace("^", ""), bool(spaces) and spaces[0] in OURS)
        else:
            inner = [*spaces, pattern.namespace] if pattern.namespace else spaces
            yield from _walk(pattern.url_patterns, inner, route)


APPS = [("registrations", "attendee"), ("registrations", "registration"), ("auth", "user")]


def values(address: Address, world: World) -> list[dict[str, Any]]:
    """Values for the arguments of an address: real ones, guessed ones, other people's."""
    names = address.arguments
    if not names:
        return [{}]
    space = address.name.split(":")[0]
    real = world.known | ids(space, world)
    chosen = [{name: real.get(name, 1) for name in names}]
    if space == "registration_links":
        return chosen + [{"token": text} for text in tokens_of_others(address, world)]
    if "key" in names:
        chosen += [{"key": world.other.key}, {"key": uuid.uuid4()}]
    if {"app_label", "model_name"} <= set(names):
        models = [{"app_label": app, "model_name": model} for app, model in APPS]
        chosen += [chosen[0] | model for model in models]
    if "language" in names:
        chosen += [chosen[0] | {"language": code} for code in ("en", "fr", "de")]
    guesses = (1, 999999) if address.is_ours else (999999,)
    numbers = {name for name in names if isinstance(chosen[0][name], int)}
    chosen += [chosen[0] | dict.fromkeys(numbers, guess) for guess in guesses]
    return [given for place, given in enumerate(chosen) if given not in chosen[:place]]


def tokens_of_others(address: Address, world: World) -> list[str]:
    if address.name.endswith(":ticket"):
        return [ticket_token(world.other.key), "x"]
    return [token(world.access("other"), LINK), "x"]


def ids(space: str, world: World) -> dict[str, int]:
    """What `pk` is in a section."""
    if space in FACTS | CHOOSERS:
        return {
            "pk": (FACTS | CHOOSERS)[space].objects.order_by("pk").values_list("pk", flat=True)[0]
        }
    mails = {"outbox", "outgoing_emails"}
    if space == "programme":
        return {"pk": world.kept.pk}
    return {"pk": world.mail.pk} if space in mails else {}


# Who may see which of our addresses

EDITOR, CLERK = {"editor"}, {"clerk"}
EVERYBODY = set(CAST)
SCREENS = ("index", "index_results", "add", "edit", "delete", "history", "history_results", "usage")
CHOICES = ("choose", "choose_results", "chosen", "chosen_multiple", "create")

#: Name → who gets the page (200) by asking for it, with one of the values above.
ALLOWED: dict[str, set[str]] = {
    **{f"{space}:{screen}": EDITOR for space in FACTS for screen in SCREENS},
    **{f"{space}:{screen}": EDITOR for space in CHOOSERS for screen in CHOICES},
    # Translators change the columns of their own languages.
    **{f"glossary:{name}": set(TEAM) for name in SCREENS if name not in {"add", "delete"}},
    # Clerks enter the private address of a speaker.
    **{f"speakers:{name}": EDITOR | CLERK for name in SCREENS if name not in {"add", "delete"}},
    # And that of an interpreter.
    **{f"interpreters:{name}": EDITOR | CLERK for name in SCREENS if name not in {"add", "delete"}},
    "participants:index": CLERK,
    "participants:index_results": CLERK,
    "purges:index": CLERK,
    "purges:index_results": CLERK,
    "outgoing_emails:index": CLERK,
    "outgoing_emails:index_results": CLERK,
    "outgoing_emails:inspect": CLERK,
    "outbox:resend": set(),
    "registrations_admin:person": CLERK,
    "registrations_admin:admit": set(),
    "registrations_admin:cancel": set(),
    "programme:desk": EDITOR,
    "programme:schedule": EDITOR,
    "programme:unplace": set(),
    "programme:grid": EDITOR,
    "programme:place": set(),
    "programme:conflicts": EDITOR,
    "programme:state": EDITOR,
    "programme:release": EDITOR,
    "programme:interpretation": EDITOR | CLERK,
    "programme:interpretation_xlsx": EDITOR | CLERK,
    "programme:proceedings": EDITOR,
    "programme:key_figures": EDITOR,
    "programme:copy": EDITOR,
    "programme:copying": EDITOR,
    "programme:versions": EDITOR,
    "programme:restore": set(),
    "programme:change_now": EDITOR,
    "programme_public:changes": EVERYBODY,
    "programme:profile": EDITOR,
    "programme:ask_speaker": set(),
    "programme:withdraw_link": set(),
    "programme:review": set(),
    "speaker_links:enter": set(),
    "own_profile:profile": set(),
    "own_profile:leave": set(),
    "programme:import": EDITOR,
    "programme:import_template": EDITOR,
    "programme:import_check": EDITOR,
    "programme:import_progress": EDITOR,
    **{f"programme_public:{name}": EVERYBODY for name in ("json", "pdf", "xlsx", "xml")},
    # Leads on to the list of one's language.
    "translations:index": set(),
    "translations:report": set(TEAM),
    "translations:glossary_import": EDITOR,
    "translations:glossary_template": EDITOR,
    "translations:glossary_export": set(TEAM),
    "translations:board": set(TEAM),
    "translations:my_work": set(TEAM),
    "translations:work_list": set(TEAM),
    "translations:assign": set(),
    "translations:questions": set(TEAM),
    "translations:answer": set(),
    "translations:comment": set(),
    "translations:rules": EDITOR,
    "translations:edit_label": set(TEAM),
    "translations:workbench": set(TEAM),
    "translations:workbench_save": set(),
    # Asks for a text of that page.
    "translations:workbench_aside": set(),
    "translations:workbench_presence": set(),
    "translations:workbench_preview": set(TEAM),
    "translations:workbench_publish": set(),
    "translations:labels": set(TEAM),
    "translations:labels_save": set(),
    "translations:labels_aside": set(),
    "translations:labels_presence": set(),
    "translations:changes": EDITOR,
    "translations:publications": EDITOR | {"moderator"},
    "translations:publication": EDITOR | {"moderator"},
    "translations:publication_withdraw": set(),
    # Asks for the name of a body of work.
    "translations:publish_together": set(),
    "translations:submit": EDITOR,
    "translations:submission": EDITOR,
    "translations:concordance": set(TEAM),
    "translations:tmx": set(TEAM),
    "translations:export": set(TEAM),
    "translations:import": set(TEAM),
    # A file of Korean.
    "translations:import_check": set(TEAM) - {"translator-en"},
    "translations:imported_file": set(TEAM) - {"translator-en"},
    "programme_public:calendar": EVERYBODY,
    "programme_public:session": EVERYBODY,
    "registrations:form": EVERYBODY,
    "registrations:lost": EVERYBODY,
    "registrations:leave": set(),
    "registrations:withdraw": set(),
    **{
        f"registrations:{name}": set(PARTICIPANTS)
        for name in ("own", "change", "cancel", "data_json", "data_xlsx")
    },
    "registration_links:enter": set(),
    # A clerk is led on to the person.
    "registration_links:ticket": EVERYBODY - CLERK - {"clerk-bare", "clerk-password"},
}
#: Those of the above that change something when they are sent.
ACTS = {
    "registrations:cancel": set(PARTICIPANTS),
    "registrations:withdraw": set(PARTICIPANTS),
    "registrations_admin:admit": CLERK,
    "registrations_admin:cancel": CLERK,
    "outbox:resend": CLERK,
    "translations:workbench_save": set(TEAM),
    "translations:workbench_presence": set(TEAM),
    "translations:workbench_publish": set(TEAM),
    "translations:labels_save": set(TEAM),
    "translations:labels_presence": set(TEAM),
    "translations:publication_withdraw": EDITOR | {"moderator"},
    "programme:unplace": EDITOR,
    "programme:place": EDITOR,
    "programme:restore": EDITOR,
    "programme:ask_speaker": EDITOR,
    "programme:withdraw_link": EDITOR,
    "programme:review": EDITOR,
}
#: Wagtail's words for its scripts, and its icons.
OPEN_BELOW_ADMIN = {"wagtailadmin_javascript_catalog", "wagtailadmin_sprite"}
#: Wagtail's own: raises on purpose.
RAISES = "wagtailadmin_error_test"


def text_of(response: Any) -> str:
    """Everything in an answer, also in the parts of a spreadsheet."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"".join(book.read(name) for name in book.namelist())
    return content.decode("utf-8", "replace").lower()


def hidden_from(who: str) -> list[str]:
    """Words that must not occur in what this person is shown."""
    if who == "clerk":
        return []
    return {"owner": [f"{STEM}other"], "other": [f"{STEM}owner"]}.get(who, [STEM])


def answers(world: World, who: str, address: Address) -> Iterator[Any]:
    """The answer to each set of values, and its exports."""
    for given in values(address, world):
        client = world.client(who)
        response = client.get(address.path(given))
        yield response
        listed = response.status_code == 200 and not address.name.endswith("_results")
        if listed and "export=xlsx" in text_of(response):
            for kind in ("csv", "xlsx"):
                yield client.get(address.path(given), {"export": kind})


def visited(world: World, who: str, found: list[Address]) -> set[str]:
    """The names of the addresses that showed a page; none of them shows somebody else."""
    opened = set()
    for address in found:
        for response in answers(world, who, address):
            assert response.status_code < 500 or address.name == RAISES, address
            if response.status_code == 200:
                opened.add(address.name)
                shown = text_of(response)
                assert [word for word in hidden_from(who) if word in shown] == [], address
    return opened


def test_every_address_is_known():
    """A new section, or a new address of ours, must be put somewhere."""
    found = addresses()
    spaces = {a.name.split(":")[0] if ":" in a.name else "" for a in found}
    assert spaces == OURS | THEIRS
    assert {a.name for a in found if a.is_ours} == set(ALLOWED)


@pytest.mark.parametrize("who", CAST)
def test_who_sees_which_of_our_pages(world, who):
    ours = [address for address in addresses() if address.is_ours]
    assert visited(world, who, ours) == {name for name, cast in ALLOWED.items() if who in cast}


@pytest.mark.filterwarnings("default::django.core.paginator.UnorderedObjectListWarning")
@pytest.mark.parametrize(
    "who",
    [
        *("visitor", "stranger", "clerk-bare", "editor", "translator-ko"),
        # Hardly different from those two, and as slow.
        *(pytest.param(who, marks=pytest.mark.proof) for who in ("moderator", "translator-en")),
    ],
)
def test_no_page_of_a_package_shows_a_participant(world, who):
    """Reports, histories, choosers and interfaces; and strangers stay outside altogether."""
    theirs = [address for address in addresses() if not address.is_ours]
    opened = visited(world, who, theirs)
    private = {a.name for a in theirs if a.route.startswith(("admin/", "documents/"))}
    if who in TEAM:
        assert "wagtailadmin_home" in opened
    else:
        assert opened & private == (set() if who == "clerk-bare" else OPEN_BELOW_ADMIN)
    assert [name for name in opened if name.startswith("wagtailusers")] == []


def test_what_clerks_did_is_in_no_report_of_others(world, admin_client):
    """It is written down under the reference, which a superuser reads, and no name."""
    report = reverse("wagtailadmin_reports:site_history")
    whole = text_of(admin_client.get(report))
    assert world.owner.reference.lower() in whole
    assert STEM not in whole
    for who in TEAM:
        response = world.client(who).get(report)
        assert response.status_code == 200
        assert world.owner.reference.lower() not in text_of(response)


# Acts


#: What a log-in and a first visit write.
FLEETING = {"django_session", "wagtailusers_userprofile"}


def everything() -> list[tuple[str, str]]:
    """Every row of every table, but for traces of having logged in."""
    get_user_model().objects.update(last_login=None)
    rows = []
    with connection.cursor() as cursor:
        for table in sorted({*connection.introspection.table_names(cursor)} - FLEETING):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            rows += sorted((table, repr([held(value) for value in row])) for row in cursor)
    return rows


def held(value: Any) -> Any:
    """What a column holds; PostgreSQL hands out bytes as views, each with its own address."""
    return bytes(value) if isinstance(value, memoryview) else value


@pytest.mark.parametrize("who", CAST)
def test_who_has_no_right_changes_nothing(world, who):
    """Every address of ours, sent an empty form by everybody who may not act there."""
    before = everything()
    for address in addresses():
        if not address.is_ours or who in ACTS.get(address.name, set()) | ALLOWED[address.name]:
            continue
        for given in values(address, world):
            response = world.client(who).post(address.path(given))
            assert response.status_code in {302, 403, 404, 405}, address
    changed = set(before) ^ set(everything())
    assert changed == set()


@pytest.mark.parametrize(("who", "whose"), [("owner", "other"), ("other", "owner")])
def test_one_acts_on_ones_own_only(world, who, whose):
    others = Attendee.objects.exclude(registration=getattr(world, who))
    before = list(others.values())
    client = world.client(who)
    for act in ("withdraw/sensitive/", "cancel/"):
        assert client.post(f"/fr/registrations/{act}").status_code == 302
    assert list(others.values()) == before
    assert getattr(world, who).attendees.get().other_service is None
    states = dict(Registration.objects.values_list("key", "state"))
    assert states[getattr(world, who).key] == "cancelled"
    assert states[getattr(world, whose).key] == "confirmed"


@pytest.mark.parametrize("who", CAST)
def test_who_decides_on_a_proposal(world, who):
    """It is taken over by whoever may review it, and stays what it is for everybody else."""
    address = reverse("programme:review", args=[world.proposal.pk])
    seen = world.proposal.submitted_at.isoformat()
    typed = {"seen": seen, "decision": "accept", "parts": ["position"]}
    assert world.client(who).post(address, typed).status_code == 302
    world.proposal.refresh_from_db()
    world.proposal.speaker.refresh_from_db()
    may = who in ACTS["programme:review"]
    assert world.proposal.state == ("accepted" if may else "pending")
    assert (world.proposal.speaker.position_fr == "Maire") == may


# Links that open nothing


def dead(world: World, salt: str, age: int) -> dict[str, str]:
    """Tokens that must all be answered alike."""
    good = token(world.access("owner"), salt)
    with time_machine.travel(timezone.now() - timezone.timedelta(seconds=age + 60)):
        expired = token(world.access("owner"), salt)
    key, version = world.owner.key.hex, world.owner.link_version
    return {
        "unknown": token(Access(uuid.uuid4(), 0), salt),
        "of a later number": token(Access(world.owner.key, version + 1), salt),
        "revoked": token(Access(world.owner.key, version - 1), salt),
        "expired": expired,
        "of another use": token(world.access("owner"), {LINK: STAY, STAY: LINK}[salt]),
        "of a ticket": ticket_token(world.owner.key),
        "of another site": signing.dumps([key, version], key="another secret", salt=salt),
        "of another form": signing.dumps({"key": key}, salt=salt),
        "of no number": signing.dumps([key, "x"], salt=salt),
        "tampered": good[:-1] + ("A" if good[-1] != "A" else "B"),
        "cut off": good[:20],
        "nothing": "nothing-at-all",
    }


def plain(response: Any, secret: str) -> tuple[int, str, str]:
    """Status, way on and body, without what is fresh in every answer."""
    body = re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]+"', "", response.content.decode())
    return response.status_code, response.get("Location", ""), body.replace(secret, "")


def same(found: dict[str, tuple[int, str, str]]) -> tuple[int, str, str]:
    """The one answer; shows which differ."""
    first = next(iter(found.values()))
    assert {name: answer for name, answer in found.items() if answer != first} == {}
    return first


def erase(world: World) -> None:
    """The other person's data have left."""
    Registration.objects.filter(pk=world.other.pk).update(purged_at=timezone.now())


def test_every_dead_link_gets_the_same_answer(world):
    erase(world)
    found = {
        name: plain(Client().get(f"/registrations/{text}/"), text)
        for name, text in dead(world, LINK, LINK_AGE).items()
    }
    erased = token(world.access("other"), LINK)
    found["erased"] = plain(Client().get(f"/registrations/{erased}/"), erased)
    status, _location, body = same(found)
    assert status == 404
    assert "<h1>Ce lien ne fonctionne pas</h1>" in body
    good = token(world.access("owner"), LINK)
    assert Client().get(f"/registrations/{good}/")["Location"] == "/fr/registrations/"


@pytest.mark.parametrize("name", ["own", "change", "cancel", "data_json", "data_xlsx"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_dead_stay_gets_the_same_answer(world, name, method):
    erase(world)
    cookies = dead(world, STAY, django_settings.OWN_COOKIE_SECONDS)
    cookies["erased"] = token(world.access("other"), STAY)
    found = {}
    for reason, text in {**cookies, "none": ""}.items():
        client = Client()
        client.cookies[COOKIE] = text
        found[reason] = plain(getattr(client, method)(reverse(f"registrations:{name}")), "")
    assert same(found) == (302, "/fr/registrations/lost/", "")


def test_every_dead_ticket_gets_the_same_answer(world):
    good = ticket_token(world.owner.key)
    texts = {
        "tampered": good[:-1] + ("A" if good[-1] != "A" else "B"),
        "of another site": signing.Signer(key="another", salt="x").sign_object(world.owner.key.hex),
        "a link": token(world.access("owner"), LINK),
        "nothing": "nothing-at-all",
    }
    found = {
        name: plain(Client().get(f"/registrations/ticket/{text}/"), text)
        for name, text in texts.items()
    }
    assert same(found)[0] == 404
    genuine = Client().get(f"/registrations/ticket/{good}/")
    assert (genuine.status_code, STEM in text_of(genuine)) == (200, False)


@pytest.mark.parametrize("who", [name for name in CAST if name != "clerk"])
def test_whether_somebody_is_registered_is_told_to_clerks_only(world, who):
    found = {}
    for key in (world.owner.key, uuid.uuid4()):
        address = reverse("registrations_admin:person", args=[key])
        found[key] = plain(world.client(who).get(address), "")
        status, location, body = found[key]
        found[key] = status, location.replace(str(key), ""), body.replace(str(key), "")
    assert same(found)[0] in {302, 403}


def test_a_lost_link_tells_nobody_who_is_registered(world):
    """The same answer, page for page, whether or not somebody is there."""
    found = {}
    for email in (f"{STEM}owner@{STEM}.example", "nobody@nowhere.example"):
        response = Client().post(reverse("registrations:lost"), {"email": email})
        found[email] = plain(response, "")
    assert same(found) == (302, "/fr/registrations/lost/?sent=1", "")
