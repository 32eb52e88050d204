"""What a speaker proposes, beside what is there, and the link by which it is asked for."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.auth import permission_required

from home.access import private
from programme.correspondence import addresses_erased_on
from programme.enums import ProfilePart, SubmissionState
from programme.models import Speaker, SpeakerSubmission
from programme.queries.profiles import asked_at, reviews
from programme.services.profiles import (
    accept_proposal,
    ask_speaker,
    decline_proposal,
    withdraw_links,
)

from .frame import screen

MAY_REVIEW = "programme.change_speakersubmission"


@private
@permission_required(MAY_REVIEW)
def profile(request: HttpRequest, speaker_pk: int) -> HttpResponse:
    """The proposals of a speaker, and the link to make one. The address is not shown."""
    found = Speaker.objects.select_related("edition__venue", "organisation", "photo")
    speaker: Speaker = get_object_or_404(found, pk=speaker_pk)
    accepted = speaker.submissions.filter(state=SubmissionState.ACCEPTED).exclude(biography="")
    return screen(
        request,
        "profile",
        speaker.edition,
        str(speaker),
        speaker=speaker,
        reviews=reviews(speaker),
        accepted=accepted.order_by("-reviewed_at"),
        asked_at=asked_at(speaker),
        parts=ProfilePart,
        erased_on=addresses_erased_on(speaker.edition),
    )


@require_POST
@permission_required(MAY_REVIEW)
def ask(request: HttpRequest, speaker_pk: int) -> HttpResponse:
    """Send the link, in the editor's name."""
    speaker: Speaker = get_object_or_404(
        Speaker.objects.select_related("edition", "organisation"), pk=speaker_pk
    )
    try:
        ask_speaker(speaker, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The link is on its way."))
    return redirect("programme:profile", speaker_pk)


@require_POST
@permission_required(MAY_REVIEW)
def withdraw_link(request: HttpRequest, speaker_pk: int) -> HttpResponse:
    """Have the links that were sent open nothing any more."""
    withdraw_links(get_object_or_404(Speaker, pk=speaker_pk), request.user)
    messages.success(request, _("Links sent so far no longer work."))
    return redirect("programme:profile", speaker_pk)


@require_POST
@permission_required(MAY_REVIEW)
def review(request: HttpRequest, submission_pk: int) -> HttpResponse:
    """Take over what was ticked, or nothing."""
    proposal = get_object_or_404(
        SpeakerSubmission.objects.select_related("speaker"), pk=submission_pk
    )
    back = redirect("programme:profile", proposal.speaker_id)
    if request.POST.get("seen") != proposal.submitted_at.isoformat():
        messages.error(
            request, _("This proposal has changed in the meantime. Please review it again.")
        )
        return back
    try:
        decide(request, proposal)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return back


def decide(request: HttpRequest, proposal: Any) -> None:
    """Accept or decline, and say what follows."""
    parts = set(request.POST.getlist("parts")) & set(ProfilePart.values)
    if request.POST.get("decision") == "decline":
        decline_proposal(proposal, request.user)
        messages.success(request, _("Declined. Nothing was changed."))
    elif not parts:
        messages.error(request, _("Select what to accept, or decline the proposal."))
    elif accept_proposal(proposal, parts, request.user):
        messages.warning(
            request,
            _(
                "Accepted, except for the biography: that page is maintained by translators. "
                "Copy the text from below."
            ),
        )
    else:
        messages.success(
            request, _("Accepted. The biography remains a draft until its page is published.")
        )
