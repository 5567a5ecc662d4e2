"""The script of the view "Checkerboard"."""

from core.vision.segmentation.doubling import DRAWN, Doubling
from core.vision.segmentation.doubling_script import doubling_script


def test_seeds_are_there_only_where_weights_are_drawn():
    assert "generator" not in doubling_script(Doubling()).text
    assert "seed = 3" in doubling_script(Doubling(weights=DRAWN, draw=3)).text
