from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.static import serve
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from . import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("forum_site.accounts.urls")),
    path("admin/login/", views.to_log_in),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
if settings.SERVE_MEDIA:
    # Documents are served through Wagtail's view only, which asks for permission.
    urlpatterns.append(
        re_path(
            r"^media/(?!documents/)(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}
        )
    )
if settings.SHOW_MAILBOX:
    urlpatterns.append(path("mailbox/", include("outbox.mailbox_urls")))
urlpatterns.append(path("registrations/", include("registrations.link_urls")))
urlpatterns.append(path("speakers/", include("programme.link_urls")))
urlpatterns += i18n_patterns(
    path("_util/login/", views.to_log_in),
    path("", include("registrations.urls")),
    path("", include("programme.public_urls")),
    path("", include("programme.profile_urls")),
    path("", include("home.urls")),
)

handler400 = "forum_site.views.bad_request"
handler403 = "forum_site.views.permission_denied"
handler404 = "forum_site.views.page_not_found"
handler429 = "forum_site.views.too_many_requests"  # asked for by allauth
handler500 = "forum_site.views.server_error"
