"""Long runs, for `make proof` only."""

from pathlib import Path

import pytest

from tests import smtp

sink = smtp.sink
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.proof)
