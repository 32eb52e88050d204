from django.urls import path

from .views import copies, release, schedule, state

app_name = "programme"
urlpatterns = [
    path("<int:edition_pk>/schedule/", schedule.schedule, name="schedule"),
    path("<int:edition_pk>/schedule/<int:session_pk>/unplace/", schedule.unplace, name="unplace"),
    path("<int:edition_pk>/state/", state.state, name="state"),
    path("<int:edition_pk>/release/", release.release, name="release"),
    path("<int:edition_pk>/copy/", copies.copy, name="copy"),
    path("copies/<int:copy_pk>/", copies.copying, name="copying"),
]
