"""Files of the programme, below the language."""

from django.urls import path

from .views import calendars
from .views.feeds import ChangesFeed

app_name = "programme_public"
urlpatterns = [
    path("<slug:slug>/changes.atom", ChangesFeed(), name="changes"),
    path("<slug:slug>/programme.ics", calendars.edition, name="calendar"),
    path("<slug:slug>/programme/<slug:session_slug>.ics", calendars.session, name="session"),
]
