"""Mistakes with the loss and with what it is called with."""

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F


def softmax_twice(x: Tensor, y: Tensor, broken: bool, classes: int = 10):
    """Cross-entropy has a softmax in it. A softmax before it leaves differences of at most 1."""
    model = nn.Sequential(nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, classes))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.3, momentum=0.9)
    losses = []
    for _ in range(150):
        if broken:
            loss = F.cross_entropy(model(x).softmax(dim=1), y)
        else:
            loss = F.cross_entropy(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses, {"floor of the loss": math.log(1 + (classes - 1) / math.e)}


def sigmoid_twice(x: Tensor, y: Tensor, broken: bool):
    """`binary_cross_entropy_with_logits` has a sigmoid in it. A sigmoid before it leaves logits
    from 0 to 1 only.
    """
    model = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.3, momentum=0.9)
    losses = []
    for _ in range(150):
        logits = model(x)[:, 0]
        if broken:
            loss = F.binary_cross_entropy_with_logits(logits.sigmoid(), y.float())
        else:
            loss = F.binary_cross_entropy_with_logits(logits, y.float())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    share = y.float().mean().item()
    floor = share * math.log(1 + 1 / math.e) + (1 - share) * math.log(2)
    return model, losses, {"floor of the loss": floor}


def column_against_row(x: Tensor, y: Tensor, broken: bool):
    """The model's outputs have the shape (N, 1) and the targets (N,): their difference is (N, N),
    and the network learns the mean of all targets.
    """
    model = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    losses = []
    for _ in range(150):
        if broken:  # noqa: SIM108
            loss = ((model(x) - y) ** 2).mean()
        else:
            loss = ((model(x)[:, 0] - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses, {"variance of the targets": y.var(correction=0).item()}


def single_logit(x: Tensor, y: Tensor, broken: bool):
    """Softmax over one class is 1, always: the loss of one logit with cross-entropy is 0, and so is
    its gradient.
    """
    model = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.3, momentum=0.9)
    targets = y.float()[:, None]  # (N, 1)
    losses = []
    for _ in range(150):
        if broken:
            loss = F.cross_entropy(model(x), targets)
        else:
            loss = F.binary_cross_entropy_with_logits(model(x), targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses, {"largest gradient": model[0].weight.grad.abs().max().item()}


def nll_of_logits(x: Tensor, y: Tensor, broken: bool):
    """`nll_loss` takes logarithms of probabilities. With logits it is a number without a floor."""
    model = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 3))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    losses = []
    for _ in range(150):
        if broken:  # noqa: SIM108
            loss = F.nll_loss(model(x), y)
        else:
            loss = F.nll_loss(model(x).log_softmax(dim=1), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses, {}


def softmax_down_the_batch(x: Tensor, y: Tensor, broken: bool):
    """With `dim=0` the softmax is over the examples of the batch and not over the classes: its
    numbers add up to 1 down each column.
    """
    model = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 3))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.3, momentum=0.9)
    losses = []
    for _ in range(150):
        if broken:
            loss = F.nll_loss(model(x).log_softmax(dim=0), y)
        else:
            loss = F.nll_loss(model(x).log_softmax(dim=1), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    floor = y.bincount()[y].float().log().mean().item()  # a class shares its sum of 1
    return model, losses, {"floor of the loss": floor}
