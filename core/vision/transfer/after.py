"""What a network makes of the held-out pictures before its head, once it was trained further."""

from collections.abc import Iterator

import torch
from torch import nn

from core.jobs import Progress
from core.training import store
from core.vision.transfer.activations import Seen, seen
from core.vision.transfer.features import body
from core.vision.transfer.pictures import pictures_of
from core.vision.transfer.tuning import Tuning


def features_after(name: str) -> Iterator[Progress]:
    """The features of the held-out pictures, (M, D), as the last value.

    Args:
        name: of a network of the store that came out of a `Tuning`.

    Raises:
        ValueError: there is no such network, its files are damaged, or it is another one.
    """
    config, model = store.find(name).card.config, store.load(name)
    if not isinstance(config, Tuning):
        raise ValueError(f"network={name!r} did not come out of transfer learning")
    images = pictures_of(config.dataset).test
    front = headless(config, model)
    for step in seen(config.entry, front, images, torch.device("cpu")):
        if isinstance(step, Seen):
            yield Progress(1.0, "", step.once)
        else:
            yield Progress(step / len(images), f"{step:,} of {len(images):,} pictures")


def headless(tuning: Tuning, model: nn.Module) -> nn.Module:
    """A copy of a tuned network that returns what its head gets."""
    result = body(tuning.entry)
    weights = model.network.state_dict()
    result.load_state_dict({key: weights[key] for key in result.state_dict()})
    return result.eval()
