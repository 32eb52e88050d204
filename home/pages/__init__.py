from .base import BasePage
from .home_page import HomePage
from .news import NewsIndexPage, NewsPage
from .standard_page import StandardPage

__all__ = ["BasePage", "HomePage", "NewsIndexPage", "NewsPage", "StandardPage"]
