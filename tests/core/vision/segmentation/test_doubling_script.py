"""The script of the view "Checkerboard"."""

from core.vision.segmentation.doubling import DRAWN, TRAINED, Doubling
from core.vision.segmentation.doubling_script import FILE, doubling_script


def test_seeds_are_there_only_where_weights_are_drawn():
    assert "generator" not in doubling_script(Doubling()).text
    assert "seed = 3" in doubling_script(Doubling(weights=DRAWN, draw=3)).text


def test_a_network_comes_with_its_weights():
    script = doubling_script(Doubling(doubled=TRAINED, doubling_to="2"))
    assert [*script.files] == [FILE] and "level = 2" in script.text and "ones_" not in script.text
