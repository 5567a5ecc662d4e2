"""Skips that are worth doing without."""

from core.registry import Preset
from core.vision.segmentation.state import SKIPS, State

OF_SKIPS = (
    Preset(
        "The coarsest skip",
        "With zeros in the skip of level 3 hardly anything is found: the decoder learned to rely "
        "on it. A network that never had any skip, with as many parameters, finds most shapes: it "
        "learned another way.",
        State(view=SKIPS),
        question="A trained network gets zeros in place of what one of its skips carries. Which "
        "one does it miss most?",
        answers=("The finest, level 1", "Level 2", "The coarsest, level 3"),
        right="The coarsest, level 3",
    ),
    Preset(
        "The finest skip",
        "All shapes are still found, and their edges lie within a pixel of where they belong; but "
        "many are that pixel off, so Dice falls a little. The finer a skip, the less this network "
        "misses it. See Each skip.",
        State(view=SKIPS, zeroed=("1",), carrying="1"),
        question="And without the finest skip, whose maps are as large as the picture: are the "
        "shapes still found?",
        answers=("Yes", "No"),
        right="Yes",
    ),
    Preset(
        "The bottleneck alone",
        "All skips carry zeros; only what went through the bottleneck is left. In this network, "
        "which was trained with skips, it does not make a mask.",
        State(view=SKIPS, zeroed=("1", "2", "3"), carrying="3"),
        question="All skips carry zeros. Does the bottleneck alone still make a useful mask?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "Cut is not zeroed",
        "Both networks have no skip left and as many parameters. The one that was trained without "
        "them finds most of each shape, since its bottleneck learned to carry what it needs; the "
        "other, whose skips carry zeros, gets hardly any of them. So zeros do not tell what a "
        "skip is for.",
        State(view=SKIPS, zeroed=("1", "2", "3"), probed=7),
        question="Two networks without any skip: one was trained so, in the other zeros took the "
        "skips' place after its training. Which finds the shapes?",
        answers=("The one that was trained so", "The one with zeros", "Both alike"),
        right="The one that was trained so",
    ),
)
