"""Every view has its code."""

from core.networks.landscape.script import VIEW_SCRIPTS, write_script
from core.networks.landscape.state import VIEWS, State


def test_every_view_has_its_script():
    assert {*VIEW_SCRIPTS} == {*VIEWS}
    assert "loss_at" in write_script(State(digits=100)).text
