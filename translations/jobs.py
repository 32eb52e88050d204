"""wagtail-localize's door to background work, opened onto our own."""

from collections.abc import Callable
from typing import Any

from wagtail_localize.tasks import BaseJobBackend


class WorkerBackend(BaseJobBackend):
    """Sends a submitted tree to the worker, in pages, instead of one long transaction."""

    def enqueue(self, func: Callable[..., Any], args: Any, kwargs: Any) -> None:
        # wagtail-localize makes its backend while its models are still loading.
        from wagtail.models import Page  # noqa: PLC0415
        from wagtail_localize.operations import translate_page_subtree  # noqa: PLC0415

        from .services.submission import submit_tree  # noqa: PLC0415

        if func is translate_page_subtree:
            page_id, locales, _components, user = args
            submit_tree(Page.objects.get(pk=page_id), list(locales), user)
        else:
            func(*args, **kwargs)
