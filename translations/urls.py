from django.urls import path

from .views import (
    assignment,
    board,
    comments,
    exchange,
    labels,
    memory,
    submission,
    work_list,
    workbench,
)

app_name = "translations"
urlpatterns = [
    path("", board.board, name="board"),
    path("start/", board.start, name="index"),
    path("mine/", work_list.my_work, name="my_work"),
    path("rules/", rules.rules, name="rules"),
    path("questions/", comments.question_list, name="questions"),
    path("questions/<int:pk>/", comments.answer, name="answer"),
    path("submit/<int:page_id>/", submission.submit, name="submit"),
    path("submissions/<int:pk>/", submission.submission, name="submission"),
    path("memory/", memory.concordance, name="concordance"),
    path("memory/tmx/", memory.memory_tmx, name="tmx"),
    path("imports/<int:file_pk>/", exchange.import_check, name="import_check"),
    path("imports/<int:file_pk>/file/", exchange.imported_file, name="imported_file"),
    path("<slug:language>/export/", exchange.export, name="export"),
    path("<slug:language>/import/", exchange.import_file, name="import"),
    path("workbench/<int:translation_id>/", workbench.workbench, name="workbench"),
    path("workbench/<int:translation_id>/save/", workbench.save, name="workbench_save"),
    path(
        "workbench/<int:translation_id>/aside/<str:row>/",
        workbench.aside,
        name="workbench_aside",
    ),
    path("workbench/<int:translation_id>/presence/", workbench.presence, name="workbench_presence"),
    path("workbench/<int:translation_id>/preview/", workbench.preview, name="workbench_preview"),
    path("workbench/<int:translation_id>/publish/", workbench.publish, name="workbench_publish"),
    path("<slug:language>/labels/", labels.labels, name="labels"),
    path("<slug:language>/labels/save/", labels.save, name="labels_save"),
    path("<slug:language>/labels/aside/<str:row>/", labels.aside, name="labels_aside"),
    path("<slug:language>/labels/presence/", labels.presence, name="labels_presence"),
    path("<slug:language>/", work_list.work_list, name="work_list"),
    path("<slug:language>/comment/", comments.comment, name="comment"),
    path("<slug:language>/assign/", assignment.assign, name="assign"),
    path("<slug:language>/labels/<str:name>/<int:pk>/", labels.edit_label, name="edit_label"),
]
