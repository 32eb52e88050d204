"""Addresses below the language."""

from django.urls import path

from .views import entry, own

app_name = "registrations"
urlpatterns = [
    path("<slug:slug>/registration/form/", entry.form, name="form"),
    path("registrations/", own.overview, name="own"),
    path("registrations/change/", own.change_own, name="change"),
    path("registrations/cancel/", own.cancel_own, name="cancel"),
    path("registrations/withdraw/<slug:purpose>/", own.withdraw_own, name="withdraw"),
    path("registrations/data.json", own.data_json, name="data_json"),
    path("registrations/data.xlsx", own.data_xlsx, name="data_xlsx"),
    path("registrations/lost/", own.lost, name="lost"),
    path("registrations/leave/", own.leave, name="leave"),
]
