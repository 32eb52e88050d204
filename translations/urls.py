from django.urls import path

from .views import labels, submission, work_list

app_name = "translations"
urlpatterns = [
    path("", work_list.work_list_index, name="index"),
    path("submit/<int:page_id>/", submission.submit, name="submit"),
    path("submissions/<int:pk>/", submission.submission, name="submission"),
    path("<slug:language>/", work_list.work_list, name="work_list"),
    path("<slug:language>/labels/<str:name>/<int:pk>/", labels.edit_label, name="edit_label"),
]
