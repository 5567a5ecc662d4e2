"""What a network reads in the picture of a digit: its probabilities."""

import torch
from PIL import Image
from torch import Tensor, nn

from core.data.preparation import normalise, prepare
from core.training import store


def classify(image: Image.Image | Tensor, model: nn.Module | str = store.DEFAULT) -> Tensor:
    """Probabilities of the ten digits, (10,) float32, for a picture that `prepare` takes.

    Args:
        model: the name of a network in the store, or a network, as `probabilities` takes it.
    """
    if isinstance(model, str):
        model = store.load(model)
    return probabilities(prepare(image), model)


def probabilities(prepared: Tensor, model: nn.Module) -> Tensor:
    """Probabilities of the ten digits, (10,) float32, for what `prepare` gives, (1, 28, 28).

    Args:
        model: a network in eval mode from (N, 1, 28, 28), normalised, to (N, 10) logits or
            log-probabilities.
    """
    device = next(model.parameters()).device
    with torch.inference_mode():
        scores = model(normalise(prepared[None]).to(device))
    return scores[0].float().softmax(0).cpu()
