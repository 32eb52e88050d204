"""Addresses in mails to speakers: they stand in no language, since the person's own follows."""

from django.urls import path

from .views import own_profile

app_name = "speaker_links"
urlpatterns = [path("<str:token>/", own_profile.enter, name="enter")]
