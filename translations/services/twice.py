"""What somebody sends twice, by a double click, happens once."""

from datetime import timedelta
from typing import Any, TypeVar

from django.contrib.auth import get_user_model
from django.db.models import Model, QuerySet
from django.utils import timezone

Row = TypeVar("Row", bound=Model)
#: Whoever means the same again takes longer than that.
MOMENT = timedelta(minutes=1)


def twin(rows: QuerySet[Row], user: Any, since: str) -> Row | None:
    """The newest of `rows` that is younger than a moment, by its field `since`.

    Whatever else the user asks for at the same time waits until this transaction ends.
    """
    if user is not None:
        get_user_model().objects.select_for_update().get(pk=user.pk)
    return rows.filter(**{f"{since}__gt": timezone.now() - MOMENT}).order_by("-pk").first()
