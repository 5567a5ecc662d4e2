"""The script of the view "Your drawing"."""

from core.vision.segmentation.sketch import Sketching
from core.vision.segmentation.sketch_script import DRAWING, WEIGHTS, sketch_script


def test_it_comes_with_the_drawing_and_the_weights():
    script = sketch_script(Sketching(dark=True))
    assert {*script.files} == {DRAWING, WEIGHTS} and "contrast = -0.35" in script.text
