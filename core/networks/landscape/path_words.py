"""What is said over the plane of a training path, with its numbers."""

from collections.abc import Sequence

from core.networks.landscape.path import PathPlane
from core.networks.landscape.subject import OWN
from core.networks.landscape.walks import COUNT, HERE, TrainingPath
from core.plots.numbers import percent, short
from core.plots.words import plain


def path_sentence(result: PathPlane) -> str:
    """How much of the path lies in the plane, what that is worth, and how wrong its losses are."""
    shares, walk = (float(values[:2].sum()) for values in (result.shares, result.walk))
    gaps = (result.path_losses - result.shadow_losses).abs()
    index = int(gaps.argmax())
    ours, shadow = (
        short(float(losses[index])) for losses in (result.path_losses, result.shadow_losses)
    )
    step = f"step {int(result.at[index]):,}"
    differ = f"differ most at {step}: {ours} and {shadow}"
    if ours == shadow:
        differ = f"hardly differ: at most by {short(float(gaps[index]))}, at {step}"
    return (
        f"This plane holds **{percent(shares)}** of the path’s variance; a random walk through "
        f"many dimensions has {percent(walk)}. The true loss and that on the plane {differ}."
    )


def path_caption(setting: TrainingPath, result: PathPlane) -> str:
    """What is trained, and what the plane is."""
    text = (
        f"{_training(setting, result)} The plane goes through the end of the path along its two "
        "largest principal components. What is drawn on it is the path’s shadow: the path itself "
        "leaves the plane, so its true loss differs."
    )
    if result.normed:
        text += (
            " This network has batch norms: their weights are part of the path, and at each point "
            "they take mean and variance from these inputs, since the running statistics of the "
            "training fit the trained weights only."
        )
    return text


def _training(setting: TrainingPath, result: PathPlane) -> str:
    """Whose path it is, and on what its loss is measured."""
    if setting.path_network == HERE:
        return (
            f"A network 196-32-10 learns {COUNT:,} digits of 14 × 14 pixels: {setting.path_steps} "
            f"steps of {setting.optimizer} with batches of {setting.batch}."
        )
    points = f"{len(result.at)} points of {result.count:,} weights and biases each"
    if setting.path_network == OWN:
        return (
            f"The path of your network of the page Playground: {points}, over "
            f"{int(result.at[-1]):,} steps. Losses are those on its training points."
        )
    return (
        f"The path of {plain(setting.path_network)}: {points}, from before the training to its "
        f"end after {int(result.at[-1]):,} steps. Losses are those on {setting.path_digits:,} test "
        "pictures."
    )


def left_out(name: str) -> str:
    """Why the network of a link is not shown, and what is."""
    return (
        f"path_network={name!r} is not shown: no path was kept when it was trained. {HERE} is used"
    )


def names_caption(names: Sequence[str]) -> str:
    """Which trained networks have no path, and why."""
    listed = [plain(name) for name in names]
    if len(listed) > 1:
        listed = [", ".join(listed[:-1]), listed[-1]]
    return (
        f"No path was kept when {' and '.join(listed)} {'were' if len(names) > 1 else 'was'} "
        "trained. Whoever trains such a network again, on the page Training, has one."
    )
