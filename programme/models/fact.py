import uuid

from django.db import models


class Fact(models.Model):
    """A row that stands once for all languages. Its pages of words share its `key`."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True
