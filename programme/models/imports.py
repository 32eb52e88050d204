from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.enums import Encoding, Language

from .edition import Edition
from .job import Job


def private_storage() -> Storage:
    """Where uploads wait for the worker: below no public address."""
    return storages["private"]


class ScheduleImport(Job):
    """A programme file that an editor has sent, and what is to be done with it.

    The file is deleted when the work is done, or when nobody has asked for it for some days.
    """

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="imports", verbose_name=_("edition")
    )
    file = models.FileField(_("file"), storage=private_storage, upload_to="imports")
    name = models.CharField(_("file"), max_length=120)
    #: Empty: as guessed.
    encoding = models.CharField(_("encoding"), max_length=8, choices=Encoding.choices, blank=True)
    #: Empty: as the file says, or as its letters show.
    language = models.CharField(
        _("language of the texts"), max_length=2, choices=Language.choices, blank=True
    )
    creates_rooms = models.BooleanField(_("add unknown rooms and tracks"), default=False)
    #: `{"new": 3, "changed": 2, …}` when done, `{"problems": […]}` when refused.
    report = models.JSONField(default=dict, blank=True)

    class Meta(Job.Meta):
        verbose_name = _("import of a programme")
        verbose_name_plural = _("imports of programmes")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.edition_id} {self.get_state_display()}"
