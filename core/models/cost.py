"""How much a network has to compute for a picture."""

import torch
from torch import Tensor, nn

from core.models.zoo import Network


@torch.inference_mode()
def multiply_adds(network: Network) -> int:
    """Multiplications of a forward pass of one picture, of convolutions and linear layers; a
    backward pass takes about twice as many.
    """
    total = 0

    def count(layer: nn.Module, inputs: tuple[Tensor, ...], output: Tensor) -> None:
        nonlocal total
        total += output[0].numel() * layer.weight[0].numel()

    with torch.device("meta"):  # shapes only
        model = network.build().eval()
        for layer in model.modules():
            if isinstance(layer, nn.Conv2d | nn.Linear):
                layer.register_forward_hook(count)
        model(torch.empty(2, *network.shape))
    return total
