"""Public addresses below the language that are no pages."""

from django.urls import path

from .enums import FileKind
from .views.exports import export

app_name = "programme_public"
urlpatterns = [
    path("<slug:slug>/programme.json", export, {"kind": FileKind.JSON}, name="json"),
    path("<slug:slug>/schedule.xml", export, {"kind": FileKind.XML}, name="xml"),
    path("<slug:slug>/programme.xlsx", export, {"kind": FileKind.XLSX}, name="xlsx"),
]
