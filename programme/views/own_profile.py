"""A speaker's own profile: opened by a link from a mail, without an account."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal.ratelimit import respond_429
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from home.access import dead_link, private, stay, too_often
from outbox.tokens import LINK_AGE, Access, read, token
from programme.forms.profile import ProfileForm
from programme.models import Speaker
from programme.privacy import erased_on
from programme.queries.profiles import speaker_opened_by, texts_in
from programme.services.profiles import propose_profile
from programme.tokens import LINK, STAY
from translations.languages import source_language

TOO_MANY = 429
View = Callable[..., HttpResponse]


@private
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Trade a link from a mail for a stay, so that the address bar is clean."""
    if too_often(request, "enter"):
        return respond_429(request)
    speaker = speaker_opened_by(read(token, LINK, LINK_AGE))
    if speaker is None:
        return dead_link(request, "programme/profile/unknown.html", "programme.link_urls")
    with override(speaker.mail_language):
        return let_in(redirect("own_profile:profile"), speaker)


def let_in(response: HttpResponse, speaker: Speaker) -> HttpResponse:
    """Begin the stay of a speaker."""
    access = Access(speaker.key, speaker.link_version)
    return stay(response, settings.SPEAKER_COOKIE_NAME, token(access, STAY))


def for_the_speaker(view: View) -> View:
    """Hand the view the speaker of this stay; without one, a word about how to begin it."""

    @private
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        text = request.COOKIES.get(settings.SPEAKER_COOKIE_NAME, "")
        speaker = speaker_opened_by(read(text, STAY, settings.OWN_COOKIE_SECONDS))
        if speaker is None:
            return render(request, "programme/profile/unknown.html", status=404)
        return view(request, speaker, *args, **kwargs)

    return wrapped


@for_the_speaker
def profile(request: HttpRequest, speaker: Speaker) -> HttpResponse:
    """The form, with what is proposed or published already."""
    if request.method == "POST":
        return answer(request, speaker)
    language = get_language() or source_language()
    initial = {"language": language, **texts_in(speaker, language)}
    return show(request, speaker, ProfileForm(initial=initial))


def answer(request: HttpRequest, speaker: Speaker) -> HttpResponse:
    """Keep what was sent; what stands against it is said, and nothing typed or sent is lost."""
    if too_often(request, "profile"):
        typed = ProfileForm(initial=request.POST.dict())
        problem = _("Many forms have come from your network. Please send it again in a minute.")
        kept = request.POST.get("kept", "")
        return show(request, speaker, typed, portrait=kept, problem=problem, status=TOO_MANY)
    form = ProfileForm(request.POST, request.FILES)
    if request.POST.get("go") == "stay":  # only the language of the page was changed
        typed = ProfileForm(initial=request.POST.dict())
        return show(request, speaker, typed, portrait=form.portrait_text)
    if not form.is_valid():
        return show(request, speaker, form, portrait=form.portrait_text)
    propose_profile(
        speaker,
        form.cleaned_data["language"],
        position=form.cleaned_data["position"],
        biography=form.cleaned_data["biography"],
        photo=form.portrait,
    )
    return redirect(f"{reverse('own_profile:profile')}?sent=1")


def show(
    request: HttpRequest,
    speaker: Speaker,
    form: ProfileForm,
    *,
    portrait: str = "",
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The form of one speaker, with the photo that was sent before."""
    context = {
        "form": form,
        "portrait": portrait,
        "problem": problem,
        "speaker": speaker,
        "name": speaker.name_in(get_language() or source_language()),
        "edition": speaker.edition,
        "erased_on": erased_on(speaker.edition.ends_on),
        # The switch of languages sends this form, so that it takes along what was typed.
        "form_id": "profile",
    }
    return render(request, "programme/profile/form.html", context, status=status)


@require_POST
@private
def leave(request: HttpRequest) -> HttpResponse:
    """End the stay, as on a computer that others use."""
    response = redirect(f"/{get_language() or source_language()}/")
    response.delete_cookie(settings.SPEAKER_COOKIE_NAME, samesite="Lax")
    return response
