"""Django loads models from here; the pages stand in their own room, above the queries."""

from .pages import HomePage, NewsIndexPage, NewsPage, StandardPage

__all__ = ["HomePage", "NewsIndexPage", "NewsPage", "StandardPage"]
