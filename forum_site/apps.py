from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ForumSiteConfig(AppConfig):
    name = "forum_site"
    verbose_name = _("Forum site")

    def ready(self) -> None:
        from .digest import register_digest  # noqa: PLC0415 -- needs loaded models
        from .logs import mask_tokens  # noqa: PLC0415 -- apps load before anything is logged

        mask_tokens()
        register_digest()
        post_migrate.connect(build_roles, sender=self)


def build_roles(**_kwargs: Any) -> None:
    """The roof migrates last, so every permission exists by now."""
    from .roles import setup_roles  # noqa: PLC0415 -- needs loaded models

    setup_roles()
