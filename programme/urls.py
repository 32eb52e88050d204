from django.urls import path

from .views import imports, release, schedule, state

app_name = "programme"
urlpatterns = [
    path("<int:edition_pk>/schedule/", schedule.schedule, name="schedule"),
    path("<int:edition_pk>/schedule/<int:session_pk>/unplace/", schedule.unplace, name="unplace"),
    path("<int:edition_pk>/state/", state.state, name="state"),
    path("<int:edition_pk>/release/", release.release, name="release"),
    path("<int:edition_pk>/import/", imports.import_file, name="import"),
    path("imports/template.xlsx", imports.template, name="import_template"),
    path("imports/<int:pk>/", imports.import_check, name="import_check"),
    path("imports/<int:pk>/progress/", imports.import_progress, name="import_progress"),
]
