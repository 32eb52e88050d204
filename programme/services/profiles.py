"""A speaker's own profile: asked for by mail, proposed by the person, taken over by an editor."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.html import escape
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.images import get_image_model
from wagtail.log_actions import log
from wagtail_localize.models import Translation

from outbox.services import queue_mail
from programme.enums import ProfilePart, SubmissionState, Zone
from programme.models import Speaker, SpeakerSubmission
from programme.privacy import DAYS_KEPT, erased_on

from .fact_pages import save_fact

ASK = "programme.profile"


def ask_speaker(speaker: Speaker, user: Any = None) -> None:
    """Mail the speaker a link to the own profile; links sent earlier are void.

    Raises ValidationError while no address of the speaker is known, and once proposals for the
    edition are erased.
    """
    if speaker.edition.has_reached(erased_on(speaker.edition.ends_on)):
        raise ValidationError(_("It is too late: what speakers propose is erased by now."))
    if not speaker.email:
        raise ValidationError(_("No e-mail address of this speaker has been entered yet."))
    with transaction.atomic():
        void_links(speaker)
        queue_mail(
            ASK,
            {"speaker": str(speaker.key)},
            recipient=speaker.email,
            language=speaker.mail_language,
            dedupe_key=f"profile:{speaker.key.hex}:{speaker.link_version}",
        )
        log(instance=speaker, action="programme.ask_speaker", user=user)


def withdraw_links(speaker: Speaker, user: Any = None) -> None:
    """Make the links void that were sent until now, and note who did."""
    with transaction.atomic():
        void_links(speaker)
        log(instance=speaker, action="programme.withdraw_links", user=user)


def void_links(speaker: Speaker) -> None:
    """Have no link that was sent until now open the profile any more."""
    Speaker.objects.filter(pk=speaker.pk).update(link_version=F("link_version") + 1)
    speaker.refresh_from_db(fields=["link_version"])


def propose_profile(
    speaker: Speaker, language: str, *, position: str, biography: str, photo: bytes | None
) -> SpeakerSubmission:
    """Keep what a speaker proposes, in the place of an earlier proposal in that language.

    An earlier photo stays when there is no new one. That the person agrees to publication is
    noted with the time.
    """
    with transaction.atomic():
        Speaker.objects.select_for_update().get(pk=speaker.pk)
        pending, _created = SpeakerSubmission.objects.get_or_create(
            speaker=speaker, language=language, state=SubmissionState.PENDING
        )
        pending.position, pending.biography = position, biography
        pending.photo = photo or pending.photo
        pending.submitted_at = timezone.now()
        pending.save()
        Speaker.objects.filter(pk=speaker.pk).update(consented_at=pending.submitted_at)
        log(instance=speaker, action="programme.propose_profile")
    return pending


def accept_proposal(
    pending: SpeakerSubmission, parts: Iterable[str], user: Any = None
) -> set[ProfilePart]:
    """Take over `parts` of a proposal; returns those that an editor has to take over by hand.

    Position and photo are public at once; the biography becomes a draft of the page in its
    language, unless translators keep that page's sentences. Raises ValidationError for a
    proposal that was reviewed meanwhile.
    """
    chosen = {ProfilePart(part) for part in parts}
    with transaction.atomic():
        settle(pending, SubmissionState.ACCEPTED)
        speaker = Speaker.objects.select_for_update().get(pk=pending.speaker_id)
        if ProfilePart.POSITION in chosen:
            setattr(speaker, f"position_{pending.language}", pending.position)
        if ProfilePart.PHOTO in chosen and pending.photo:
            speaker.photo = add_portrait(speaker, bytes(pending.photo), user)
        save_fact(speaker, user)
        wanted = ProfilePart.BIOGRAPHY in chosen
        drafted = wanted and draft_biography(speaker, pending.language, pending.biography, user)
        forget_photo(pending)
    return {ProfilePart.BIOGRAPHY} if wanted and not drafted else set()


def decline_proposal(pending: SpeakerSubmission, user: Any = None) -> None:
    """Take nothing over. Raises ValidationError for a proposal that was reviewed meanwhile."""
    with transaction.atomic():
        settle(pending, SubmissionState.DECLINED)
        forget_photo(pending)
        log(instance=pending.speaker, action="programme.decline_profile", user=user)


def settle(pending: SpeakerSubmission, state: SubmissionState) -> None:
    """Give a proposal its outcome, once, and as it was when the editor saw it."""
    same = SpeakerSubmission.objects.filter(
        pk=pending.pk, state=SubmissionState.PENDING, submitted_at=pending.submitted_at
    )
    if not same.update(state=state, reviewed_at=timezone.now()):
        raise ValidationError(
            _("This proposal has changed in the meantime. Please review it again.")
        )


def forget_photo(pending: SpeakerSubmission) -> None:
    """Erase the photo of a settled proposal: it is an image of the site now, or unwanted."""
    SpeakerSubmission.objects.filter(pk=pending.pk).update(photo=None)


def add_portrait(speaker: Speaker, content: bytes, user: Any) -> Any:
    """Make an image of the site of a proposed photo; returns it."""
    name = f"{slugify(speaker.latin_name) or speaker.key.hex}.jpg"
    image = get_image_model()(
        title=speaker.latin_name, file=ContentFile(content, name), uploaded_by_user=user
    )
    image._set_image_file_metadata()
    image.save()
    log(instance=image, action="wagtail.create", user=user)
    return image


def draft_biography(speaker: Speaker, language: str, text: str, user: Any) -> bool:
    """Write a biography as a draft of the page in its language; returns whether there is one.

    Not on a page that is put together of translators' sentences: it would be overwritten.
    """
    page = speaker.pages.filter(locale__language_code=language).first()  # type: ignore[attr-defined]
    if page is None or is_translated(page):
        return False
    draft = page.get_latest_revision_as_object()
    draft.biography = paragraphs(text)
    draft.save_revision(user=user, log_action=True)
    return True


def is_translated(page: Any) -> bool:
    """Whether the words of a page come from translators, sentence by sentence."""
    return bool(
        Translation.objects.filter(
            source__object=page.translation_key, target_locale=page.locale_id, enabled=True
        ).exists()
    )


def paragraphs(text: str) -> str:
    """Plain text as the rich text of a page."""
    parts = [escape(part).replace("\n", "<br/>") for part in text.split("\n\n") if part]
    return "".join(f"<p>{part}</p>" for part in parts)


def erase_proposals(now: datetime.datetime | None = None, *, dry_run: bool = False) -> int:
    """Erase the proposals for editions that ended long enough ago, on the clock of their place;
    returns how many were, or with `dry_run` would be, erased."""
    moment = now or timezone.now()
    reached = Q()
    for zone in Zone:
        last_day = moment.astimezone(zone.info).date() - datetime.timedelta(days=DAYS_KEPT)
        reached |= Q(speaker__edition__timezone=zone, speaker__edition__ends_on__lte=last_day)
    old = SpeakerSubmission.objects.filter(reached)
    count = old.count()
    if not dry_run:
        old.delete()
    return count
