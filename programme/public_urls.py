"""Files of the programme, below the language."""

from django.urls import path

from .views import calendars

app_name = "programme_public"
urlpatterns = [
    path("<slug:slug>/programme.ics", calendars.edition, name="calendar"),
    path("<slug:slug>/programme/<slug:session_slug>.ics", calendars.session, name="session"),
]
