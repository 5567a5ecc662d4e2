"""The drawing of a U-Net."""

from dataclasses import replace

import pytest

from core.plots.unet import AGAIN, CROPPED, CUT, FAILS, MADE, MISSING, SKIP, UP
from core.vision.segmentation.drawing import drawing
from core.vision.segmentation.network import PAPER, PAPER_SIDE, VALID
from core.vision.segmentation.shapes import Shapes

PAPERS = Shapes(side=PAPER_SIDE, depth=4, width=64, padding=VALID, norm=PAPER.norm)


def blocks(setting: Shapes) -> dict:
    return {block.name: block for block in drawing(setting).blocks}


def test_the_parameters_at_the_blocks_are_all_of_the_network():
    counts = [
        int(block.words[1].replace(",", ""))
        for block in drawing(PAPERS).blocks
        if len(block.words) == 2
    ]
    assert len(counts) == 10 and sum(counts) == 31_030_658


def test_the_slabs_are_the_maps_of_the_paper():
    shown = blocks(PAPERS)
    assert [(slab.channels, slab.side) for slab in shown["Encoder 1"].slabs] == [
        (64, 570),
        (64, 568),
    ]
    decoder = [(slab.channels, slab.side, slab.tone) for slab in shown["Decoder 1"].slabs]
    assert decoder == [(64, 392, SKIP), (64, 392, UP), (64, 390, ""), (64, 388, "")]
    assert shown["Bottleneck"].words == ("1024 × 28²", "14,157,824")
    assert shown["Scores"].words == ("2 × 388²", "130")
    assert {skip.state for skip in drawing(PAPERS).skips} == {CROPPED}


def test_the_columns_go_down_and_up():
    picture = drawing(Shapes(depth=2))
    assert [block.column for block in picture.blocks] == [0, 1, 2, 3, 4, 5, 6]
    assert [block.level for block in picture.blocks] == [1, 1, 2, 3, 2, 1, 1]


def test_what_comes_after_a_failure_is_missing():
    shown, picture = blocks(Shapes(side=50, depth=2)), drawing(Shapes(side=50, depth=2))
    assert shown["Decoder 2"].state == FAILS and shown["Decoder 2"].words == ("25 ≠ 24",)
    assert shown["Decoder 1"].state == shown["Scores"].state == MISSING
    assert [skip.state for skip in picture.skips] == [MISSING, FAILS]
    assert blocks(Shapes(side=64, padding=VALID))["Bottleneck"].state == FAILS
    ends = {block.name for block in picture.blocks}
    assert {end for arrow in picture.arrows for end in (arrow.source, arrow.target)} <= ends


def test_a_cut_skip_is_no_skip():
    setting = Shapes(cut=("2",))
    assert [skip.state for skip in drawing(setting).skips] == [MADE, CUT, MADE]
    assert [slab.tone for slab in blocks(setting)["Decoder 2"].slabs][:2] == [AGAIN, UP]


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
@pytest.mark.parametrize("side", [4, 31, 92, 130])
@pytest.mark.parametrize("padding", ["Same", VALID])
def test_any_network_can_be_drawn(depth, side, padding):
    picture = drawing(replace(Shapes(), depth=depth, side=side, padding=padding, width=2))
    assert len(picture.blocks) == 2 * depth + 3 and len(picture.skips) == depth
    assert all(block.slabs for block in picture.blocks)
