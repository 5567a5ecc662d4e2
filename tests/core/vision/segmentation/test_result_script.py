"""The script of the view "Result"."""

from core.vision.segmentation.result import Looking
from core.vision.segmentation.result_script import FILE, result_script


def test_it_comes_with_the_weights():
    script = result_script(Looking(number=2, threshold=0.7))
    assert [*script.files] == [FILE] and f'load_file("{FILE}")' in script.text
    assert "class_scores" not in script.text and "is_many" not in script.text
    assert "seed = 10002" in script.text and "threshold = 0.7" in script.text
