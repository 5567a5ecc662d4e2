"""The script of the view "Skips"."""

from core.vision.segmentation.zeroing import Zeroing
from core.vision.segmentation.zeroing_script import FILE, OTHER_FILE, zeroing_script


def test_it_names_the_levels():
    script = zeroing_script(Zeroing(zeroed=("2", "1")))
    assert "zeroed = [1, 2]" in script.text and [*script.files] == [FILE, OTHER_FILE]
