from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistrationsConfig(AppConfig):
    name = "registrations"
    verbose_name = _("Registration")

    def ready(self) -> None:
        from .registers import register_all  # noqa: PLC0415 -- needs loaded models

        register_all()
