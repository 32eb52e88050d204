"""One door, limits that hold through all processes, and a second factor for personal data."""

import re
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar

import pytest
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db.models import Q
from django.http import HttpRequest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from forum_site.demo.load import PASSWORD
from forum_site.second_factor import passed, sees_personal_data
from tests import second_factor
from tests.databases import free_port, wait_until
from tests.html import soup

LOG_IN, CODE = "/account/login/", "/account/mfa/authenticate/"
SET_UP = "/account/mfa/totp/activate/"
ADMIN_PAGES = ["/admin/", "/admin/pages/", "/admin/account/", "/admin/sessions/", "/documents/1/x/"]


@pytest.fixture
def keeper(db):
    """Somebody who sees personal data."""
    return get_user_model().objects.create_superuser("keeper", password=PASSWORD)


def enter(client: Client, username: str, password: str = PASSWORD, **more: str):
    return client.post(LOG_IN, {"login": username, "password": password} | more)


def place(response) -> str:
    """Where a redirect leads, without the query."""
    assert response.status_code == 302
    return response["Location"].split("?")[0]


def methods(client: Client, user) -> list[str]:
    request = HttpRequest()
    request.session = client.session
    return [record["method"] for record in get_authentication_records(request, user)]


def arrive(client: Client, user, secret: str, later: int = 0):
    """Password and code."""
    assert place(enter(client, user.username)) == CODE
    return client.post(CODE, {"code": second_factor.code(secret, later)})


# One door


@pytest.mark.parametrize("door", ["/admin/login/", "/_util/login/", "/ko/_util/login/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_door_leads_to_one(db, visitor, door, method):
    data = {"username": "editor", "password": PASSWORD} if method == "post" else {}
    response = getattr(visitor, method)(f"{door}?next=/admin/pages/", data)
    while place(response) != LOG_IN:
        response = visitor.get(response["Location"])
    assert "_auth_user_id" not in visitor.session


def test_a_door_keeps_the_way(db, visitor):
    response = visitor.get("/admin/login/?next=/admin/pages/%3Fp%3D2")
    assert response["Location"] == "/account/login/?next=%2Fadmin%2Fpages%2F%3Fp%3D2"
    assert place(visitor.get("/admin/pages/")) == LOG_IN


@pytest.mark.parametrize(
    "evil",
    ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "/\\evil.example", "///x"],
)
def test_no_way_leads_outside(db, visitor, evil):
    door = visitor.get("/admin/login/", {"next": evil})
    assert door["Location"] == LOG_IN
    assert enter(visitor, "editor", next=evil)["Location"] == "/admin/"


@pytest.mark.parametrize(
    "name",
    ["account_signup", "account_email", "account_reset_password", "account_change_password"],
)
def test_what_is_not_used_is_not_there(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize(
    "path", ["/account/signup/", "/account/password/reset/", "/admin/password_reset/", "/account/"]
)
def test_nobody_signs_up_or_resets_a_password(db, visitor, path):
    assert visitor.get(path, follow=True).status_code == 404


def test_log_in_and_out(db, visitor):
    """The session ends with the browser."""
    response = enter(visitor, "editor", next="/admin/pages/")
    assert response["Location"] == "/admin/pages/"
    assert visitor.cookies["sessionid"]["max-age"] == ""
    assert visitor.get("/admin/").status_code == 200
    assert place(visitor.post("/account/logout/")) == LOG_IN
    assert place(visitor.get("/admin/")) == LOG_IN


def test_the_key_of_a_session_changes(db, visitor):
    visitor.session["seen"] = True
    before = visitor.cookies["sessionid"].value
    enter(visitor, "editor")
    assert visitor.cookies["sessionid"].value not in {"", before}


def test_logging_out_of_the_admin(editor):
    assert place(editor.post("/admin/logout/")) == LOG_IN
    assert place(editor.get("/admin/")) == LOG_IN


def test_who_is_logged_in_goes_on(editor):
    assert editor.get(LOG_IN)["Location"] == "/admin/"
    assert editor.get(LOG_IN, {"next": "/admin/pages/"})["Location"] == "/admin/pages/"


def test_a_refused_account_goes_in_no_circle(log_in):
    """The admin sends it to the log-in, which says why."""
    response = log_in("stranger").get("/admin/", follow=True)
    assert response.status_code == 403
    assert soup(response).h1.get_text() == "Accès refusé"


def test_an_account_without_admin_arrives_at_home(db, visitor):
    get_user_model().objects.create_user("reader", password=PASSWORD)
    assert enter(visitor, "reader")["Location"] == "/"


def test_a_closed_account(db, visitor):
    get_user_model().objects.create_user("gone", password=PASSWORD, is_active=False)
    response = enter(visitor, "gone")
    assert response.status_code == 403
    assert "_auth_user_id" not in visitor.session


@pytest.mark.parametrize("code", ["fr", "ko", "en"])
def test_errors_are_linked_to_their_field(db, code):
    client = Client(headers={"accept-language": code})
    page = soup(enter(client, "editor", "wrong"))
    assert page.html["lang"] == code
    password = page.find(id="id_password")
    assert password["aria-invalid"] == "true"
    assert page.find(id=password["aria-describedby"]).get_text(strip=True)
    assert password["autocomplete"] == "current-password"
    assert page.find(id="id_login")["autocomplete"] == "username"
    assert password.get("value") is None


# Limits


def test_five_wrong_passwords_close_the_account_for_this_address(db, visitor):
    for _attempt in range(5):
        assert "_auth_user_id" not in visitor.session
        assert enter(visitor, "editor", "wrong").status_code == 200
    assert enter(visitor, "Editor").status_code == 200
    assert enter(visitor, "translator-ko").status_code == 302
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert enter(elsewhere, "editor").status_code == 302


def test_many_requests_are_refused_in_the_readers_language(db):
    client = Client(headers={"accept-language": "ko"})
    answers = [client.post(LOG_IN, {"login": ""}) for _request in range(31)]
    assert [answer.status_code for answer in answers] == [200] * 30 + [429]
    assert answers[-1]["Retry-After"] == "60"
    assert soup(answers[-1]).html["lang"] == "ko"


def test_the_cache_lets_one_of_many_win(db):
    with ThreadPoolExecutor(20) as pool:
        won = list(pool.map(lambda _i: cache.add("contested", 1, 60), range(200)))
    assert won.count(True) == 1


def test_a_full_cache_forgets_what_has_expired_first(settings, tmp_path):
    settings.CACHES = {
        "default": settings.CACHES["default"]
        | {"LOCATION": tmp_path, "OPTIONS": {"MAX_ENTRIES": 20}}
    }
    for number in range(15):
        cache.set(f"old{number}", 1, timeout=-1)
        cache.set(f"new{number}", number, timeout=60)
    assert [cache.get(f"new{number}") for number in range(15)] == list(range(15))


class Person:
    """A browser without a screen, at several servers that share their cookies."""

    def __init__(self) -> None:
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.opener.addheaders = [("Accept-Language", "en")]

    def enter(self, server: str, username: str, password: str) -> tuple[str, str]:
        """Address and text of the page that follows."""
        with self.opener.open(server + LOG_IN) as page:
            token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.read().decode())[1]
        form = {"csrfmiddlewaretoken": token, "login": username, "password": password}
        data = urllib.parse.urlencode(form).encode()
        with self.opener.open(server + LOG_IN, data) as page:
            return page.url.removeprefix(server), page.read().decode()


@pytest.fixture
def servers(copy) -> list[str]:
    """Four processes on one database and one cache."""
    found = [f"http://127.0.0.1:{free_port()}" for _server in range(4)]
    for server in found:
        copy.start("runserver", "--noreload", "--skip-checks", server.removeprefix("http://"))
    wait_until(lambda: all(map(answers, found)), seconds=180)
    return found


def answers(server: str) -> bool:
    try:
        with urllib.request.urlopen(f"{server}/healthz") as response:
            return response.status == 200
    except OSError:
        return False


def test_the_limit_holds_through_all_processes(servers):
    """One attempt after the other, then many at the same moment."""
    for attempt in range(5):
        where, text = Person().enter(servers[attempt % 4], "editor", f"wrong-{attempt}")
        assert where == LOG_IN
        assert "not right" in text
    for server in servers:
        where, text = Person().enter(server, "editor", PASSWORD)
        assert where == LOG_IN
        assert "Too many attempts" in text
    assert Person().enter(servers[0], "translator-ko", PASSWORD)[0] == "/admin/"

    with ThreadPoolExecutor(16) as pool:
        texts = pool.map(
            lambda i: Person().enter(servers[i % 4], "translator-en", f"wrong-{i}")[1], range(16)
        )
    assert 1 <= sum("not right" in text for text in texts) <= 5


# The second factor


def test_who_sees_personal_data(db, settings, keeper):
    """Superusers and the holders of a listed permission; an unknown permission is nobody's."""
    editor = get_user_model().objects.get(username="editor")
    settings.PERSONAL_DATA_PERMISSIONS = ["nowhere.no_such_permission"]
    assert sees_personal_data(keeper)
    assert not sees_personal_data(editor)
    settings.PERSONAL_DATA_PERMISSIONS = ["programme.change_session"]
    assert sees_personal_data(editor)


def test_the_listed_permissions_need_it(db, settings, log_in):
    """Each one that exists, on an account that may enter the admin otherwise."""
    pairs = [name.split(".") for name in settings.PERSONAL_DATA_PERMISSIONS]
    wanted = Q()
    for label, codename in pairs:
        wanted |= Q(content_type__app_label=label, codename=codename)
    user = get_user_model().objects.get(username="translator-ko")
    for permission in Permission.objects.filter(wanted):
        user.user_permissions.set([permission])
        assert place(log_in("translator-ko").get("/admin/")) == SET_UP


@pytest.mark.parametrize("path", ADMIN_PAGES)
def test_a_password_alone_shows_nothing(keeper, visitor, path):
    assert enter(visitor, "keeper")["Location"] == "/admin/"
    assert place(visitor.get(path)) == SET_UP
    assert place(visitor.post(path)) == SET_UP


def test_set_up_in_this_session(keeper, visitor):
    enter(visitor, "keeper")
    page = soup(visitor.get("/admin/", follow=True))
    secret = visitor.session[SECRET_SESSION_KEY]
    assert secret in page.get_text()
    field = page.find(id="id_code")
    assert (field["autocomplete"], field["inputmode"]) == ("one-time-code", "numeric")
    assert page.find("img", class_="qr-code")["src"].startswith("data:image/svg+xml;base64,")
    before = visitor.session.session_key
    assert visitor.post(SET_UP, {"code": "000000"}).status_code == 200
    response = visitor.post(SET_UP, {"code": second_factor.code(secret)})
    assert place(response) == "/account/mfa/recovery-codes/"
    assert visitor.session.session_key != before
    assert methods(visitor, keeper) == ["password", "mfa"]
    assert len(soup(visitor.get(response["Location"])).select(".codes li")) == 10
    assert visitor.get("/admin/").status_code == 200
    stored = Authenticator.objects.get(user=keeper, type="totp").data["secret"]
    assert secret not in stored


def test_each_log_in_asks_for_a_code(keeper, visitor):
    secret = second_factor.set_up(keeper)
    assert place(enter(visitor, "keeper")) == CODE
    assert place(visitor.get("/admin/")) == LOG_IN
    assert visitor.post(CODE, {"code": "000000"}).status_code == 200
    assert place(visitor.post(CODE, {"code": second_factor.code(secret)})) == "/admin/"
    assert methods(visitor, keeper) == ["password", "mfa"]
    for path in ADMIN_PAGES[:-1]:
        assert visitor.get(path).status_code == 200


def test_the_way_is_kept_through_the_second_factor(keeper, visitor):
    secret = second_factor.set_up(keeper)
    enter(visitor, "keeper", next="/admin/pages/")
    response = visitor.post(CODE, {"code": second_factor.code(secret)})
    assert response["Location"] == "/admin/pages/"


def test_a_code_counts_once(keeper):
    secret = second_factor.set_up(keeper)
    assert place(arrive(Client(), keeper, secret)) == "/admin/"
    again = arrive(Client(), keeper, secret)
    assert again.status_code == 200
    assert soup(again).find(id="id_code_error")
    spaced = Client()
    enter(spaced, "keeper")
    typed = second_factor.code(secret)
    assert spaced.post(CODE, {"code": f"{typed[:3]} {typed[3:]}"}).status_code == 200
    assert place(arrive(Client(), keeper, secret, later=1)) == "/admin/"


def test_the_code_of_the_set_up_counts_once_too(keeper, visitor):
    enter(visitor, "keeper")
    visitor.get(SET_UP)
    secret = visitor.session[SECRET_SESSION_KEY]
    visitor.post(SET_UP, {"code": second_factor.code(secret)})
    assert arrive(Client(), keeper, secret).status_code == 200


def test_five_wrong_codes_close_the_second_step(keeper, visitor):
    secret = second_factor.set_up(keeper)
    enter(visitor, "keeper")
    for _attempt in range(5):
        visitor.post(CODE, {"code": "000000"})
    assert visitor.post(CODE, {"code": second_factor.code(secret)}).status_code == 200
    assert arrive(Client(REMOTE_ADDR="192.0.2.7"), keeper, secret).status_code == 200


def test_a_recovery_code_counts_once(keeper, log_in):
    owner = log_in("keeper", mfa=True)
    owner.post("/account/mfa/recovery-codes/generate/")
    listed = soup(owner.get("/account/mfa/recovery-codes/")).select(".codes li")
    spare = listed[0].get_text()
    assert spare in owner.get("/account/mfa/recovery-codes/download/").content.decode()
    first, second = Client(), Client()
    for client in (first, second):
        assert place(enter(client, "keeper")) == CODE
    assert place(first.post(CODE, {"code": spare})) == "/admin/"
    assert first.get("/admin/").status_code == 200
    cache.clear()
    assert second.post(CODE, {"code": spare}).status_code == 200
    assert spare not in owner.get("/account/mfa/recovery-codes/").content.decode()


def test_another_session_without_it_is_ended(keeper, log_in):
    """It began with the password alone, before the second factor was set up."""
    early = log_in("keeper")
    second_factor.set_up(keeper)
    response = early.get("/admin/pages/?p=2")
    assert response["Location"] == "/account/login/?next=/admin/pages/%3Fp%3D2"
    assert "_auth_user_id" not in early.session


@pytest.mark.parametrize(
    "path", ["", "totp/deactivate/", "recovery-codes/", "recovery-codes/generate/"]
)
def test_such_a_session_changes_no_second_factor(keeper, log_in, path):
    early = log_in("keeper")
    second_factor.set_up(keeper)
    assert place(early.post(f"/account/mfa/{path}")) == LOG_IN
    assert Authenticator.objects.filter(user=keeper, type="totp").exists()


def test_removing_it_is_no_way_round(keeper, log_in):
    client = log_in("keeper", mfa=True)
    assert client.get("/admin/").status_code == 200
    assert place(client.post("/account/mfa/totp/deactivate/")) == "/account/mfa/"
    assert not Authenticator.objects.filter(user=keeper).exists()
    assert place(client.get("/admin/")) == SET_UP


def test_an_old_session_confirms_before_a_change(keeper, log_in):
    client = log_in("keeper", mfa=True)
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()
    assert client.get("/admin/").status_code == 200
    response = client.get("/account/mfa/recovery-codes/generate/")
    assert place(response) == "/account/reauthenticate/"
    assert client.post(response["Location"], {"password": "wrong"}).status_code == 200
    response = client.post(response["Location"], {"password": PASSWORD})
    assert place(response) == "/account/mfa/recovery-codes/generate/"
    assert client.get(response["Location"]).status_code == 200


def test_editors_may_use_it(db, visitor):
    """Not asked for; once set up, asked for at each log-in."""
    editor = get_user_model().objects.get(username="editor")
    assert enter(visitor, "editor")["Location"] == "/admin/"
    assert visitor.get("/admin/").status_code == 200
    assert reverse("mfa_index") in visitor.get("/admin/account/").content.decode()
    assert visitor.get("/account/mfa/").status_code == 200
    second_factor.set_up(editor)
    assert place(visitor.get("/admin/")) == LOG_IN
    assert place(enter(Client(), "editor")) == CODE


def test_passed(keeper, rf, log_in):
    def asked(client: Client) -> bool:
        request = rf.get("/")
        request.session, request.user = client.session, keeper
        return passed(request)

    early = log_in("keeper")
    assert not asked(early)
    assert asked(log_in("keeper", mfa=True))
    assert not asked(early)


def test_an_administrator_removes_a_lost_one(keeper, log_in, capsys):
    client = log_in("keeper", mfa=True)
    call_command("remove_second_factor", "keeper")
    assert not Authenticator.objects.filter(user=keeper).exists()
    assert place(client.get("/admin/")) == SET_UP
    with pytest.raises(CommandError):
        call_command("remove_second_factor", "nobody")


def test_secrets_stay_in_no_cache(keeper, log_in):
    client = log_in("keeper", mfa=True)
    client.post("/account/mfa/recovery-codes/generate/")
    for path in ["", "recovery-codes/", "recovery-codes/download/"]:
        assert "no-store" in client.get(f"/account/mfa/{path}")["Cache-Control"]
