"""The field's closed lists, and their groupings."""

from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EditionState(TextChoices):
    ANNOUNCED = "announced", _("Announced")
    REGISTRATION_OPEN = "registration_open", _("Registration open")
    FULL = "full", _("Full")
    CLOSED = "closed", _("Registration closed")
    HELD = "held", _("Held")
    PROCEEDINGS_OUT = "proceedings_out", _("Proceedings published")
    POSTPONED = "postponed", _("Postponed")
    MOVED_ONLINE = "moved_online", _("Moved online")
    CANCELLED = "cancelled", pgettext_lazy("programme", "Cancelled")


#: States of an edition that has taken place.
HELD_STATES = {EditionState.HELD, EditionState.PROCEEDINGS_OUT}

#: States that need a public reason.
EXPLAINED_STATES = {EditionState.POSTPONED, EditionState.MOVED_ONLINE, EditionState.CANCELLED}

#: What is said of an edition in one of these states, at the top of its pages.
STATE_SENTENCES = {
    EditionState.POSTPONED: _("This edition is postponed."),
    EditionState.MOVED_ONLINE: _("This edition takes place online."),
    EditionState.CANCELLED: _("This edition is cancelled."),
}

_GOING_AHEAD = {
    EditionState.ANNOUNCED,
    EditionState.REGISTRATION_OPEN,
    EditionState.FULL,
    EditionState.CLOSED,
    EditionState.POSTPONED,
    EditionState.MOVED_ONLINE,
}
#: From each state, the states that may follow.
TRANSITIONS: dict[EditionState, set[EditionState]] = {
    EditionState.ANNOUNCED: {EditionState.REGISTRATION_OPEN, EditionState.HELD},
    EditionState.REGISTRATION_OPEN: {EditionState.FULL, EditionState.CLOSED},
    EditionState.FULL: {EditionState.REGISTRATION_OPEN, EditionState.CLOSED},
    EditionState.CLOSED: {EditionState.REGISTRATION_OPEN, EditionState.HELD},
    EditionState.HELD: {EditionState.PROCEEDINGS_OUT},
    EditionState.PROCEEDINGS_OUT: set(),
    EditionState.POSTPONED: {EditionState.ANNOUNCED, EditionState.REGISTRATION_OPEN},
    EditionState.MOVED_ONLINE: {
        EditionState.REGISTRATION_OPEN,
        EditionState.CLOSED,
        EditionState.HELD,
    },
    EditionState.CANCELLED: set(),
}
for _state in _GOING_AHEAD:
    TRANSITIONS[_state] |= EXPLAINED_STATES - {_state}


class CalendarStatus(TextChoices):
    """What calendars say of an event (RFC 5545, 3.8.1.11)."""

    CONFIRMED = "CONFIRMED", pgettext_lazy("calendar", "Confirmed")
    TENTATIVE = "TENTATIVE", pgettext_lazy("calendar", "Tentative")
    CANCELLED = "CANCELLED", pgettext_lazy("calendar", "Cancelled")


class DatePrecision(TextChoices):
    DAY = "day", _("To the day")
    MONTH = "month", _("Month only")


class AttendanceMode(TextChoices):
    ON_SITE = "on_site", _("On site")
    ONLINE = "online", _("Online")
    MIXED = "mixed", _("Hybrid")


class Zone(TextChoices):
    """The two shores' time zones, named as a reader of either knows them."""

    PARIS = "Europe/Paris", _("Paris")
    SEOUL = "Asia/Seoul", _("Seoul")

    @property
    def info(self) -> ZoneInfo:
        return ZoneInfo(self.value)

    @property
    def other(self) -> "Zone":
        return Zone.SEOUL if self == Zone.PARIS else Zone.PARIS


class Country(TextChoices):
    FRANCE = "FR", _("France")
    KOREA = "KR", _("Korea")


class OrganisationKind(TextChoices):
    CITY = "city", _("City")
    METROPOLIS = "metropolis", _("Metropolis")
    REGION = "region", _("Region")
    PROVINCE = "province", _("Province")
    EMBASSY = "embassy", _("Embassy")
    NETWORK = "network", _("Network")
    MINISTRY = "ministry", _("Ministry")
    UNIVERSITY = "university", _("University")
    COMPANY = "company", _("Company")


#: Those that govern a territory.
LOCAL_AUTHORITIES = {
    OrganisationKind.CITY,
    OrganisationKind.METROPOLIS,
    OrganisationKind.REGION,
    OrganisationKind.PROVINCE,
}


class PartnerRole(TextChoices):
    HOST = "host", _("Host")
    CO_ORGANISER = "co_organiser", _("Co-organiser")
    SUPPORTER = "supporter", _("With the support of")
    PARTNER = "partner", _("Partner")


class SessionKind(TextChoices):
    CEREMONY = "ceremony", _("Ceremony")
    PLENARY = "plenary", _("Plenary session")
    CONFERENCE = "conference", _("Conference")
    ROUND_TABLE = "round_table", _("Round table")
    WORKSHOP = "workshop", _("Workshop")
    MICRO_WORKSHOP = "micro_workshop", _("Micro-workshop")
    COUNTRY_GROUP = "country_group", _("Country-group meeting")
    FIELD_VISIT = "field_visit", _("Field visit")
    STEERING_COMMITTEE = "steering_committee", _("Steering committee")
    BREAK = "break", _("Break")


#: Everybody is expected there.
FOR_EVERYBODY = {SessionKind.CEREMONY, SessionKind.PLENARY}
#: Interpreted from booths; elsewhere interpreters whisper, or speak in turn.
IN_BOOTHS = FOR_EVERYBODY | {SessionKind.CONFERENCE, SessionKind.ROUND_TABLE}
#: Open to some only, or nothing to listen to.
NOT_FOR_LISTENERS = {
    SessionKind.COUNTRY_GROUP,
    SessionKind.STEERING_COMMITTEE,
    SessionKind.BREAK,
}


class SessionState(TextChoices):
    CONFIRMED = "confirmed", _("Confirmed")
    CANCELLED = "cancelled", pgettext_lazy("programme", "Cancelled")


class Language(TextChoices):
    """Languages that are spoken or interpreted at the forum."""

    FRENCH = "fr", _("French")
    KOREAN = "ko", _("Korean")
    ENGLISH = "en", _("English")


class LanguageUse(TextChoices):
    SPOKEN = "spoken", _("Spoken")
    INTERPRETED = "interpreted", _("Interpreted")


class SpeakerRole(TextChoices):
    SPEAKER = "speaker", _("Speaker")
    MODERATOR = "moderator", _("Moderator")
    CHAIR = "chair", _("Chair")


class FormOfAddress(TextChoices):
    NONE = "", pgettext_lazy("form of address", "None")
    MS = "ms", _("Ms")
    MR = "mr", _("Mr")


class NameOrder(TextChoices):
    GIVEN_FIRST = "given_first", _("Given name first")
    FAMILY_FIRST = "family_first", _("Family name first")


class TrackColour(TextChoices):
    CELADON = "celadon", _("Celadon")
    INDIGO = "indigo", _("Indigo")
    OCHRE = "ochre", _("Ochre")
    PLUM = "plum", _("Plum")
    PINE = "pine", _("Pine")


class ScheduleState(TextChoices):
    DRAFT = "draft", _("Draft")
    RELEASED = "released", _("Released")


class ChangeKind(TextChoices):
    """What a release changed about a session for the public."""

    ADDED = "added", _("Added")
    MOVED = "moved", pgettext_lazy("programme", "Moved")
    CANCELLED = "cancelled", pgettext_lazy("programme", "Cancelled")
    REINSTATED = "reinstated", _("Takes place after all")
    REMOVED = "removed", _("Removed")


class MaterialKind(TextChoices):
    """What an edition leaves behind, in the order in which readers see it."""

    SUMMARY = "summary", pgettext_lazy("proceedings", "Summary")
    DOCUMENT = "document", pgettext_lazy("proceedings", "Document")
    RECORDING = "recording", _("Recording")
    PHOTOGRAPH = "photograph", _("Photograph")


#: Kinds of which readers wait for a version in their language.
TRANSLATED_KINDS = {MaterialKind.SUMMARY, MaterialKind.DOCUMENT}


#: What an edition is told in; the fields of key figures.
FIGURES = ("participants", "authorities", "countries", "share_abroad")


class FiguresBasis(TextChoices):
    """What key figures were counted from."""

    REGISTRATIONS = "registrations", _("Confirmed registrations")
    RECORDS = "records", _("Records of the organisers")


class JobState(TextChoices):
    """How it stands with work that the background worker does."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Under way")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class FileKind(TextChoices):
    """How a programme is written in a file."""

    XML = "xml", "schedule.xml"
    JSON = "json", "JSON"
    XLSX = "xlsx", "XLSX"
    CSV = "csv", "CSV"


class Encoding(TextChoices):
    """How the letters of a text file are written down."""

    UTF_8 = "utf-8", "UTF-8"
    UTF_16 = "utf-16", "UTF-16"
    CP949 = "cp949", "CP949 (EUC-KR)"
    CP1252 = "cp1252", "Windows-1252"


class Severity(TextChoices):
    """How bad it is that something stands against a plan; the worst first."""

    ERROR = "error", _("Error")
    WARNING = "warning", _("Warning")
    NOTICE = "notice", _("Notice")


class CopyPart(TextChoices):
    """What may come along when an edition is made from the last one."""

    ROOMS = "rooms", _("Rooms of the sessions, at the same venue")
    TRACKS = "tracks", _("Tracks")
    SESSIONS = "sessions", _("Sessions, with their places in the draft schedule")
    PARTNERS = "partners", _("Partners and themes")
    TEXTS = "texts", _("Texts of the pages, in every language")
    SPEAKERS = "speakers", _("Speakers, without e-mail address and photo")
    INTERPRETERS = "interpreters", _("Interpreters, with their names only")


#: People are asked anew, so they come along only where an editor says so.
PEOPLE = {CopyPart.SPEAKERS, CopyPart.INTERPRETERS}


class SessionLack(TextChoices):
    """What a session may lack before it can be shown."""

    PLACE = "place", _("Without a place")
    ROOM = "room", _("Without a room")
    PAGE = "page", _("Without a published page")


class SpeakerLack(TextChoices):
    """What the public may miss of a speaker."""

    PHOTO = "photo", _("Without a photo")
    BIOGRAPHY = "biography", _("Without a published biography")


class SubmissionState(TextChoices):
    """What became of a speaker's proposal."""

    PENDING = "pending", _("To review")
    ACCEPTED = "accepted", pgettext_lazy("profile", "Accepted")
    DECLINED = "declined", _("Declined")


class ProfilePart(TextChoices):
    """What a speaker may propose, and an editor take over one by one."""

    POSITION = "position", _("Position")
    BIOGRAPHY = "biography", _("Biography")
    PHOTO = "photo", _("Photo")
