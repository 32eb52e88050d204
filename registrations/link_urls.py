"""Addresses in mails: they stand in no language, since the person's own follows."""

from django.urls import path

from .views import own

app_name = "registration_links"
urlpatterns = [
    path("ticket/<str:token>/", own.ticket, name="ticket"),
    path("<str:token>/", own.enter, name="enter"),
]
