"""Which loss for which task."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Task:
    """A task and its loss.

    Args:
        group: what is predicted, broadly.
        name: the task, in a few words.
        output: what the last layer gives.
        losses: the first choice first.
    """

    group: str
    name: str
    output: str
    losses: tuple[str, ...]


TASKS = (
    Task("a number", "few outliers", "one number", ("MSELoss",)),
    Task("a number", "with outliers", "one number", ("HuberLoss", "L1Loss")),
    Task("a number", "and how sure it is", "mean and variance", ("GaussianNLLLoss",)),
    Task("a number", "a count", "logarithm of the rate", ("PoissonNLLLoss",)),
    Task("a class", "yes or no", "one logit", ("BCEWithLogitsLoss",)),
    Task("a class", "one of several", "a logit a class", ("CrossEntropyLoss",)),
    Task("a class", "several at once", "a logit a label", ("BCEWithLogitsLoss",)),
    Task("a class", "as another network", "log-probabilities", ("KLDivLoss",)),
    Task("what is alike", "pairs", "two vectors", ("CosineEmbeddingLoss", "HingeEmbeddingLoss")),
    Task("what is alike", "this or that?", "three vectors", ("TripletMarginLoss",)),
    Task("what is alike", "an order", "a score each", ("MarginRankingLoss",)),
    Task("a sequence", "not aligned", "log-probabilities", ("CTCLoss",)),
)

RULES = (
    "Logits go in as they are: CrossEntropyLoss and BCEWithLogitsLoss take softmax and "
    "sigmoid themselves, and better.",
    "Classes are whole numbers for CrossEntropyLoss and NLLLoss: logits (N, C) against "
    "classes (N,). Everywhere else the target is of the prediction's own shape and type: "
    "floats for BCEWithLogitsLoss, zeros and ones too.",
    "(N, 1) against (N,) makes (N, N) differences in MSELoss, with no more than a warning. "
    "Squeeze the prediction.",
    "With mean the gradient keeps its size when the batch grows; with sum it grows along, and "
    "the learning rate has to shrink.",
    "Where one class is rare, weigh it: weight in CrossEntropyLoss, pos_weight in "
    "BCEWithLogitsLoss.",
)
"""What the right loss can be got wrong by."""
