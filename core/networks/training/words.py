"""What the training page says of its pictures, in sentences and tables with their numbers."""

from collections.abc import Mapping

from core.networks.training.evaluated import Evaluated, cell
from core.networks.training.modes import WAYS, ModeChoice, Outcome
from core.networks.training.steps import (
    BACKWARD,
    CALLS,
    FORWARD,
    LOSS,
    START,
    STEP,
    ZERO,
    StepChoice,
    StepRecord,
)
from core.plots.numbers import number, percent, probability, scientific, short
from core.plots.words import counted, plain
from core.training.evaluation import (
    Answers,
    best_temperature,
    calibration,
    confident_mistakes,
    confusion,
    interval,
)

CODE = {
    ZERO: "optimizer.zero_grad()",
    FORWARD: "scores = model(images)",
    LOSS: "loss = loss_function(scores, labels)",
    BACKWARD: "loss.backward()",
    STEP: "optimizer.step()",
}
"""Each call as it stands in a training loop."""


def step_sentence(record: StepRecord, choice: StepChoice) -> str:
    """What the chosen call changes, and what not."""
    return f"`{CODE[choice.call]}` {SENTENCES[choice.call](record, choice)}"


def _zero(record: StepRecord, choice: StepChoice) -> str:
    before = record.moments[START].gradient
    if not choice.zero:
        return (
            "is left out: the gradients of earlier steps stay, and the new ones are added to them."
        )
    if before is None:
        return "finds no gradients yet: this is the first step. The weights stay the same."
    return (
        f"drops the gradients of the last step, whose norm was {short(before)}. The weights stay "
        "the same."
    )


def _forward(record: StepRecord, choice: StepChoice) -> str:
    pictures, classes = record.shape
    return (
        f"computes {classes} scores for each of {counted(pictures, 'picture')} and records the "
        f"graph: {percent(record.accuracy)} are right. Weights and gradients stay the same."
    )


def _loss(record: StepRecord, choice: StepChoice) -> str:
    return (
        f"turns all scores into one number: **{number(record.loss)}**. Weights and gradients stay "
        "the same."
    )


def _backward(record: StepRecord, choice: StepChoice) -> str:
    before, after = record.moments[LOSS].gradient, record.moments[BACKWARD].gradient
    count = len(record.moments[BACKWARD].gradients)
    if before is not None:
        return (
            f"adds to the gradients that are there: their norm goes from {short(before)} to "
            f"**{short(after or 0)}**. The weights have not moved."
        )
    return (
        f"writes a gradient for each of {count} tensors, with a norm of **{short(after or 0)}** in "
        "all. The weights have not moved."
    )


def _step(record: StepRecord, choice: StepChoice) -> str:
    moved = record.moments[STEP].distance
    return f"moves the weights, by **{short(moved)}** in all. The gradients stay as they are."


SENTENCES = {ZERO: _zero, FORWARD: _forward, LOSS: _loss, BACKWARD: _backward, STEP: _step}


def step_rows(record: StepRecord, choice: StepChoice) -> list[dict[str, str]]:
    """A row for each parameter: what it is before and after the chosen call."""
    names = (START, *CALLS)
    before = record.moments[names[names.index(choice.call) - 1]]
    after = record.moments[choice.call]
    return [
        {
            "Parameter": name,
            "Norm": _change(before.norms[name], after.norms[name]),
            "Norm of its gradient": _change(before.gradients[name], after.gradients[name]),
            "Moved by": number(after.moved[name]) if after.moved[name] else "0",
        }
        for name in after.norms
    ]


def _change(before: float | None, after: float | None) -> str:
    """Two numbers with an arrow between them, one if they are equal."""
    texts = ["None" if value is None else number(value, 5) for value in (before, after)]
    return texts[0] if texts[0] == texts[1] else f"{texts[0]} → {texts[1]}"


ROUNDING = 1e-12
"""Between two calls of a network in float64; more than that is a difference. The same sum may come
out by the last digit apart where it is computed by several threads.
"""


def _apart(outcome: Outcome) -> float:
    """How far two calls are from each other; 0 if by rounding alone."""
    return outcome.difference if outcome.difference > ROUNDING else 0.0


def modes_sentence(outcomes: Mapping[str, Outcome], choice: ModeChoice) -> str:
    """What the mode decides, and what gradients do."""
    differs = _apart(outcomes["train, grad"])
    twice = (
        f"In `train()` two calls with the same pictures differ by up to **{short(differs)}**"
        if differs
        else "Without dropout two calls give the same scores in `train()` too"
    )
    return (
        f"{twice}; in `eval()` they are equal. `no_grad()` changes no score; it only stops "
        "the graph from being recorded."
    )


def modes_rows(outcomes: Mapping[str, Outcome]) -> list[dict[str, str]]:
    """A row for each way: what it changes."""
    return [
        {
            "Mode": "train()" if WAYS[name][0] else "eval()",
            "Gradients": "On" if WAYS[name][1] else "no_grad()",
            "Both calls differ by": scientific(_apart(outcome)),
            "Graph begins with": outcome.function or "No graph",
            "Running mean moved by": "No batch norm"
            if outcome.moved is None
            else scientific(outcome.moved),
        }
        for name, outcome in outcomes.items()
    ]


def confusion_sentence(choice: Evaluated, result: Answers) -> str:
    """How many are right, how sure that is, and what the open cell holds."""
    right, (truth, answer) = int(result.right.sum()), cell(choice, result)
    low, high = interval(right, result.count)
    count = int(confusion(result)[truth, answer])
    names = [plain(result.classes[index]) for index in (truth, answer)]
    return (
        f"**{percent(right / result.count, 2)}** of {result.count:,} test pictures are right (95 % "
        f"interval: {percent(low, 2)} to {percent(high, 2)}). {counted(count, 'picture')} of "
        f"class **{names[0]}** got the answer **{names[1]}**."
    )


def classes_sentence(result: Answers) -> str:
    """The class on which the network is best, and the one on which it is worst."""
    table = confusion(result)
    shares = (table.diagonal() / table.sum(1).clamp(min=1)).tolist()
    best, worst = shares.index(max(shares)), shares.index(min(shares))
    return (
        f"It is best on **{plain(result.classes[best])}** ({percent(shares[best])} right) and "
        f"worst on **{plain(result.classes[worst])}** ({percent(shares[worst])})."
    )


def calibration_sentence(choice: Evaluated, result: Answers) -> str:
    """How confident the network is, how often it is right, and what the temperature does."""
    shown, best = calibration(result, choice.temperature), best_temperature(result)
    accuracy = int(result.right.sum()) / result.count
    gap = "over" if shown.confidence > accuracy else "under"
    return (
        f"At temperature {number(choice.temperature)} the mean confidence is "
        f"**{percent(shown.confidence, 2)}**, and {percent(accuracy, 2)} of the answers are right: "
        f"the network is {gap}confident. "
        f"Expected calibration error (ECE): **{percent(shown.error, 2)}**. Best temperature: "
        f"{number(best, 3)}."
    )


def mistakes_sentence(result: Answers) -> str:
    """How many mistakes there are, and how sure the worst is."""
    wrong = int((~result.right).sum())
    if not wrong:
        return "It makes no mistake on the test pictures."
    worst = int(confident_mistakes(result, 1)[0])
    return (
        f"It makes {counted(wrong, 'mistake')} in {result.count:,} test pictures. Here are those "
        "that it is most sure of. It gives the first of these wrong answers a probability of "
        f"{probability(float(result.confidences[worst]))}."
    )
