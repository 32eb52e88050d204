"""Who may do what: the site's roles, each with the fewest rights its work needs."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale, Page

from home.models import HomePage
from translations.languages import source_language
from translations.models import TranslatorLocale

EDITORS, MODERATORS, CLERKS = "Editors", "Moderators", "Clerks"
SETTINGS = ("consenttext", "participantcategory", "quota", "registrationsettings")
FACTS = (
    *("edition", "material", "organisation", "room", "session", "speaker", "theme", "track"),
    "venue",
)
EDITOR_PERMISSIONS = [
    "wagtailadmin.access_admin",
    "wagtail_localize.submit_translation",
    "translations.add_publication",
    "programme.change_schedule",
    "programme.release_schedule",
    "programme.change_keyfigures",
    "programme.change_speakersubmission",
    "registrations.add_sessionmessage",
    *(f"programme.{verb}_{noun}" for noun in FACTS for verb in ("add", "change", "delete")),
    *(f"translations.{verb}_glossaryterm" for verb in ("add", "change", "delete")),
    *(f"programme.{verb}_interpreter" for verb in ("add", "change", "delete")),
    *(f"registrations.{verb}_{noun}" for noun in SETTINGS for verb in ("add", "change", "delete")),
]
#: Which columns of a term that is, its form knows.
TRANSLATOR_PERMISSIONS = ["wagtailadmin.access_admin", "translations.change_glossaryterm"]
#: Whoever holds these sees personal data, and needs a second factor (settings).
CLERK_PERMISSIONS = [
    "wagtailadmin.access_admin",
    "registrations.view_attendee",
    "registrations.export_attendee",
    "registrations.change_registration",
    "registrations.view_purge",
    "outbox.view_outgoingemail",
    "outbox.resend_outgoingemail",
    # Editors write what the public reads of a speaker; the private address is not theirs.
    "programme.change_speaker",
    "programme.change_interpreter",
    "programme.see_private_email",
]
FILES = [
    ("wagtailimages", ("add_image", "change_image", "choose_image")),
    ("wagtaildocs", ("add_document", "change_document", "choose_document")),
]


def translators(language: str) -> str:
    """Name of the group that translates into `language`."""
    return f"Translators ({language})"


@transaction.atomic
def setup_roles() -> list[Group]:
    """Make the roles, or bring their rights back to what they are meant to be."""
    homes = {home.locale.language_code: home for home in HomePage.objects.select_related("locale")}
    source = source_language()
    groups = [
        _group(EDITORS, EDITOR_PERMISSIONS),
        _group(MODERATORS, [*TRANSLATOR_PERMISSIONS, "translations.add_publication"]),
        _group(CLERKS, CLERK_PERMISSIONS),
    ]
    _on_pages(groups[0], [homes[source]], ["add", "change", "publish", "lock"])
    _on_pages(groups[1], homes.values(), ["change", "publish", "lock", "unlock"])
    _on_files(groups[0])
    _on_files(groups[1], nothing=True)
    for code in homes:
        if code != source:
            _into(groups[1], code)
    for code, home in homes.items():
        if code != source:
            group = _group(translators(code), TRANSLATOR_PERMISSIONS)
            _on_pages(group, [home], ["change", "publish"])
            _into(group, code)
            groups.append(group)
    return groups


def _group(name: str, permissions: Iterable[str]) -> Group:
    group, _created = Group.objects.get_or_create(name=name)
    group.permissions.set([_permission(name) for name in permissions])
    return group


def _permission(name: str) -> Permission:
    app_label, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


def _into(group: Group, language: str) -> None:
    locale = Locale.objects.get(language_code=language)
    TranslatorLocale.objects.get_or_create(group=group, locale=locale)


def _on_pages(group: Group, pages: Iterable[Page], verbs: Iterable[str]) -> None:
    content_type = ContentType.objects.get_for_model(Page)
    wanted = [
        (page, Permission.objects.get(content_type=content_type, codename=f"{verb}_page"))
        for page in pages
        for verb in verbs
    ]
    held = GroupPagePermission.objects.filter(group=group)
    for grant in held:
        if (grant.page_id, grant.permission_id) not in {(p.pk, v.pk) for p, v in wanted}:
            grant.delete()
    for page, permission in wanted:
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _on_files(group: Group, *, nothing: bool = False) -> None:
    GroupCollectionPermission.objects.filter(group=group).delete()
    if nothing:
        return
    root = Collection.get_first_root_node()
    for app_label, codenames in FILES:
        for permission in Permission.objects.filter(
            content_type__app_label=app_label, codename__in=codenames
        ):
            GroupCollectionPermission.objects.create(
                group=group, collection=root, permission=permission
            )
