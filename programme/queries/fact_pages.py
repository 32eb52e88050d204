"""Which pages of words are about a fact."""

from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page, get_page_models

from programme.models.fact import Fact


def page_types(fact: Fact) -> list[type[Page]]:
    """The types of page that say something about this kind of fact."""
    return [
        page_type
        for page_type in get_page_models()
        if (field := getattr(page_type, "fact_field", None))
        and page_type._meta.get_field(field).related_model is type(fact)
    ]


def pages_of_type(page_type: Any, fact: Fact) -> QuerySet[Any]:
    """The pages of one type about `fact`, in every language. One query."""
    pages = page_type.objects.filter(**{page_type.fact_field: fact})
    return pages.select_related("locale").order_by("locale")
