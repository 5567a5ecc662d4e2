"""The script of the view "Network"."""

from core.vision.segmentation.network import VALID
from core.vision.segmentation.shapes import Shapes
from core.vision.segmentation.shapes_script import shapes_script


def test_it_has_the_settings_on_top():
    text = shapes_script(Shapes(side=76, depth=2, padding=VALID, cut=("2",), channels=3)).text
    for part in ('"depth": 2', '"padding": "Valid"', '"fit": "Crop"', '"cut": (2,)', "side = 76"):
        assert part in text
    assert "def fitted(" in text and text.count("class UNet(nn.Module)") == 1
