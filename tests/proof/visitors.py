"""People who register over HTTP, and do not give up."""

import collections
import http.client
import re
import threading
import time
import urllib.parse
import uuid
from typing import Any

from registrations.models.registration import reference_for

FORM = "/fr/forum-2027/registration/form/"
#: How soon somebody tries again; the answer asks for more patience, people have less.
IMPATIENCE_SECONDS = 0.5
GIVE_UP_SECONDS = 180
SENT, FOUND, AWAY = 302, 200, 503


class Answers:
    """Every answer that anybody got, counted by status."""

    def __init__(self) -> None:
        self.count: collections.Counter[int | str] = collections.Counter()
        self.lock = threading.Lock()
        #: Answers of 503 that do not say when to come back.
        self.without_retry_after = 0

    def add(self, status: int | str, headers: Any = None) -> None:
        with self.lock:
            self.count[status] += 1
            if status == AWAY and not (headers and headers.get("Retry-After", "").isdecimal()):
                self.without_retry_after += 1


class Visitor:
    """Somebody with a browser of their own."""

    def __init__(self, port: int, answers: Answers) -> None:
        self.port, self.answers = port, answers
        self.cookies: dict[str, str] = {}

    def register(self, typed: dict[str, Any], *, hasty: bool, nervous: bool) -> uuid.UUID:
        """Fill in the form and send it until it is answered; the key of the registration.

        Who is `hasty` leaves before the first answer and sends the form again; who is
        `nervous` sends it once more afterwards.
        """
        page = self.ask("GET", FORM, FOUND)
        data = {**typed, **hidden(page, "key", "csrfmiddlewaretoken")}
        body = urllib.parse.urlencode(data, doseq=True)
        if hasty:
            self.leave_before_the_answer(body)
        for _time in range(2 if nervous else 1):
            self.ask("POST", FORM, SENT, body)
        key = uuid.UUID(data["key"])
        assert reference_for(key) in self.ask("GET", "/fr/registrations/", FOUND)
        return key

    def ask(self, method: str, path: str, wanted: int, body: str = "") -> str:
        """The page that is `wanted`; asked for again while the site is away."""
        end = time.monotonic() + GIVE_UP_SECONDS
        while time.monotonic() < end:
            status, page = self.ask_once(method, path, body)
            if status == wanted:
                return page
            assert status in {AWAY, "dropped"}, (method, path, status, page)
            time.sleep(IMPATIENCE_SECONDS)
        raise AssertionError(f"{method} {path}: no answer")

    def ask_once(self, method: str, path: str, body: str) -> tuple[int | str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body.encode(), self.headers)
            response = connection.getresponse()
            page = response.read().decode()
        except (OSError, http.client.HTTPException):
            self.answers.add("dropped")
            return "dropped", ""
        finally:
            connection.close()
        self.answers.add(response.status, response.headers)
        for cookie in response.headers.get_all("Set-Cookie", []):
            name, _equals, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return response.status, page

    def leave_before_the_answer(self, body: str) -> None:
        """Send the form and hang up."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("POST", FORM, body.encode(), self.headers)
        finally:
            connection.close()

    @property
    def headers(self) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies}


def hidden(page: str, *names: str) -> dict[str, str]:
    """The values of hidden fields of the form, the last field of each name."""
    found = {
        name: re.findall(rf'<input type="hidden" name="{name}" value="([^"]+)"', page)
        for name in names
    }
    return {name: values[-1] for name, values in found.items()}
