"""Labels in one language."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from .bench import LabelBench
from .entries import enter
from .workbench import beat, show, show_aside


def labels(request: HttpRequest, language: str) -> HttpResponse:
    """The labels of a body of work, or all, in one language."""
    return show(request, LabelBench(request, language))


def edit_label(request: HttpRequest, language: str, name: str, pk: int) -> HttpResponse:
    """The labels of one row in one language."""
    return show(request, LabelBench(request, language, name, pk))


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
