"""What each view of the segmentation page is about, for somebody who has never seen one."""

from core.vision.segmentation.state import (
    CHECKERBOARD,
    LOSSES,
    NETWORK,
    PICTURE,
    RESULT,
    SKIPS,
    TRAIN,
    State,
)

INTUITION = {
    NETWORK: "**An answer for every pixel.** A classifier says what is in a picture. Segmentation "
    "says for each pixel what it belongs to: a mask as large as the picture. U-Net (Ronneberger, "
    "Fischer and Brox 2015) was made to find cells in pictures from a microscope, from 30 labelled "
    "pictures.\n\n**Why a U.** To know what a pixel belongs to, a network has to look far around "
    "it. Convolution and pooling do that: each level halves the maps, so a convolution of 3 × 3 "
    "sees twice as far. But what is halved no longer knows exactly where an edge was. So the way "
    "back up doubles the maps again, and at each level the maps from the way down are laid beside "
    "them: the skips. From below comes what is there, from the left comes where it is.\n\n**Why "
    "sizes must fit.** Two stacks of maps can be concatenated only if all maps are equally large. "
    "If a side is odd, pooling drops a row, and doubling does not bring it back.",
    RESULT: "**What comes out.** For each pixel and each class the network gives a score; softmax "
    "makes probabilities of them. A threshold turns the probability of shape into a mask.\n\n**Is "
    "it good?** The share of right pixels says little, because most pixels are background: a mask "
    "that is empty has most of them right. Dice and IoU ask how far mask and truth overlap, and an "
    "empty mask has 0. Both agree on which of two masks is better for one picture: Dice = 2 IoU / "
    "(1 + IoU). Boundary F1 looks at the edges alone, which are few pixels and so hardly count in "
    "Dice.\n\n**Beside what?** A number says nothing alone. The grey threshold is what you get "
    "without any learning, and an empty mask what you get for nothing.",
    PICTURE: "**A picture that nobody made for it.** The network learned from pictures that a "
    "program draws: ellipses, boxes and stars over a texture, most of them mere outlines, with "
    "strokes that belong to nothing. Your drawing is laid over the same texture. What it does with "
    "shapes that it has never seen, such as a spiral, a letter or a circle with a gap, shows what "
    "it has learned: not the shapes, but what it means that a line is closed.\n\n**A photo.** Give "
    "it a picture of the world and it still answers for every pixel: it has no way to say that it "
    "has never seen such a thing. To segment photos, train a network on photos with masks, under "
    "**Train**.",
    SKIPS: "**Two ways to lose a skip.** A skip can be cut before the training: then the network "
    "learns to do without. Or its maps can be replaced by zeros in a network that was trained with "
    "them: then all weights behind it expect what no longer comes. The second says which skips "
    "this network uses; only the first says which ones a network needs.\n\n**What they carry.** "
    "The finest skip has maps as large as the picture, with edges and lines. The coarser ones have "
    "less detail and more meaning. What comes from below has seen the widest and is the most "
    "blurred. The decoder of each level lays both beside each other and convolves them together.",
    TRAIN: "**Pictures whose masks are known.** Labelling pixels by hand is slow, so here the "
    "pictures are drawn by a program, which knows the class of every pixel: shapes over a texture, "
    "most of them mere outlines, beside strokes that belong to nothing. To fill an outline a "
    "network has to see that it is closed, which takes a wide view; to end the mask at the right "
    "pixel it has to see the line itself. A threshold on the grey levels can do neither.\n\n"
    "**What you see.** The masks are of pictures that the network never learns from. First they "
    "are empty, then blurred blots, then shapes; the edges come last. Dice is measured on 64 such "
    "pictures after each epoch.\n\n**If it does not work**, ask the smallest question first: can "
    "the network learn a single picture by heart? If not, something is wrong with the masks, the "
    "loss or the learning rate, and more pictures will not help.",
    LOSSES: "**One loss for many small answers.** A segmentation network answers thousands of "
    "times for one picture, once for each pixel. Cross-entropy takes the mean over all of them, so "
    "what there is most of counts most, and that is background.\n\n**The trap.** A network that "
    "says background everywhere is right about most pixels. From there on every small step towards "
    "a shape costs more than it gains, until the network is sure where the shape is. If your masks "
    "stay black, look at Dice and not at the accuracy; check that the network can overfit a single "
    "picture; then change the loss.\n\n**What else there is.** Weights make the rare class count "
    "more. Dice measures the overlap instead, 2 |A ∩ B| / (|A| + |B|), with probabilities in place "
    "of pixels, so it has a gradient. Focal loss makes pixels that are right already count less. "
    "Most people add cross-entropy, whose gradient is smooth, and Dice, which is what they want.",
    CHECKERBOARD: "**How to make a map larger.** An up-convolution turns convolution around: each "
    "input pixel sends its value, times the kernel, to a window of the output, and where windows "
    "overlap the parts add up. If the kernel cannot be divided by the stride, some output pixels "
    "lie under more windows than others. Then even a flat picture comes out with a pattern: a "
    "checkerboard (Odena, Dumoulin and Olah 2016).\n\n**What helps.** A kernel that can be "
    "divided by the stride: 2 × 2, as in the paper, or 4 × 4. Or resize first and convolve then. "
    "Where the masks of your network have a pattern of two pixels, look here first.",
}


def intuition(state: State) -> str:
    """What the view is about."""
    return INTUITION[state.view]
