"""The properties of tests/registrations/test_fuzz.py, asked of many more cases."""

import pytest

from tests.registrations.test_fuzz import FORMS, run, world

__all__ = ["world"]
CASES = 1_500
pytestmark = pytest.mark.proof


@pytest.mark.parametrize("form", FORMS)
def test_whatever_is_typed(world, form):
    run(form, world, CASES)
