from django.urls import path

from .views import glossary, labels, report, submission, work_list, workbench

app_name = "translations"
urlpatterns = [
    path("", work_list.work_list_index, name="index"),
    path("submit/<int:page_id>/", submission.submit, name="submit"),
    path("submissions/<int:pk>/", submission.submission, name="submission"),
    path("report/<slug:slug>/<slug:language>/", report.report, name="report"),
    path("glossary/import/", glossary.import_glossary, name="glossary_import"),
    path("glossary/template/", glossary.template, name="glossary_template"),
    path("glossary/export/", glossary.export_glossary, name="glossary_export"),
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
    path("<slug:language>/labels/<str:name>/<int:pk>/", labels.edit_label, name="edit_label"),
]
