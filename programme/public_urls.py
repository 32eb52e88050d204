"""Addresses below the language that are no pages."""

from django.urls import path

from .views.feeds import ChangesFeed

app_name = "programme_public"
urlpatterns = [path("<slug:slug>/changes.atom", ChangesFeed(), name="changes")]
