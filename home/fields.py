"""Fields of pages: a StreamField with slim migrations, and fields that translation leaves alone."""

from typing import Any

from wagtail.fields import StreamField as WagtailStreamField
from wagtail_localize.fields import SynchronizedField


class StreamField(WagtailStreamField):
    """Wagtail's StreamField; a change of blocks changes no column, hence no migration."""

    def __init__(self, block_types: Any = (), *args: Any, **kwargs: Any) -> None:
        super().__init__(block_types, *args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs


class KeptField(SynchronizedField):
    """A field that each language's page keeps: neither sent to translators nor copied."""

    def __init__(self, field_name: str) -> None:
        super().__init__(field_name, overridable=False)

    def is_synchronized(self, obj: Any) -> bool:
        return False


#: What every page shares with its source: one address and one place in menus.
SHARED_FIELDS = [
    SynchronizedField("slug", overridable=False),
    SynchronizedField("show_in_menus", overridable=False),
]
