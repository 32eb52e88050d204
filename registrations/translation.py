"""Labels: which fields stand in a column per language."""

from modeltranslation.translator import TranslationOptions, register

from .models import ConsentText, ParticipantCategory, RegistrationSettings


@register(ParticipantCategory)
class CategoryOptions(TranslationOptions):
    fields = ("name",)
    required_languages = ("fr",)


@register(ConsentText)
class ConsentTextOptions(TranslationOptions):
    fields = ("text",)
    required_languages = ("fr",)


@register(RegistrationSettings)
class SettingsOptions(TranslationOptions):
    fields = ("joining_note",)
