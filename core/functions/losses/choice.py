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
    Task("Number", "few outliers", "one number", ("MSELoss",)),
    Task("Number", "with outliers", "one number", ("HuberLoss", "L1Loss")),
    Task("Number", "and how sure it is", "mean and variance", ("GaussianNLLLoss",)),
    Task("Number", "a count", "logarithm of the rate", ("PoissonNLLLoss",)),
    Task("Class", "yes or no", "one logit", ("BCEWithLogitsLoss",)),
    Task("Class", "one of several", "one logit per class", ("CrossEntropyLoss",)),
    Task("Class", "several at once", "one logit per label", ("BCEWithLogitsLoss",)),
    Task("Class", "imitate a network", "log-probabilities", ("KLDivLoss",)),
    Task("Similarity", "pairs", "two vectors", ("CosineEmbeddingLoss", "HingeEmbeddingLoss")),
    Task("Similarity", "more like this?", "three vectors", ("TripletMarginLoss",)),
    Task("Similarity", "a ranking", "one score each", ("MarginRankingLoss",)),
    Task("Sequence", "not aligned", "log-probabilities", ("CTCLoss",)),
)

RULES = (
    "Pass logits as they are: CrossEntropyLoss and BCEWithLogitsLoss take the softmax and "
    "the sigmoid themselves, and more accurately.",
    "For CrossEntropyLoss and NLLLoss, classes are whole numbers: logits (N, C) against classes "
    "(N,). For the other losses, the target has the prediction's shape and type: "
    "BCEWithLogitsLoss wants its zeros and ones as floats.",
    "In MSELoss, (N, 1) against (N,) broadcasts to (N, N) differences, with only a warning. "
    "Squeeze the prediction.",
    "With mean, the gradient keeps its size when the batch grows. With sum, it grows too, so the "
    "learning rate has to shrink.",
    "Where one class is rare, give it more weight: weight in CrossEntropyLoss, pos_weight in "
    "BCEWithLogitsLoss.",
)
"""How the right loss is misused."""
