"""Networks that are worth seeing."""

from core.registry import Preset
from core.vision.segmentation.network import PAD, PAPER, PAPER_SIDE, VALID
from core.vision.segmentation.state import NETWORK, State

OF_SHAPES = (
    Preset(
        "Down, across, up",
        "On the way down the maps get smaller and more numerous: the network knows what is there, "
        "and no longer exactly where. On the way up, each level gets the maps of the same size "
        "back from the left, through a skip: these still know where.",
        State(view=NETWORK),
        question="A mask needs an answer for every pixel, but pooling throws pixels away. Where "
        "does the decoder get the fine detail from?",
        answers=("From the bottleneck", "From the skips", "From the head"),
        right="From the skips",
    ),
    Preset(
        "The network of the paper",
        "Ronneberger, Fischer and Brox (2015): 23 convolutions and 31,030,658 parameters, of which "
        "nearly half are in the bottleneck. Its convolutions have no padding, so 572 pixels "
        "become 388, and each skip is cropped.",
        State(
            view=NETWORK,
            side=PAPER_SIDE,
            **{name: getattr(PAPER, name) for name in ("depth", "width", "padding", "norm")},
        ),
        question="In the paper’s U-Net a picture of 572 × 572 goes in. How large is the mask?",
        answers=("572 × 572", "388 × 388", "286 × 286"),
        right="388 × 388",
    ),
    Preset(
        "A size that does not fit",
        "50 is even, but half of it, 25, is not: pooling makes 12 of it, upsampling makes 24, and "
        "24 does not go together with 25. PyTorch says so at the concatenation. Choose one of the "
        "cures below.",
        State(view=NETWORK, side=50, depth=2),
        question="Depth 2, padding, and a picture of 50 × 50. Does it go through?",
        answers=("Yes", "No"),
        right="No",
    ),
    Preset(
        "Padded",
        "A row and a column of zeros are added to what comes from below, and the mask is as large "
        "as the picture. Many programs do this. Along the edge the network then sees zeros that "
        "were never in the picture.",
        State(view=NETWORK, side=50, depth=2, fit=PAD),
        question="And if the smaller maps are padded with zeros?",
        answers=("A mask of 48 × 48", "A mask of 50 × 50"),
        right="A mask of 50 × 50",
    ),
    Preset(
        "Too small for valid convolutions",
        "Every level takes four pixels and then half of the rest: 64, 60, 30, 26, 13, 9, 4, and "
        "the two convolutions of the bottleneck leave 0. Fewer levels or a larger picture help.",
        State(view=NETWORK, side=64, depth=3, padding=VALID, norm=False),
        question="64 × 64 pixels through a U-Net of depth 3 without padding. What is left?",
        answers=("24 × 24", "4 × 4", "Nothing: PyTorch raises an error"),
        right="Nothing: PyTorch raises an error",
    ),
    Preset(
        "Deeper is more",
        "Each level doubles the channels, so it has about four times the parameters of the one "
        "above. With four levels, the lowest two rows hold over 85 % of all.",
        State(view=NETWORK, side=128, depth=4, width=32),
        question="One more level at the bottom: how does the number of parameters grow?",
        answers=("By a tenth", "About twofold", "About fourfold"),
        right="About fourfold",
    ),
    Preset(
        "A skip cut",
        "Without a skip the decoder takes the maps from below twice, so that the number of "
        "parameters stays the same. What the finest encoder saw is lost: its exact edges.",
        State(view=NETWORK, cut=("1",)),
        question="The finest skip is cut. Does the network have fewer parameters now?",
        answers=("Yes", "No, as many"),
        right="No, as many",
    ),
)
