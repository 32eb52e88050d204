from django.urls import path

from . import views

app_name = "translations"
urlpatterns = [
    path("", views.work_list_index, name="index"),
    path("submit/<int:page_id>/", views.submit, name="submit"),
    path("submissions/<int:pk>/", views.submission, name="submission"),
    path("<slug:language>/", views.work_list, name="work_list"),
    path("<slug:language>/labels/<str:name>/<int:pk>/", views.edit_label, name="edit_label"),
]
