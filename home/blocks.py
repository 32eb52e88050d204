"""Blocks that every page of words shares."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul"]


class BodyBlock(blocks.StreamBlock):
    """The body of a page: headings, text, notes, pictures, in any order."""

    heading = blocks.CharBlock(
        label=_("Heading"), max_length=120, icon="title", template="home/blocks/heading.html"
    )
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)
    note = blocks.RichTextBlock(
        label=_("Note"),
        features=["bold", "italic", "link"],
        icon="info-circle",
        template="home/blocks/note.html",
    )
    image = ImageBlock(label=_("Picture"), template="home/blocks/image.html")
