"""What is said of the view "Train"."""

INTUITION = """
On the left are the features that the network gets of a point, then come its hidden layers; on the
right is its output at every point of the plane. Each small picture shows one neuron's output over
the same plane. A link is a weight: the wider the link, the larger the weight, **orange** if it is
positive and **blue** if it is negative.

An epoch uses every training point once, in batches. For each batch PyTorch computes the loss and
sends its gradient back through the links; then the optimizer takes one step.

Every epoch is kept. Move the slider under the curves, and all pictures go back to that epoch. Press
*Go on from epoch …* there, change something, and train on. The old curve stays in grey.
"""

HONESTY = (
    (
        "Training",
        "Nothing. It is torch.nn.Sequential, autograd and torch.optim, batch by batch; the "
        "script under Code gives the same losses.",
    ),
    (
        "Map",
        "The large map is computed at 50 × 50 points and the small ones at 20 × 20. In between "
        "they are drawn smoothly, in 256 steps of colour.",
    ),
    (
        "Links",
        "The gradient is that of the last batch, and the last update is what its step added. The "
        "widest link stands for a weight of 2, or for the largest weight if that is larger.",
    ),
    (
        "Losses",
        "They leave out penalties and dropout: the network is evaluated in eval mode, on all "
        "points.",
    ),
    (
        "Curves",
        "At most 256 moments of them are drawn. With more than one epoch per picture, the slider "
        "still shows every epoch that was skipped.",
    ),
    (
        "Compared with TensorFlow Playground",
        "Its six data sets have the same distributions here. Its squared error is half of "
        "MSELoss, so its learning rate of 0.03 is 0.015 here; its first weights and biases are "
        "drawn in another way.",
    ),
)
"""What is simplified, part by part."""


def honesty_rows() -> list[dict[str, str]]:
    """A row for each part of the page."""
    return [{"Part": part, "What is simplified": text} for part, text in HONESTY]
