from django.urls import path

from .views import (
    change_now,
    copies,
    desk,
    grid,
    imports,
    interpretation,
    proceedings,
    profiles,
    release,
    schedule,
    state,
    versions,
)

app_name = "programme"
urlpatterns = [
    path("<int:edition_pk>/", desk.desk, name="desk"),
    path("<int:edition_pk>/schedule/", schedule.schedule, name="schedule"),
    path("<int:edition_pk>/schedule/<int:session_pk>/unplace/", schedule.unplace, name="unplace"),
    path("<int:edition_pk>/grid/", grid.grid, name="grid"),
    path("<int:edition_pk>/grid/<int:session_pk>/place/", grid.place, name="place"),
    path("<int:edition_pk>/grid/conflicts/", grid.conflicts, name="conflicts"),
    path("<int:edition_pk>/state/", state.state, name="state"),
    path("speakers/<int:speaker_pk>/", profiles.profile, name="profile"),
    path("speakers/<int:speaker_pk>/ask/", profiles.ask, name="ask_speaker"),
    path("speakers/<int:speaker_pk>/withdraw-link/", profiles.withdraw_link, name="withdraw_link"),
    path("proposals/<int:submission_pk>/", profiles.review, name="review"),
    path("<int:edition_pk>/release/", release.release, name="release"),
    path("<int:edition_pk>/interpretation/", interpretation.interpretation, name="interpretation"),
    path(
        "<int:edition_pk>/interpretation.xlsx",
        interpretation.interpretation_xlsx,
        name="interpretation_xlsx",
    ),
    path("<int:edition_pk>/proceedings/", proceedings.proceedings, name="proceedings"),
    path("<int:edition_pk>/key-figures/", proceedings.key_figures, name="key_figures"),
    path("<int:edition_pk>/copy/", copies.copy, name="copy"),
    path("copies/<int:copy_pk>/", copies.copying, name="copying"),
    path("<int:edition_pk>/versions/", versions.versions, name="versions"),
    path("<int:edition_pk>/versions/<int:version>/restore/", versions.restore, name="restore"),
    path(
        "<int:edition_pk>/schedule/<int:session_pk>/now/",
        change_now.change_now,
        name="change_now",
    ),
    path("<int:edition_pk>/import/", imports.import_file, name="import"),
    path("imports/template.xlsx", imports.template, name="import_template"),
    path("imports/<int:pk>/", imports.import_check, name="import_check"),
    path("imports/<int:pk>/progress/", imports.import_progress, name="import_progress"),
]
