import uuid

from django.db import models


class Fact(models.Model):
    """A row that stands once for all languages. Its pages of words share its `key`."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class ExchangedFact(Fact):
    """A fact that programme files carry too.

    `exchange` holds what such a file said about it and the house has no field for, so that it
    leaves again with the next export (see `programme.exchange.leftover`).
    """

    exchange = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        abstract = True
