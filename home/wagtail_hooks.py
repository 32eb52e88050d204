from typing import Any

from wagtail import hooks

from .rich_text import FollowingPageLinkHandler


@hooks.register("register_rich_text_features", order=10)
def follow_language_in_links(features: Any) -> None:
    features.register_link_type(FollowingPageLinkHandler)
