"""Labels: which fields stand in a column per language."""

from modeltranslation.translator import TranslationOptions, register

from .models import (
    Edition,
    KeyFigures,
    Material,
    Organisation,
    Room,
    Schedule,
    Session,
    Speaker,
    Theme,
    Track,
    Venue,
)


@register([Organisation, Theme, Track, Room])
class NameOptions(TranslationOptions):
    fields = ("name",)
    required_languages = ("fr",)


@register(Venue)
class VenueOptions(TranslationOptions):
    fields = ("name", "city", "address")
    required_languages = {"fr": ("name", "city")}


@register(Edition)
class EditionOptions(TranslationOptions):
    fields = ("title", "theme", "public_reason")
    required_languages = {"fr": ("title",)}


@register(Session)
class SessionOptions(TranslationOptions):
    fields = ("title",)
    required_languages = ("fr",)


@register(Speaker)
class SpeakerOptions(TranslationOptions):
    fields = ("position",)


@register(Schedule)
class ScheduleOptions(TranslationOptions):
    fields = ("note",)


@register(Material)
class MaterialOptions(TranslationOptions):
    fields = ("title", "alt")
    required_languages = {"fr": ("title",)}


@register(KeyFigures)
class KeyFiguresOptions(TranslationOptions):
    fields = ("note",)
