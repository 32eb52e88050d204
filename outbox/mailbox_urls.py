"""Development only."""

from django.urls import path

from . import views

app_name = "mailbox"
urlpatterns = [
    path("", views.mailbox, name="list"),
    path("<str:name>/", views.mailbox_mail, name="mail"),
    path("<str:name>/html/", views.mailbox_html, name="html"),
]
