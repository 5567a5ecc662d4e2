"""Mistakes in how a network is built."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F


def zero_initialisation(x: Tensor, y: Tensor, broken: bool):
    """With all weights at 0 no hidden neuron gets a gradient, and the network stays a constant."""
    model = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1))
    if broken:
        for parameter in model.parameters():
            nn.init.zeros_(parameter)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.3, momentum=0.9)
    losses = []
    for _ in range(150):
        loss = F.binary_cross_entropy_with_logits(model(x)[:, 0], y.float())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses, {"largest gradient": model[0].weight.grad.abs().max().item()}


def no_activation(x: Tensor, y: Tensor, broken: bool):
    """Without an activation between them, two linear layers are one: a straight line."""
    if broken:
        model = nn.Sequential(nn.Linear(2, 8), nn.Linear(8, 1))
    else:
        model = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.3, momentum=0.9)
    losses = []
    for _ in range(150):
        loss = F.binary_cross_entropy_with_logits(model(x)[:, 0], y.float())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses, {}


def plain_list(x: Tensor, y: Tensor, broken: bool):
    """A module finds the layers that are its attributes, and those in an `nn.ModuleList`. Layers in
    a plain list are used, but not trained.
    """

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            if broken:
                self.hidden = [nn.Linear(2, 4), nn.Linear(4, 4)]
            else:
                self.hidden = nn.ModuleList([nn.Linear(2, 4), nn.Linear(4, 4)])
            self.output = nn.Linear(4, 1)

        def forward(self, x):
            for layer in self.hidden:
                x = layer(x).tanh()
            return self.output(x)

    model = Net()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.3, momentum=0.9)
    losses = []
    for _ in range(150):
        loss = F.binary_cross_entropy_with_logits(model(x)[:, 0], y.float())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    count = sum(parameter.numel() for parameter in model.parameters())
    return model, losses, {"parameters that are trained": count}
