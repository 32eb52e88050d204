from django import forms
from wagtail.admin.widgets import SwitchInput

from translations.models import DailyDigest


class DigestForm(forms.ModelForm):
    """Whether one is told by mail what is new."""

    class Meta:
        model = DailyDigest
        fields = ["wanted"]
        widgets = {"wanted": SwitchInput}
