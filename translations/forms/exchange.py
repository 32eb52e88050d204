"""Forms of the files that go out to other tools, and come back."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail_localize.models import Translation

from translations.exchange.limits import MOST_SENT
from translations.labels import in_its_language
from translations.languages import source_language
from translations.scopes import scopes

from .upload import UploadField

KINDS = [("po", "PO (gettext)"), ("xliff", "XLIFF 1.2")]


class ExportForm(forms.Form):
    """What is to be exported, and how."""

    format = forms.ChoiceField(
        label=pgettext_lazy("exchange", "Format"),
        choices=KINDS,
        initial="xliff",
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Translation agencies’ tools prefer XLIFF; Poedit reads PO."),
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("Everything of"),
        required=False,
        help_text=gettext_lazy("All its pages and labels, as one ZIP."),
    )
    page = forms.MultipleChoiceField(
        label=gettext_lazy("Or only these pages"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Each with its own labels. One page makes one file."),
    )

    def __init__(self, language: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["scope"].choices = [
            ("", "–"),
            *((scope.name, scope.title) for scope in scopes()),
        ]
        sent = Translation.objects.filter(enabled=True, target_locale__language_code=language)
        fields["page"].choices = [
            (str(key), in_its_language(title, source_language()))
            for key, title in sent.order_by("source__object_repr", "pk").values_list(
                "source__object", "source__object_repr"
            )
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not (data.get("scope") or data.get("page")) and not self.errors:
            raise forms.ValidationError(_("Choose what is to be exported."))
        return data

    @property
    def keys(self) -> list[UUID]:
        """The chosen pages."""
        return [UUID(key) for key in self.cleaned_data["page"]]


class ImportForm(forms.Form):
    """A file that comes back."""

    file = UploadField(
        accept=".po,.xlf,.xliff,.zip",
        help_text=gettext_lazy("PO, XLIFF 1.2, or a ZIP of such files, up to 5 MB."),
        most=MOST_SENT,
    )
