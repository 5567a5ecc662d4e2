"""What is to be seen now on the feature maps page, in a sentence or two with its numbers."""

from collections.abc import Sequence

from torch import Tensor

from core.models.stages import Trace
from core.plots.numbers import percent, probability, short
from core.plots.words import listed, plain
from core.vision.feature_maps.attribution import Explanation
from core.vision.feature_maps.ranking import likeliest, most_important
from core.vision.feature_maps.sums import Sum
from core.vision.feature_maps.visualization import Visualization

REQUESTS = {
    "drawing": "**Draw a digit**, or anything else: the network responds while you draw.",
    "photo": "**Upload a picture** of your own, and see what the network makes of it.",
}
"""What to do first, by the source of the picture, where there is none yet."""

WHY_TO_COME = "One method after the other explains the answer."
"""While that is computed."""

NO_METHOD = "**No method is chosen.** Choose one under Methods."
"""What to do first where nothing is to explain the answer."""

NOTICED = 0.002
"""Change of a probability that is worth a word."""

VISIBLE = 0.5 / 255
"""Brightness from which on a pixel of a screen is not quite black."""

LEAST_RISE = 1e-6
"""Rise of a score of which a share says something."""


def answer_words(probabilities: Tensor, classes: Sequence[str]) -> str:
    """What a network answers, and how probable that is."""
    index = likeliest(probabilities)
    return f"**{plain(classes[index])}** ({probability(float(probabilities[index]))})"


def network_sentence(name: str, trace: Trace, classes: Sequence[str]) -> str:
    """What the network answers, what comes next, and how many numbers it takes for that."""
    probabilities = trace.probabilities
    words = f"{plain(name)} answers {answer_words(probabilities, classes)}"
    if len(probabilities) > 1:
        index = int(probabilities.topk(2).indices[1])
        words += f", then {plain(classes[index])} ({probability(float(probabilities[index]))})"
    parameters = sum(stage.parameters for stage in trace.stages)
    layers = len(trace.layers()) - 1
    return (
        f"{words}, after {layers} layers with {parameters:,} parameters. "
        "Choose a map to see what it is made of."
    )


def map_sentence(result: Sum) -> str:
    """The sum where it is largest, and what the layer makes of it."""
    cell = divmod(int(result.total.argmax()), result.total.shape[-1])
    total, count = float(result.total[cell]), len(result.parts)
    parts = "1 part" if count == 1 else f"{count} parts"
    verb = "is" if count == 1 and not _with_bias(result) else "add up to"
    words = f"{parts} {_with_bias(result)}{verb} **{short(total)}**"
    if result.map.numel() == 1:
        return f"{words}, and neuron {result.unit} hands on **{short(float(result.map))}**."
    low, high = (short(float(end)) for end in result.map.aminmax())
    words = f"At row {cell[0]}, column {cell[1]}, where the sum is largest, {words}. "
    zeros = float((result.map == 0).double().mean())
    if zeros == 1:
        return f"{words}The map is 0 everywhere."
    empty = f", {percent(zeros, 0)} of it 0" if zeros else ""
    return f"{words}The map goes from {low} to {high}{empty}."


def _with_bias(result: Sum) -> str:
    return f"and the bias {short(result.bias)} " if result.steps[0][0].bias is not None else ""


def likes_to_come(unit: int, layer: str, searches: bool) -> str:
    """What is computed, until it is there.

    Args:
        searches: whether there are test pictures to search.
    """
    words = f"A picture is being made for unit {unit} of {layer}"
    if not searches:
        return f"{words}."
    return f"{words}; then all test pictures are searched for those that activate it most."


def likes_sentence(unit: int, layer: str, best: Sequence[str], made: Visualization) -> str:
    """Which picture activates a unit most, and how far the one made for it gets.

    Args:
        best: of the top-activating images, the best first, "class: value".
    """
    first, last, steps = made.activations[0], made.activations[-1], len(made.activations) - 1
    ascent = (
        f"{steps} steps from noise lift the mean of that map from {short(first)} to "
        f"**{short(last)}**."
    )
    if _is_black(made):
        ascent += " It is all black: on the whole, brightness lowers that mean."
    if not best:
        return f"Unit {unit} of {layer}: {ascent}"
    name, _, value = best[0].rpartition(": ")
    return (
        f"Of all test pictures a **{plain(name)}** activates unit {unit} of {layer} most, "
        f"up to {value} in its map. {ascent}"
    )


def _is_black(made: Visualization) -> bool:
    """Whether the picture is done and black all over, which looks as if it were missing."""
    picture = made.pictures[len(made.activations) - 1]
    return made.done == 1 and float(picture.max()) < VISIBLE


def why_sentence(name: str, score: float, rise: float, result: Explanation) -> str:
    """How large the score is, and how much of it a complete method hands out to the pixels; with
    random weights to compare with, what stays alike and what does not.

    Args:
        name: of the class.
        rise: how far the score is above that of a black picture.
    """
    if result.similarity:
        return _similarity_words(result)
    black = f"of a black picture {short(score - rise)}"
    words = f"The score of **{plain(name)}** is {short(score)}, {black}."
    return f"{words} Orange pixels raise it, blue ones lower it: compare where the methods agree."


def _similarity_words(result: Explanation) -> str:
    most = max(result.similarity, key=lambda method: result.similarity[method].strength)
    least = min(result.similarity, key=lambda method: result.similarity[method].strength)
    if most == least:
        alike = result.similarity[most]
        return (
            f"With random weights {most} marks pixels alike to **{short(alike.strength)}**, with "
            f"signs {short(alike.signed)}. At 1 it would show nothing that was learned."
        )
    strong, weak = result.similarity[most], result.similarity[least]
    return (
        f"With random weights {most} marks the most similar pixels (**{short(strong.strength)}**; "
        f"with signs {short(strong.signed)}), {least} the least ({short(weak.strength)}). What "
        "stays alike was not learned."
    )


def ablation_sentence(
    name: str,
    before: Tensor,
    after: Tensor,
    off: Sequence[str],
    effects: Tensor | None,
    classes: Sequence[str],
) -> str:
    """What the network answers without the units that are off; where all are on, what it answers
    and which unit it needs most.

    Args:
        before, after: the probabilities of all classes, (classes,).
        off: units such as "conv1.3".
        effects: the probability of the answer without each unit alone, (units,).
    """
    usual, name = answer_words(before, classes), plain(name)
    if not off:
        return (
            f"With all units {name} answers {usual}. {need_words(before, effects)} "
            "Click or tap a unit to switch it off."
        )
    without = listed(off) if len(off) < 4 else f"{len(off)} units"
    now = answer_words(after, classes)
    if likeliest(before) == likeliest(after):
        return f"Without {without} {name} still answers {now}; with all units {usual}."
    return f"Without {without} {name} answers {now}; with all units it was {usual}."


def need_words(before: Tensor, effects: Tensor | None) -> str:
    """Which unit matters most on its own, if any does."""
    if effects is None:
        return ""
    answer, unit = likeliest(before), most_important(effects)
    usual, least = float(before[answer]), float(effects[unit])
    if usual - least <= NOTICED:
        return f"No unit matters on its own: without any one it stays {probability(least)}."
    same = int((effects == effects[unit]).sum())
    others = f" and {same - 1} like it" if same > 1 else ""
    return f"Unit {unit}{others} matters most: {probability(usual)} becomes {probability(least)}."
