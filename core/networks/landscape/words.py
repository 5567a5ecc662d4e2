"""What is said over the pictures of the landscape page, with their numbers."""

import math

from core.networks.landscape.plane import LAYERS, SAME, Plane, Planes
from core.plots.numbers import number, percent, scientific, short
from core.plots.words import plain

WITHIN = 0.01
"""Two surfaces that are nowhere farther apart than this share look the same."""


SAME_OUTPUTS = 1e-3
"""Two networks whose outputs differ by less compute the same, but for rounding."""


def plane_sentence(setting: Plane, result: Planes) -> str:
    """How low the middle is, and how far the surface goes up around it."""
    losses = result.surfaces[0].losses
    low, high = float(losses.min()), float(losses.max())
    start = f"**{plain(setting.network)}** has a loss of {number(result.loss, 3)}"
    if math.isnan(result.accuracy):
        start += " on its training points. "
    else:
        right = percent(result.accuracy)
        start += f" and {right} right answers on {setting.digits:,} test pictures. "
    if setting.rescaling == SAME:
        return f"{start}On this plane its loss goes from {short(low)} to {short(high)}."
    if result.difference > SAME_OUTPUTS:
        return (
            f"{start}This is no pure ReLU network: rescaled, it computes something else, and its "
            f"outputs change by up to {short(result.difference)}."
        )
    copy = float(result.surfaces[1].losses.max())
    what = "layers" if setting.rescaling == LAYERS else "neurons"
    change = f"changes by more than {scientific(result.difference, 1)}"
    same = f"With its {what} rescaled no output {change if result.difference else 'changes'}, "
    if notices(result):
        return (
            f"{start}{same}but on its plane the loss goes up to {short(copy)} instead of "
            f"{short(high)}: **this normalisation notices the rescaling.**"
        )
    return f"{start}{same}and both planes are the same: **this normalisation does not notice it.**"


def notices(result: Planes) -> bool:
    """Whether the surfaces of a network and of its rescaled copy differ."""
    ours, copy = (surface.losses for surface in result.surfaces)
    return bool(((ours - copy).abs() > WITHIN * ours.abs().clamp(min=WITHIN)).any())


def plane_caption(setting: Plane, result: Planes) -> str:
    """What the axes are."""
    text = (
        "The axes a and b count steps along two random directions in the space of all weights. "
        f"Each is scaled part by part ({setting.normalisation.lower()}) to the length of the "
        "weights, so at 1 a step is as long as they are. Biases stay as they are."
    )
    if result.normed:
        text += (
            " This network has batch norms: at each point they take their mean and variance from "
            "these inputs, since the running statistics of the training fit the trained weights "
            "only."
        )
    return text
