"""What of the work is shown."""

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from translations.enums import Kind, Stage
from translations.languages import language_names
from translations.queries.people import name_of
from translations.queries.work.items import Item
from translations.scopes import Scope, scopes

MINE, NOBODY = "me", "nobody"


class State(TextChoices):
    """What is asked for beside the stages: public words that are no longer the source's."""

    LEFT = "left", _("Anything left to do")
    STALE = "stale", _("Published, but out of date")


class Due(TextChoices):
    OVERDUE = "overdue", pgettext_lazy("translation", "Overdue")
    SOON = "soon", _("Within a week")
    NONE = "none", _("Without a date")


class Questions(TextChoices):
    OPEN = "open", _("Open questions")


class WorkFilter(forms.Form):
    """Narrows work to a body of work, an owner, a date, a kind, a state or a language."""

    scope = forms.ChoiceField(label=_("Body of work"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    owner = forms.ChoiceField(label=_("Translator"), required=False)
    due = forms.ChoiceField(label=pgettext_lazy("translation", "Due"), required=False)
    questions = forms.ChoiceField(label=_("Questions"), required=False)

    def __init__(self, data: Any, user: Any, languages: list[str], *, one: bool = False) -> None:
        super().__init__(data)
        self.user, self.languages = user, languages
        self.scopes = {scope.name: scope for scope in scopes()}
        self.offer("scope", [(scope.name, scope.title) for scope in self.scopes.values()])
        self.offer("language", [(code, language_names([code])) for code in languages])
        self.offer("kind", Kind.choices)
        self.offer("state", [*State.choices, *Stage.choices])
        self.offer(
            "owner",
            [
                (MINE, pgettext_lazy("translation", "Me")),
                (NOBODY, pgettext_lazy("translation", "Nobody")),
            ],
        )
        self.offer("due", Due.choices)
        self.offer("questions", Questions.choices)
        if one:
            del self.fields["language"]

    def offer(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        """Let one of `choices` be asked for, too."""
        field: Any = self.fields[name]
        field.choices = [*(field.choices or [("", pgettext_lazy("translation", "All"))]), *choices]

    @property
    def asked(self) -> dict[str, str]:
        """What is asked for; an answer that is not offered asks for nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def is_narrowed(self) -> bool:
        """Whether more is asked for than a body of work and what is left to do in it."""
        asked = self.asked
        return bool(
            asked.keys() - {"scope", "state"} or asked.get("state", State.LEFT) != State.LEFT
        )

    @property
    def scope_asked(self) -> Scope | None:
        return self.scopes.get(self.asked.get("scope", ""))

    def narrow(self, items: Iterable[Item], today: datetime.date) -> list[Item]:
        """Those of `items` that are asked for; whoever has some of them is offered as owner."""
        found = list(items)
        owners = {item.owner.pk: name_of(item.owner) for item in found if item.owner}
        self.offer("owner", sorted(owners.items(), key=lambda owner: owner[1]))
        self.full_clean()
        asked = self.asked
        return [
            item
            for item in found
            if asked.get("language", item.language) == item.language
            and asked.get("kind", item.kind) in {item.kind, item.type_name}
            and self._is_owned(item, asked.get("owner", ""))
            and is_at(item, asked.get("state", ""))
            and is_due(item, asked.get("due", ""), today)
            and (item.questions or "questions" not in asked)
        ]

    def _is_owned(self, item: Item, owner: str) -> bool:
        held = str(item.owner.pk) if item.owner else NOBODY
        return not owner or held == (str(self.user.pk) if owner == MINE else owner)


def is_at(item: Item, state: str) -> bool:
    """Whether the item, or one of its texts, is in this state; "" asks for any."""
    if state == State.STALE:
        return item.stale
    if state == State.LEFT:
        return item.stage != Stage.PUBLISHED
    return not state or item.stage == state or bool(item.tally[Stage(state)])


def is_due(item: Item, due: str, today: datetime.date) -> bool:
    """Whether the item is due as asked for; "" asks for any."""
    if due == Due.OVERDUE:
        return item.is_overdue(today)
    if due == Due.SOON:
        return item.is_due_soon(today)
    return not due or item.due is None
