"""Public addresses below the language that are no pages."""

from django.urls import path

from .enums import FileKind
from .views import calendars
from .views.exports import export, pdf
from .views.feeds import ChangesFeed

app_name = "programme_public"
urlpatterns = [
    path("<slug:slug>/changes.atom", ChangesFeed(), name="changes"),
    path("<slug:slug>/programme.ics", calendars.edition, name="calendar"),
    path("<slug:slug>/programme.json", export, {"kind": FileKind.JSON}, name="json"),
    path("<slug:slug>/programme.pdf", pdf, name="pdf"),
    path("<slug:slug>/programme.xlsx", export, {"kind": FileKind.XLSX}, name="xlsx"),
    path("<slug:slug>/schedule.xml", export, {"kind": FileKind.XML}, name="xml"),
    path("<slug:slug>/programme/<slug:session_slug>.ics", calendars.session, name="session"),
]
