"""What is said of a drawing or a picture."""

import torch

from core.vision.segmentation.sketch import Sketched, Sketching
from core.vision.segmentation.sketch_words import caption, sentence

BINARY = ("background", "shape")
PHOTO = Sketching(source="picture")


def seen(share: float) -> Sketched:
    shape = torch.full((4, 4), share)
    return Sketched(torch.zeros(4, 4), torch.stack((1 - shape, shape)), BINARY)


def test_the_sentence_tells_how_much_is_shape():
    assert "**Draw something.** Draw a closed line" in sentence(Sketching(strokes=""), seen(0.9))
    assert "**No shape.** Draw a closed line" in sentence(Sketching(), seen(0.1))
    assert sentence(PHOTO, seen(0.1)) == "**No shape.**"
    assert "**16 pixels of shape**, 100.0\N{NO-BREAK SPACE}%" in sentence(Sketching(), seen(0.9))


def test_of_many_classes_the_largest_are_told():
    names = ("background", *"abcdefg")
    mask = torch.tensor([0] * 4 + [1] * 1 + [2] * 2 + [3] * 3 + [4] * 4 + [5] * 5 + [6] * 6)
    every = torch.nn.functional.one_hot(mask, 8).float().T.view(8, 5, 5)
    said = sentence(PHOTO, Sketched(torch.zeros(5, 5), every, names)).replace("\xa0", " ")
    assert said.startswith(
        "**f: 24.0 %, e: 20.0 %, d: 16.0 %, c: 12.0 %, b: 8.0 %** of the picture"
    )
    assert "other classes 4.0 %; background 16.0 %." in said


def test_the_caption_tells_what_the_network_knows():
    assert "laid over a texture" in caption(Sketching())
    said = caption(PHOTO)
    assert "Ellipses, boxes and stars" in said and "outside of what it has seen" in said
    assert "texture. The network" not in said
