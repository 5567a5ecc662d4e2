"""What is said of a learning rate and of a batch that is learned by heart."""

from core.plots.numbers import number, short
from core.plots.words import counted, listed, plain
from core.training.overfit import TARGET, Overfit
from core.training.rates import RangeTest


def marks_of(result: RangeTest) -> dict[str, float]:
    """The rates that the three rules pick, and the limit of plain gradient descent, by name."""
    marks = {
        "Steepest fall": result.steepest,
        "Minimum / 10": result.tenth,
        "Valley": result.valley,
        "2 / λmax": result.limit,
    }
    return {name: rate for name, rate in marks.items() if rate is not None}


def rates_sentence(result: RangeTest, set_rate: float) -> str:
    """What the rules say, and what is set."""
    marks = marks_of(result)
    rules = [f"{name} **{short(rate)}**" for name, rate in marks.items() if name != "2 / λmax"]
    if not rules:
        return "The loss never falls here: no rule picks a rate."
    limit = (
        f" Above {short(result.limit)} plain SGD diverges on the first batch."
        if result.limit
        else ""
    )
    return f"The rules pick {listed(rules)}. Set: {short(set_rate)}.{limit}"


def overfit_sentence(result: Overfit) -> str:
    """Whether the batch was learned by heart, or why not."""
    steps = counted(len(result.losses), "step")
    if result.reached:
        return (
            f"**Yes.** After {steps} the loss of {counted(result.pictures, 'picture')} is "
            f"{short(result.losses[-1])}, below {number(TARGET)}: the network, its loss and its "
            "optimizer work together."
        )
    if not result.reason:
        return f"So far: {steps}."
    return f"**No.** {plain(result.reason)}"
