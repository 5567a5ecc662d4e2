"""A network for photographs as a network for a data set; its source is the code that readers
see.
"""

import torch
from torch import nn
from torch.nn import functional as F


class Adapted(nn.Module):
    """A network for photographs that takes pictures of a data set, (N, C, H, W), normalised by the
    data set's own mean and deviation: it undoes that, resizes them to `side`, and normalises them
    as the network has learned to see them. Means and deviations have a number for each channel.
    """

    def __init__(self, network, side, mean, deviation, network_mean, network_deviation):
        super().__init__()
        self.network, self.side = network, side
        values = {"mean": mean, "deviation": deviation}
        values |= {"network_mean": network_mean, "network_deviation": network_deviation}
        for name, numbers in values.items():
            self.register_buffer(name, torch.tensor(numbers).view(-1, 1, 1), persistent=False)

    def prepare(self, x):
        """Pictures as the network takes them."""
        x = x * self.deviation + self.mean
        if len(self.mean) == 1:
            x = x.expand(-1, 3, -1, -1)
        x = F.interpolate(x, size=(self.side, self.side), mode="bilinear", antialias=True)
        return (x - self.network_mean).div(self.network_deviation)

    def forward(self, x):
        if isinstance(x, torch.Tensor) and len(x) > 32 and not torch.is_grad_enabled():
            # all at once would take much memory
            return torch.cat([self.network(self.prepare(part)) for part in x.split(32)])
        return self.network(self.prepare(x))
