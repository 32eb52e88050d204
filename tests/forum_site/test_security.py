"""Headers, policies, and what the admin asks of strangers."""

import re

import pytest

SITE_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'self'",
}


def policy(response) -> dict[str, str]:
    directives = response["Content-Security-Policy"].split(";")
    return dict(directive.strip().split(" ", 1) for directive in directives)


def test_public_pages_are_strict(db, visitor):
    response = visitor.get("/fr/")
    found = policy(response)
    assert {name: found[name] for name in SITE_POLICY} == SITE_POLICY
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"


def test_admin_scripts_need_the_nonce(editor, edition):
    """Wagtail's widget scripts carry it, and nothing inline is left without."""
    response = editor.get(f"/admin/editions/edit/{edition.pk}/")
    script = policy(response)["script-src"]
    assert "unsafe-inline" not in script
    nonce = re.search(r"'nonce-([^']+)'", script)[1]
    html = response.content.decode()
    assert f'<script nonce="{nonce}">' in html
    inline = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", html)
    data = [tag for tag in inline if "application/json" in tag]
    assert [tag for tag in inline if "nonce=" not in tag and tag not in data] == []


def test_an_injected_script_gets_no_nonce(rf):
    from django.http import HttpResponse

    from forum_site.middleware import AdminContentSecurityPolicy

    request = rf.get("/admin/")
    request.csp_nonce = "secret"
    answer = AdminContentSecurityPolicy(lambda _request: HttpResponse("<script>alert(1)</script>"))
    assert answer(request).content == b"<script>alert(1)</script>"


@pytest.mark.parametrize("path", ["/admin/", "/admin/sessions/", "/admin/translations/ko/"])
def test_the_admin_asks_for_a_log_in(db, visitor, path):
    response = visitor.get(path)
    assert response.status_code == 302
    assert response["Location"].startswith("/account/login/")


def test_an_account_without_a_role_stays_outside(log_in):
    response = log_in("stranger").get("/admin/sessions/")
    assert response.status_code == 302
    assert response["Location"].startswith("/account/login/")


def test_health(db, visitor):
    assert visitor.get("/healthz").content == b"ok"
    ready = visitor.get("/readyz")
    assert ready.status_code == 200
    assert ready.json() == {"database": True, "migrations": True, "cache": True}


def test_a_cache_that_fails_is_reported(db, visitor, settings):
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": "/dev/null/cache"}}
    ready = visitor.get("/readyz")
    assert ready.status_code == 503
    assert ready.json() == {"database": True, "migrations": True, "cache": False}


def test_documents_only_through_their_view(db, visitor):
    assert visitor.get("/media/documents/x.pdf", follow=True).status_code == 404
