"""Fields of one's own data, in any script."""

import re
import unicodedata
from typing import Any

from babel import Locale
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import get_language

from home.forms import is_unreadable, normalised
from programme.enums import Country
from translations.languages import source_language

LONGEST_LOCAL_PART = 64


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
