"""Filters that show sentences as wagtail-localize keeps them."""

from django import template

from translations.queries.diff import shortened
from translations.sentences import as_marked, as_plain

register = template.Library()
register.filter("marked_sentence", as_marked)
register.filter("plain_sentence", as_plain)
register.filter("shortened", shortened)
