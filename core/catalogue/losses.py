"""Losses: what an answer costs, by how far it is from the truth. Every loss here is torch's own
module.

To add one, add a `Loss` to `LOSSES`. It says what kind of prediction it is for and how it is fed: a
function of `core.catalogue.feeds`, or one of its own.
"""

from torch import nn

from core.catalogue.class_losses import OF_LOGITS, OF_PROBABILITIES, OF_SCORES
from core.catalogue.number_losses import OF_COUNTS, OF_NUMBERS, OF_PAIRS
from core.catalogue.predictions import Kind
from core.registry import Registry

NOT_OFFERED = {
    "size_average": "deprecated: use reduction",
    "reduce": "deprecated: use reduction",
}
"""Parameters of torch's losses that are no control here, with the reason."""

_REASONS = {
    "NLLLoss2d": "an old name of NLLLoss",
    "LinearCrossEntropyLoss": (
        "CrossEntropyLoss together with the last layer, to save memory where there are very many "
        "classes"
    ),
    "TripletMarginWithDistanceLoss": "TripletMarginLoss with a distance function of your own",
    "CTCLoss": (
        "sums over all ways to align a short sequence with a long one (speech, handwriting): there "
        "is no single number to draw it against"
    ),
}

LEFT_OUT = {name: reason for name, reason in _REASONS.items() if hasattr(nn, name)}
"""Losses of this torch that are no entry here, with the reason; some came only with 2.13."""

LOSSES = Registry(
    "loss",
    OF_NUMBERS | OF_LOGITS | OF_PROBABILITIES | OF_SCORES | OF_COUNTS | OF_PAIRS,
)
"""All losses that the pages offer."""


def of_kind(kind: Kind) -> Registry:
    """The losses of one kind; one that is added to `LOSSES` later is among them."""
    return LOSSES.view(lambda name, loss: loss.kind is kind)
