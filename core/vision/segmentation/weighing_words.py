"""What is said of a loss and of an answer."""

from core.plots.numbers import fixed, number, percent
from core.registry import Pick
from core.vision.segmentation.losses import LOSSES
from core.vision.segmentation.weighing import ANSWERS, Weighed, Weighing, others, weighed


def sentence(setting: Weighing, seen: Weighed) -> str:
    """The answer's loss and scores, and which pixels the gradient comes from."""
    scores = seen.agreement
    return (
        f"**{setting.answer}: {percent(scores.pixel_accuracy)} of the pixels right, Dice "
        f"{fixed(scores.dice)}.** The loss is {number(seen.loss, 3)}. Shapes are "
        f"{percent(seen.share)} of the pixels; {percent(seen.heard)} of the gradient comes from "
        "them."
    )


def rows(setting: Weighing) -> list[dict[str, str]]:
    """Each loss, the chosen one as it is set: what it says of each answer, for a table."""
    picks = {name: LOSSES.pick(name) for name in LOSSES} | {setting.loss.name: setting.loss}
    return [_row(setting, pick) for pick in picks.values()]


def _row(setting: Weighing, pick: Pick) -> dict[str, str]:
    judged = setting.replace(loss=pick)
    losses = others(judged)
    return {
        "Loss": pick.name,
        **{answer: number(losses[answer], 3) for answer in ANSWERS},
        "Gradient from shapes": percent(weighed(judged).heard, 0),
    }


def caption(setting: Weighing) -> str:
    """What the colours are, and what the loss is."""
    name = setting.loss.name
    return (
        "Where the loss pushes: orange where a step of gradient descent raises the score of shape, "
        f"blue where it lowers it. **{name}**: {LOSSES[name].note} The table under All losses "
        "compares them."
    )
