"""Two editors release at the same moment: one version, and a sentence for the other."""

MOVE = """
from programme.models import Session
from programme.services.schedule import unplace_session
unplace_session(Session.objects.get(code="P1"))
"""


def test_two_releases_at_once_make_one_version(copy):
    copy.run(MOVE)
    both = [copy.start("release_schedule", "forum-2027") for _editor in range(2)]
    assert sorted(process.wait(timeout=60) for process in both) == [0, 1]
    versions = copy.rows("SELECT version FROM programme_schedule ORDER BY version")
    assert versions == [(0,), (1,), (2,)]
    assert "Aucun changement depuis la dernière diffusion." in (copy.folder / "log").read_text()
