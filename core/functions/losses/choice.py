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
    Task("Number", "Few outliers", "One number", ("MSELoss",)),
    Task("Number", "With outliers", "One number", ("HuberLoss", "L1Loss")),
    Task("Number", "And how sure it is", "Mean and variance", ("GaussianNLLLoss",)),
    Task("Number", "A count", "Logarithm of the rate", ("PoissonNLLLoss",)),
    Task("Class", "Yes or no", "One logit", ("BCEWithLogitsLoss",)),
    Task("Class", "One of several", "One logit per class", ("CrossEntropyLoss",)),
    Task("Class", "Several at once", "One logit per label", ("BCEWithLogitsLoss",)),
    Task("Class", "Imitate a network", "Log-probabilities", ("KLDivLoss",)),
    Task("Similarity", "Pairs", "Two vectors", ("CosineEmbeddingLoss", "HingeEmbeddingLoss")),
    Task("Similarity", "More like this?", "Three vectors", ("TripletMarginLoss",)),
    Task("Similarity", "A ranking", "One score each", ("MarginRankingLoss",)),
    Task("Sequence", "Not aligned", "Log-probabilities", ("CTCLoss",)),
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
