from django.urls import path

from . import views

app_name = "programme"
urlpatterns = [
    path("<int:edition_pk>/schedule/", views.schedule, name="schedule"),
    path("<int:edition_pk>/schedule/<int:session_pk>/unplace/", views.unplace, name="unplace"),
    path("<int:edition_pk>/state/", views.state, name="state"),
    path("<int:edition_pk>/release/", views.release, name="release"),
]
