from django import forms

from translations.models import DailyDigest


class DigestForm(forms.ModelForm):
    """Whether one is told by mail what is new."""

    class Meta:
        model = DailyDigest
        fields = ["wanted"]
