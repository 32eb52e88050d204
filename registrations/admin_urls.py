"""The clerk's screens below /admin/."""

from django.urls import path

from .views import clerk

app_name = "registrations_admin"
urlpatterns = [
    path("<uuid:key>/", clerk.person, name="person"),
    path("<uuid:key>/admit/", clerk.act, {"what": "admit"}, name="admit"),
    path("<uuid:key>/cancel/", clerk.act, {"what": "cancel"}, name="cancel"),
]
