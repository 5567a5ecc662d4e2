"""What is said of shapes."""

import pytest

from core.plots.unet import CROPPED, CUT, FAILS, MADE
from core.vision.segmentation.network import PAD, VALID
from core.vision.segmentation.shapes import Shapes
from core.vision.segmentation.shapes_words import caption, sentence, skip_says, where
from core.vision.segmentation.trace import trace


def said(setting: Shapes) -> str:
    """The sentence, whose sizes stay on one line."""
    text = sentence(setting)
    assert " × " not in text
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_sentence_tells_what_comes_out():
    assert "each gets a score for every class" in sentence(Shapes())
    cropped = said(Shapes(side=92, depth=3, padding=VALID))
    assert "92 × 92 pixels go in" in cropped and "without padding cost 88" in cropped
    assert "odd sides cost 2" in sentence(Shapes(side=50, depth=2, fit="Crop"))


def test_the_sentence_tells_what_does_not_fit():
    assert "skip brings maps of 25 × 25, and from below come maps of 24 × 24" in said(
        Shapes(side=50, depth=2)
    )
    small = Shapes(side=64, padding=VALID)
    assert "**64 × 64 is too small**: at the bottleneck" in said(small)
    assert where(trace(small.architecture, 64).steps[-1]) == "the bottleneck"


@pytest.mark.parametrize(
    ("setting", "state", "last"),
    [
        (Shapes(side=64), MADE, "64²"),
        (Shapes(side=92, depth=1, padding=VALID), CROPPED, "→ 80²"),
        (Shapes(side=63, depth=1), FAILS, "63² ≠ 62²"),
    ],
)
def test_a_skip_says_what_it_carries(setting, state, last):
    (join,) = (
        step
        for step in trace(setting.architecture, setting.side).steps
        if step.kind == "concat" and step.level == 1
    )
    texts = skip_says(state, join)
    assert texts[-1] == last and list(texts) == sorted(texts, key=len, reverse=True)
    assert skip_says(CUT, join)[-1] == "Cut"


def test_the_caption_tells_which_sizes_fit():
    assert "a multiple of 8" in caption(Shapes(depth=3, fit=PAD))
    assert "costs two rows" in caption(Shapes(padding=VALID))
