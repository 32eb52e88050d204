"""Everything the site holds about one person, for that person (GDPR, article 20)."""

from typing import Any

from registrations.queries.own import Own, consents_of


def own_data(own: Own) -> dict[str, Any]:
    """Names as in the database, values as they are; instants in ISO 8601."""
    registration, attendee = own.registration, own.attendee
    person = {
        name: getattr(attendee, name)
        for name in (
            "form_of_address",
            "family_name",
            "given_name",
            "name_other",
            "display_order",
            "position",
            "email",
            "language",
            "mode",
            "interpretation_language",
            "needs",
            "other_service",
        )
    }
    return {
        "reference": registration.reference,
        "state": registration.state,
        "edition": str(registration.edition),
        "received": registration.created_at.isoformat(),
        "changed": registration.updated_at.isoformat(),
        "organisation": registration.organisation_name,
        "country": registration.country,
        "category": str(attendee.category),
        **person,
        "sessions": [session.title.text for session in own.sessions],
        "consents": [
            {
                "purpose": record.text.purpose,
                "version": record.text.version,
                "given": record.given_at.isoformat(),
                "withdrawn": record.withdrawn_at and record.withdrawn_at.isoformat(),
            }
            for record in consents_of(attendee)
        ],
        "erased_on": own.settings.erased_on.isoformat(),
    }
