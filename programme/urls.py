from django.urls import path

from .views import grid, release, schedule, state

app_name = "programme"
urlpatterns = [
    path("<int:edition_pk>/schedule/", schedule.schedule, name="schedule"),
    path("<int:edition_pk>/schedule/<int:session_pk>/unplace/", schedule.unplace, name="unplace"),
    path("<int:edition_pk>/grid/", grid.grid, name="grid"),
    path("<int:edition_pk>/grid/<int:session_pk>/place/", grid.place, name="place"),
    path("<int:edition_pk>/grid/conflicts/", grid.conflicts, name="conflicts"),
    path("<int:edition_pk>/state/", state.state, name="state"),
    path("<int:edition_pk>/release/", release.release, name="release"),
]
