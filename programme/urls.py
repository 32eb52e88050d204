from django.urls import path

from .views import desk, profiles, release, schedule, state

app_name = "programme"
urlpatterns = [
    path("<int:edition_pk>/", desk.desk, name="desk"),
    path("<int:edition_pk>/schedule/", schedule.schedule, name="schedule"),
    path("<int:edition_pk>/schedule/<int:session_pk>/unplace/", schedule.unplace, name="unplace"),
    path("<int:edition_pk>/state/", state.state, name="state"),
    path("speakers/<int:speaker_pk>/", profiles.profile, name="profile"),
    path("speakers/<int:speaker_pk>/ask/", profiles.ask, name="ask_speaker"),
    path("speakers/<int:speaker_pk>/withdraw-link/", profiles.withdraw_link, name="withdraw_link"),
    path("proposals/<int:submission_pk>/", profiles.review, name="review"),
    path("<int:edition_pk>/release/", release.release, name="release"),
]
