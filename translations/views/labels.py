"""Labels in one language."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from translations.forms.labels import LabelForm
from translations.labels import LabelSet, label_set
from translations.languages import label_chain
from translations.services.labels import save_labels

from .bench import LabelBench
from .entries import enter
from .frame import require_language, screen, typed
from .workbench import beat, show, show_aside


def labels(request: HttpRequest, language: str) -> HttpResponse:
    """The labels of a body of work, or all, in one language."""
    return show(request, LabelBench(request, language))


@require_POST
def save(request: HttpRequest, language: str) -> JsonResponse:
    """One act on one label."""
    return enter(request, LabelBench(request, language))


@require_GET
def aside(request: HttpRequest, language: str, row: str) -> HttpResponse:
    """What helps with one label."""
    return show_aside(request, LabelBench(request, language), row)


@require_POST
def presence(request: HttpRequest, language: str) -> JsonResponse:
    """A sign of life of a screen; answers who else has these labels open."""
    return beat(request, LabelBench(request, language))


def edit_label(request: HttpRequest, language: str, name: str, pk: int) -> HttpResponse:
    """One row's labels in one language, beside what the other languages say."""
    require_language(request, language)
    labels = label_set(name)
    if labels is None:
        raise Http404
    instance = get_object_or_404(labels.model._default_manager.all(), pk=pk)
    form = LabelForm(labels, instance, language, data=typed(request))
    if request.method == "POST" and form.is_valid():
        save_labels(labels, instance, language, form.cleaned_data, request.user)
        messages.success(request, _("The label is saved and public at once."))
        return redirect("translations:work_list", language)
    return screen(
        request,
        "edit_label",
        _("Translate a label"),
        labels.kind,
        form=form,
        language=language,
        others=other_languages(labels, instance, language),
    )


def other_languages(labels: LabelSet, instance: Any, language: str) -> list[dict[str, Any]]:
    """What the other languages say: a row of texts per language, as the form's companions."""
    return [
        {"code": code, "texts": [getattr(instance, f"{f}_{code}") or "" for f in labels.fields]}
        for code in label_chain(language)
        if code != language
    ]
