from django.urls import path

from .views import exchange, labels, memory, submission, work_list

app_name = "translations"
urlpatterns = [
    path("", work_list.work_list_index, name="index"),
    path("submit/<int:page_id>/", submission.submit, name="submit"),
    path("submissions/<int:pk>/", submission.submission, name="submission"),
    path("memory/", memory.concordance, name="concordance"),
    path("memory/tmx/", memory.memory_tmx, name="tmx"),
    path("imports/<int:file_pk>/", exchange.import_check, name="import_check"),
    path("imports/<int:file_pk>/file/", exchange.imported_file, name="imported_file"),
    path("<slug:language>/export/", exchange.export, name="export"),
    path("<slug:language>/import/", exchange.import_file, name="import"),
    path("<slug:language>/", work_list.work_list, name="work_list"),
    path("<slug:language>/labels/<str:name>/<int:pk>/", labels.edit_label, name="edit_label"),
]
