"""Every view has its code."""

from core.vision.segmentation.script import VIEW_SCRIPTS, write_script
from core.vision.segmentation.state import VIEWS, State


def test_every_view_has_its_script():
    assert {*VIEW_SCRIPTS} == {*VIEWS}
    assert "class UNet(nn.Module)" in write_script(State()).text
