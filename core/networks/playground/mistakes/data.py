"""Mistakes with the data."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F


def shuffled_labels(x: Tensor, y: Tensor, broken: bool):
    """The points are put into another order and their labels are not: there is nothing to learn."""
    order = torch.randperm(len(x))
    if broken:
        x = x[order]
    else:
        x, y = x[order], y[order]
    model = nn.Sequential(nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 1))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.3, momentum=0.9)
    losses = []
    for _ in range(150):
        loss = F.binary_cross_entropy_with_logits(model(x)[:, 0], y.float())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses, {}


def no_normalisation(x: Tensor, y: Tensor, broken: bool):
    """Columns in units that give numbers in the thousands drive every tanh to 1 or −1, where it
    has no slope.
    """
    units = torch.tensor([1000.0, 0.001])  # the first column in millimetres, the second in km
    mean, deviation = (x * units).mean(0), (x * units).std(0)

    def prepare(points):
        values = points * units
        if not broken:
            values = (values - mean) / deviation
        return values

    model = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.3, momentum=0.9)
    losses = []
    for _ in range(150):
        loss = F.binary_cross_entropy_with_logits(model(prepare(x))[:, 0], y.float())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return lambda points: model(prepare(points)), losses, {}


def leakage(x: Tensor, y: Tensor, broken: bool):
    """Every point is there twice. Split after that, most test points were trained on too, and the
    accuracy on them says nothing about new points.
    """
    if broken:
        x, y = torch.cat([x, x]), torch.cat([y, y])
    order = torch.randperm(len(x))
    count = len(x) * 2 // 3
    train, test = order[:count], order[count:]
    hidden = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Linear(32, 32), nn.ReLU())
    model = nn.Sequential(hidden, nn.Linear(32, 1))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
    losses = []
    for _ in range(300):
        loss = F.binary_cross_entropy_with_logits(model(x[train])[:, 0], y[train].float())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    with torch.no_grad():
        right = ((model(x[test])[:, 0] > 0) == (y[test] == 1)).float().mean().item()
    return model, losses, {"accuracy on its own test points": right}
