"""A speaker's own profile, below the language."""

from django.urls import path

from .views import own_profile

app_name = "own_profile"
urlpatterns = [
    path("speakers/profile/", own_profile.profile, name="profile"),
    path("speakers/profile/leave/", own_profile.leave, name="leave"),
]
