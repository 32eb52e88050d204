from django import forms
from django.utils.translation import gettext_lazy

from .fields import EmailField


class LostLinkForm(forms.Form):
    """The address one registered with."""

    email = EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
