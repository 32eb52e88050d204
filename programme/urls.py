from django.urls import path

from .views import change_now, release, schedule, state, versions

app_name = "programme"
urlpatterns = [
    path("<int:edition_pk>/schedule/", schedule.schedule, name="schedule"),
    path("<int:edition_pk>/schedule/<int:session_pk>/unplace/", schedule.unplace, name="unplace"),
    path("<int:edition_pk>/state/", state.state, name="state"),
    path("<int:edition_pk>/release/", release.release, name="release"),
    path("<int:edition_pk>/versions/", versions.versions, name="versions"),
    path("<int:edition_pk>/versions/<int:version>/restore/", versions.restore, name="restore"),
    path(
        "<int:edition_pk>/schedule/<int:session_pk>/now/",
        change_now.change_now,
        name="change_now",
    ),
]
