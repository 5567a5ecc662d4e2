"""What is to be seen in the view "Sweep", in words."""

import math

from core.networks.playground.sweep import Sweep
from core.plots.numbers import number, percent


def sweep_sentence(result: Sweep) -> str:
    """Which network did best, and which worst."""
    losses = [loss if math.isfinite(loss) else math.inf for loss in result.test_losses.tolist()]
    best, worst = (losses.index(pick(losses)) for pick in (min, max))
    return (
        f"{len(losses)} networks, trained at once. Best on the test points is "
        f"**{_named(result, best)}** with a loss of **{number(losses[best], 3)}**, and worst is "
        f"**{_named(result, worst)}** with **{number(losses[worst], 3)}**."
    )


def _named(result: Sweep, index: int) -> str:
    name = result.variants[index].name
    return name if name.startswith("lr") else name[0].lower() + name[1:]


def sweep_rows(result: Sweep) -> list[dict[str, str]]:
    """A row for each network."""
    rows = []
    for variant, train, test, right in zip(
        result.variants,
        result.train_losses.tolist(),
        result.test_losses.tolist(),
        result.accuracies.tolist(),
        strict=True,
    ):
        row = {
            "Network": variant.name.replace("lr", "Learning rate", 1),
            "Training loss": number(train, 3),
            "Test loss": number(test, 3),
        }
        rows.append(row if math.isnan(right) else row | {"Test accuracy": percent(right)})
    return rows
