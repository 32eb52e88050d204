"""Fields that take any script, and refuse what no badge or database can hold."""

import re
import unicodedata
from typing import Any

from babel import Locale
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from programme.enums import Country
from translations.languages import source_language

#: Marks that turn text around or cannot be seen; they come with pasting, and help to deceive.
INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
LONGEST_LOCAL_PART = 64
#: No field holds this much in any spelling. Beyond it, NFC could take hours: putting many
#: combining marks into their order takes quadratic time.
LONGEST_TYPED = 2_000
#: Categories of what has no shape, or no meaning that everybody shares.
UNREADABLE = {"Cc", "Cs", "Cn", "Co"}


def normalised(text: str) -> str:
    """`text` in the form in which letters are one character each (NFC), without hidden marks.

    Longer than any field it stays as it is, and is then refused as too long.
    """
    if len(text) > LONGEST_TYPED:
        return text
    return unicodedata.normalize("NFC", INVISIBLE.sub("", text))


def is_unreadable(text: str) -> bool:
    """Whether some character of `text` is a control, a private one or none at all."""
    return any(unicodedata.category(letter) in UNREADABLE for letter in text)


class TextField(forms.CharField):
    """One line of any script."""

    default_error_messages = {
        "unreadable": _("This holds characters that cannot be kept. Please type it again."),
    }

    def to_python(self, value: Any) -> str:
        text = normalised(super().to_python(value) or "")
        if is_unreadable(text):
            raise ValidationError(self.error_messages["unreadable"], code="unreadable")
        return " ".join(text.split())


class EmailField(forms.EmailField):
    """An address that mail can really go to: with a domain, and no longer than the standard."""

    def to_python(self, value: Any) -> str:
        return normalised(super().to_python(value) or "")

    def clean(self, value: Any) -> str:
        address = super().clean(value)
        local, _at, domain = address.rpartition("@")
        # Django takes `a@localhost`, local parts longer than RFC 5321 (4.5.3.1.1) allows, and
        # control characters between quotes.
        wrong = "." not in domain or len(local) > LONGEST_LOCAL_PART or is_unreadable(address)
        if address and wrong:
            raise ValidationError(EmailValidator.message, code="invalid")
        return address


def countries() -> list[tuple[str, str]]:
    """Every country by its name in the active language, the two of the forum first."""
    names = Locale.parse(get_language() or source_language()).territories
    first = [(country.value, names[country.value]) for country in Country]
    others = [
        (code, name)
        for code, name in names.items()
        if re.fullmatch("[A-Z]{2}", code) and code not in NO_COUNTRY and code not in Country.values
    ]
    return [
        ("", "—"),
        *first,
        *sorted(others, key=lambda item: unicodedata.normalize("NFD", item[1])),
    ]


#: Two-letter codes of the CLDR that are no country.
NO_COUNTRY = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"}
