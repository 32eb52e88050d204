"""Whatever a text holds, each format brings it back as it went out."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from translations.enums import StringState
from translations.exchange.files import FORMATS, read
from translations.exchange.units import Document, Unit
from translations.labels import label_set
from translations.queries.labels import LabelPlace, LabelText


def unit(number: int, source: str, target: str) -> Unit:
    place = LabelPlace(label_set("programme.session"), number, "title", "ko")
    text = LabelText(place, source, "fr", target, StringState.TRANSLATED)
    return Unit(place.key, text, "séance", "séance · titre")


texts = st.text(min_size=1, max_size=200).filter(str.strip)


@pytest.mark.parametrize("kind", sorted(FORMATS))
# How fast texts are made up depends on what else the machine does.
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=5))
@example([("a\\", 'b\\n"c"'), ("x\r\ny", "<b>&amp;</b>\t%s"), ("é\u2028è", "\x00가\x1c나\x85")])
def test_texts_come_back_as_they_went_out(kind, pairs):
    units = [unit(number, *pair) for number, pair in enumerate(pairs)]
    units = [found for found in units if found.source and found.target]
    content = FORMATS[kind][2](Document("labels", "Libellés", "ko", units))
    if not units:
        return
    entries = read("x", content).entries
    assert [(e.id, e.source, e.target) for e in entries] == [
        (found.id, found.source, found.target) for found in units
    ]
    assert [e.seen for e in entries] == [found.seen.split()[1] for found in units]
