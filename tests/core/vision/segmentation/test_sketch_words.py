"""What is said of a drawing."""

import torch

from core.vision.segmentation.sketch import Sketched, Sketching
from core.vision.segmentation.sketch_words import sentence


def seen(share: float) -> Sketched:
    return Sketched(torch.zeros(4, 4), torch.full((4, 4), share))


def test_the_sentence_tells_how_much_is_shape():
    assert "**Draw something.**" in sentence(Sketching(strokes=""), seen(0.9))
    assert "**No shape.**" in sentence(Sketching(), seen(0.1))
    assert "**16 pixels of shape**, 100" in sentence(Sketching(), seen(0.9))
