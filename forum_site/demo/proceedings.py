"""The sample's proceedings: of one past meeting, and a document of the coming edition."""

from typing import Any

from programme.enums import FIGURES, EditionState
from programme.models import Edition, KeyFigures, Material, MaterialVersion, Session
from programme.pages import ProceedingsPage
from programme.services.editions import change_state
from programme.services.fact_pages import add_fact
from programme.services.proceedings import create_proceedings, sign_off_figures

from . import files
from .content import columns, paragraphs, read
from .words import publish_fact

Known = dict[str, Any]


def load_proceedings() -> None:
    """Page, figures, documents, recordings and pictures; then the state that follows."""
    texts = read("proceedings")
    tour = texts["tour"]
    edition = Edition.objects.get(slug=tour["slug"])
    create_proceedings(edition)
    publish_fact(edition, ProceedingsPage, introduction=paragraphs(tour["introduction"]))
    sign_off_figures(figures_from(edition, tour["figures"]))
    for order, item in enumerate(tour["material"]):
        add_fact(material_from(item, edition, order=order))
    change_state(edition, EditionState.PROCEEDINGS_OUT)
    for item in texts["session"]:
        session = Session.objects.get(code=item["code"])
        add_fact(material_from(item, session.edition, session=session))


def figures_from(edition: Edition, item: Known) -> KeyFigures:
    numbers = {name: item[name] for name in FIGURES}
    return KeyFigures(edition=edition, **numbers, **columns("note", item["note"]))


def material_from(item: Known, edition: Edition, **facts: Any) -> Material:
    """An unsaved material with its versions, whose files are drawn."""
    material = Material(
        edition=edition,
        kind=item["kind"],
        credit=item.get("credit", ""),
        **facts,
        **columns("title", item["title"]),
        **columns("alt", item.get("alt")),
    )
    name = f"exemple-{item.get('code', 'tour')}-{item['kind']}".lower()
    if "picture" in item:
        material.photograph = files.picture(item["picture"], item["title"]["fr"])
    material.versions = [  # type: ignore[misc]  # modelcluster takes unsaved rows
        version_from(version, name, item["title"]) for version in item.get("version", [])
    ]
    return material


def version_from(item: Known, name: str, title: dict[str, str]) -> MaterialVersion:
    language = item["language"]
    return MaterialVersion(
        language=language,
        original=item.get("original", False),
        translator=item.get("translator", ""),
        url=item.get("url", ""),
        document=files.document(name, title[language], item["text"], language)
        if "text" in item
        else None,
    )
