from django.urls import path

from .views import assignment, board, labels, submission, work_list

app_name = "translations"
urlpatterns = [
    path("", board.board, name="board"),
    path("start/", board.start, name="index"),
    path("mine/", work_list.my_work, name="my_work"),
    path("submit/<int:page_id>/", submission.submit, name="submit"),
    path("submissions/<int:pk>/", submission.submission, name="submission"),
    path("<slug:language>/", work_list.work_list, name="work_list"),
    path("<slug:language>/assign/", assignment.assign, name="assign"),
    path("<slug:language>/labels/<str:name>/<int:pk>/", labels.edit_label, name="edit_label"),
]
