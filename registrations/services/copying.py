"""What of registration comes along to the next edition: its rules, and nobody who registered."""

from programme.copying import Copying
from registrations.models import ConsentText, ParticipantCategory, Quota, RegistrationSettings

from .setting_up import texts_in_force


def copy_registration(copying: Copying) -> None:
    """Copy settings with shifted times, categories, seats that nobody has taken, and consents.

    Quotas of sessions follow their sessions. The joining link stays behind: it led to the
    last meeting. The number of queries does not grow with the rows.
    """
    copy_settings(copying)
    categories = copy_categories(copying)
    copy_quotas(copying, categories)
    texts = texts_in_force(copying.source)
    ConsentText.objects.bulk_create(copying.twin(text, version=1) for text in texts)


def copy_settings(copying: Copying) -> None:
    """Copy when and how one registers, at the same hours; nothing where there is nothing."""
    for settings in RegistrationSettings.objects.filter(edition=copying.source):
        copying.twin(
            settings,
            opens_at=copying.moved(settings.opens_at),
            closes_at=copying.moved(settings.closes_at),
            change_deadline=copying.moved(settings.change_deadline),
            joining_link="",
        ).save()


def copy_categories(copying: Copying) -> dict[int | None, ParticipantCategory]:
    """Copy the categories; returns them by the primary key of the old ones."""
    rows = list(ParticipantCategory.objects.filter(edition=copying.source).order_by("pk"))
    new = ParticipantCategory.objects.bulk_create(copying.twin(row) for row in rows)
    return {row.pk: category for row, category in zip(rows, new, strict=True)}


def copy_quotas(copying: Copying, categories: dict[int | None, ParticipantCategory]) -> None:
    """Copy how many seats there are; of sessions, where they came along."""
    quotas = Quota.objects.filter(edition=copying.source).order_by("pk")
    Quota.objects.bulk_create(
        copying.twin(
            quota,
            session=copying.sessions[quota.session_id] if quota.session_id else None,
            category=categories.get(quota.category_id),
            taken=0,
        )
        for quota in quotas
        if quota.session_id is None or quota.session_id in copying.sessions
    )
