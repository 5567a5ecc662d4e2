"""The script of the view "Train"."""

from core.vision.segmentation.learning import Learning
from core.vision.segmentation.learning_script import learning_script


def test_it_has_the_network_of_the_training():
    text = learning_script(Learning(scenes="Digits", depth=2, epochs=7)).text
    assert '"classes": 11' in text and '"depth": 2' in text and "epochs = 7" in text
