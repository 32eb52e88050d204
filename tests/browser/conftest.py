"""A site of its own per test, and the Chromium that is installed on the machine."""

import os
import shutil
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from forum_site.demo.load import PASSWORD
from tests.databases import Copy, free_port, wait_until

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def pytest_collection_modifyitems(items) -> None:
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright runs an event loop in this thread; the tests' own few queries are harmless.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Site:
    """A running site with a worker, and the database behind it."""

    def __init__(self, copy: Copy, **variables: str) -> None:
        self.copy = copy
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        copy.variables = {"BASE_URL": self.url, **variables}
        copy.start("runserver", "--noreload", f"127.0.0.1:{port}")
        copy.start("worker")
        wait_until(self.answers)

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz") as response:
                return response.status == 200
        except OSError:
            return False


def started(tmp_path, django_db_blocker, **variables: str) -> Iterator[Site]:
    """A site with these variables in the environment of its processes."""
    with django_db_blocker.unblock():
        copy = Copy(tmp_path)
    try:
        yield Site(copy, **variables)
    finally:
        copy.close()


@pytest.fixture
def site(django_db_setup, django_db_blocker, tmp_path) -> Iterator[Site]:
    """A site that one test changes."""
    yield from started(tmp_path, django_db_blocker)


@pytest.fixture(scope="session")
def public_site(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Site]:
    """A site that tests only look at."""
    yield from started(tmp_path_factory.mktemp("site"), django_db_blocker)


@pytest.fixture
def context(browser) -> Iterator[BrowserContext]:
    """A fresh visitor; anything that the content policy stops fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 1200})
    stopped: list[str] = []
    context.on(
        "console",
        lambda message: (
            stopped.append(message.text) if "Content Security Policy" in message.text else None
        ),
    )
    context.set_default_timeout(20_000)
    yield context
    context.close()
    assert stopped == []


@pytest.fixture
def page(context) -> Page:
    return context.new_page()


def log_in(page: Page, site: Site, username: str) -> None:
    page.goto(f"{site.url}/account/login/")
    page.fill("#id_login", username)
    page.fill("#id_password", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url(f"{site.url}/admin/")
