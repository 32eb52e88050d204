"""Every test starts from the sample site, and leaves it as it was."""

from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation

from forum_site.catalogues import compile_catalogues
from forum_site.demo.load import load_sample
from forum_site.roles import MODERATORS
from programme.models import Edition, Session
from tests import second_factor
from tests.clock import TODAY, set_clock
from tests.databases import Copy


def pytest_configure() -> None:
    set_clock()
    compile_catalogues()


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker):
    """The test database holds the sample, loaded once, dated as of a fixed day.

    Made here and not by pytest-django, which makes none for the browser tests alone: they
    do not touch it themselves.
    """
    keep = request.config.getvalue("reuse_db")
    with django_db_blocker.unblock():
        made = setup_databases(0, interactive=False, aliases={"default"}, keepdb=keep)
        load_sample(TODAY)
        moderator, _created = get_user_model().objects.get_or_create(username="moderator")
        moderator.groups.add(Group.objects.get(name=MODERATORS))
        get_user_model().objects.get_or_create(username="stranger")
    yield
    if not keep:
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)


@pytest.fixture(autouse=True)
def in_french() -> Iterator[None]:
    """Outside a request the language is French, whatever the last request left behind."""
    with translation.override("fr"):
        yield


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """No attempt of another test counts."""
    cache.clear()


@pytest.fixture
def copy(django_db_setup, django_db_blocker, tmp_path) -> Iterator[Copy]:
    """A database of its own, for tests that start processes."""
    with django_db_blocker.unblock():
        held = Copy(tmp_path)
    yield held
    held.close()


@pytest.fixture
def edition(db) -> Edition:
    """The coming edition of the sample."""
    return Edition.objects.get(slug="forum-2027")


@pytest.fixture
def session(edition) -> Session:
    """A plenary of the sample, published in three languages."""
    return edition.sessions.get(code="P1")


@pytest.fixture
def visitor() -> Client:
    """Somebody without an account."""
    return Client()


@pytest.fixture
def log_in(db):
    """`log_in("editor")`: a client of one of the standing cast; `mfa=True`: with a code."""

    def client_of(username: str, *, mfa: bool = False) -> Client:
        client, user = Client(), get_user_model().objects.get(username=username)
        client.force_login(user)
        if mfa:
            second_factor.use(client, user)
        return client

    return client_of


@pytest.fixture
def admin_client(admin_client, admin_user) -> Client:
    """A superuser, with the second factor that every superuser needs."""
    second_factor.use(admin_client, admin_user)
    return admin_client


@pytest.fixture
def editor(log_in) -> Client:
    return log_in("editor")


@pytest.fixture
def translator(log_in) -> Client:
    """The translator into Korean."""
    return log_in("translator-ko")
