"""What a speaker fills in about himself or herself."""

import base64
import binascii
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.forms import ParagraphsField, TextField
from home.photographs import Unreadable, portrait
from programme.enums import Language
from programme.models import SpeakerSubmission
from programme.privacy import PURPOSES

ACCEPTED = "image/jpeg,image/png,image/webp"
MEGABYTE = 1024 * 1024


def length(name: str) -> int:
    """How long a text of a proposal may be."""
    field: Any = SpeakerSubmission._meta.get_field(name)
    return int(field.max_length)


class PhotoField(forms.FileField):
    """A photograph, given on as the bytes of a plain JPEG."""

    widget = forms.FileInput(attrs={"accept": ACCEPTED})

    def to_python(self, data: Any) -> bytes | None:  # type: ignore[override]
        upload = super().to_python(data)
        if upload is None:
            return None
        if upload.size > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
            most = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE // MEGABYTE
            raise ValidationError(
                _("This photo is larger than %(most)d MB. Choose a smaller one.") % {"most": most}
            )
        return read_portrait(upload.read())


def read_portrait(content: bytes) -> bytes:
    """The photograph in a file; raises ValidationError when there is none to be read."""
    try:
        return portrait(content)
    except Unreadable as error:
        raise ValidationError(
            _("This file cannot be read as a photo. Send a JPEG, PNG or WebP file.")
        ) from error


class ProfileForm(forms.Form):
    """Position, biography and photo. A photo once sent travels in the page until all is right."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of these texts"), choices=Language.choices
    )
    position = TextField(
        label=gettext_lazy("Position"),
        max_length=length("position"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    biography = ParagraphsField(
        label=gettext_lazy("Biography"),
        max_length=length("biography"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    photo = PhotoField(label=gettext_lazy("Photo"), required=False)
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    consent = forms.BooleanField(
        label=gettext_lazy("I agree that these texts and this photo are published on this site."),
        error_messages={"required": gettext_lazy("Nothing can be published without this.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for name, purpose in PURPOSES.items():
            self.fields[name].help_text = purpose

    def clean_kept(self) -> bytes | None:
        """The photo sent before, checked like a new one."""
        try:
            content = base64.b64decode(self.cleaned_data["kept"], validate=True)
        except (binascii.Error, ValueError):
            return None
        try:
            return read_portrait(content) if content else None
        except ValidationError:
            return None

    @property
    def portrait(self) -> bytes | None:
        """The photo to go on with: the new one, else the one sent before."""
        self.is_valid()  # fills cleaned_data, also of a form that has errors
        return self.cleaned_data.get("photo") or self.cleaned_data.get("kept")

    @property
    def portrait_text(self) -> str:
        """The same, as it travels in the page."""
        return base64.b64encode(self.portrait or b"").decode()
