from django.urls import path

from .views import desk, release, schedule, state

app_name = "programme"
urlpatterns = [
    path("<int:edition_pk>/", desk.desk, name="desk"),
    path("<int:edition_pk>/schedule/", schedule.schedule, name="schedule"),
    path("<int:edition_pk>/schedule/<int:session_pk>/unplace/", schedule.unplace, name="unplace"),
    path("<int:edition_pk>/state/", state.state, name="state"),
    path("<int:edition_pk>/release/", release.release, name="release"),
]
