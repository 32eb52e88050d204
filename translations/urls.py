from django.urls import path

from .views import glossary, labels, submission, work_list

app_name = "translations"
urlpatterns = [
    path("", work_list.work_list_index, name="index"),
    path("submit/<int:page_id>/", submission.submit, name="submit"),
    path("submissions/<int:pk>/", submission.submission, name="submission"),
    path("glossary/import/", glossary.import_glossary, name="glossary_import"),
    path("glossary/template/", glossary.template, name="glossary_template"),
    path("glossary/export/", glossary.export_glossary, name="glossary_export"),
    path("<slug:language>/", work_list.work_list, name="work_list"),
    path("<slug:language>/labels/<str:name>/<int:pk>/", labels.edit_label, name="edit_label"),
]
