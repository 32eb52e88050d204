from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.models import Locale

from translations.languages import source_language
from translations.queries.gate import Candidate


class LanguagesField(forms.ModelMultipleChoiceField):
    """The languages into which is translated, all of them chosen at first."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Languages"),
            queryset=Locale.objects.none(),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one language.")},
        )

    def offer(self) -> None:
        """Ask the database what there is to choose from."""
        self.queryset = Locale.objects.exclude(language_code=source_language()).order_by("pk")
        self.initial = self.queryset

    def label_from_instance(self, locale: Any) -> str:
        return str(get_language_info(locale.language_code)["name_translated"])


class PublicationForm(forms.Form):
    """Which pages go live together, into which languages, and when."""

    pages = forms.MultipleChoiceField(
        label=_("Pages"), error_messages={"required": _("Choose at least one page.")}
    )
    locales = LanguagesField()
    due_at = forms.DateTimeField(
        label=_("At"),
        required=False,
        widget=AdminDateTimeInput,
        help_text=_("Leave empty to publish now."),
    )
    override_reason = forms.CharField(
        label=_("Publish although something is missing, because"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The reason is kept in the history of every page."),
    )

    def __init__(self, found: Sequence[Candidate], data: Any = None) -> None:
        super().__init__(data)
        pages: Any = self.fields["pages"]
        pages.choices = [(str(one.page.translation_key), one.page.title) for one in found]
        #: What is new and lacks nothing is chosen at first.
        self.ready = [one for one in found if one.changed and not one.obstacles]
        self.initial["pages"] = [str(one.page.translation_key) for one in self.ready]
        locales: Any = self.fields["locales"]
        locales.offer()

    def clean_due_at(self) -> Any:
        due_at = self.cleaned_data["due_at"]
        if due_at and due_at <= timezone.now():
            raise forms.ValidationError(_("This moment has passed."))
        return due_at

    @property
    def chosen(self) -> set[str]:
        """The pages that are ticked, as they stand on the screen."""
        return set(self["pages"].value() or [])
