from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from translations.queries.gate import Candidate

from .languages import LanguagesField


def clock() -> str:
    """The city by whose time the screens of this user go."""
    return gettext(timezone.get_current_timezone_name().rpartition("/")[2].replace("_", " "))


class PublicationForm(forms.Form):
    """Which pages go live together, into which languages, and when."""

    pages = forms.MultipleChoiceField(
        label=_("Pages"), error_messages={"required": _("Choose at least one page.")}
    )
    locales = LanguagesField()
    due_at = forms.DateTimeField(label=_("At"), required=False, widget=AdminDateTimeInput)
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
        self.fields["due_at"].help_text = gettext(
            "Leave empty to publish now. A time is that of %(city)s, as your account has it."
        ) % {"city": clock()}

    def clean_due_at(self) -> Any:
        due_at = self.cleaned_data["due_at"]
        if due_at and due_at <= timezone.now():
            raise forms.ValidationError(_("This moment has passed."))
        return due_at

    @property
    def chosen(self) -> set[str]:
        """The pages that are ticked, as they stand on the screen."""
        return set(self["pages"].value() or [])
