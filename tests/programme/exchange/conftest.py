"""What the tests of exchange share."""

import pytest
from django.core.management import call_command

from programme.models import Edition


@pytest.fixture
def export(tmp_path):
    """`export(edition, "xml", "ko", "--draft")`: what the command writes."""

    def exported(edition: Edition, kind: str, language: str, *more: str) -> bytes:
        path = tmp_path / f"export.{kind}"
        options = ("--format", kind, "--language", language, "--output", str(path))
        call_command("export_schedule", edition.slug, *options, *more)
        return path.read_bytes()

    return exported
