"""A mistake that nobody thought of."""

import torch
from torch import nn
from torch.nn import functional as F

from core.networks.playground.breakage import Breakage, Sample, squared_error
from core.networks.playground.breakages import BREAKAGES
from core.playground.generators import plane
from core.registry import Choice, Range, Registry


def wrong_way(x, y, broken, mode: float = 0.1):
    """Up in place of down."""
    model = nn.Linear(2, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=mode)
    losses = []
    for _ in range(20):
        loss = F.mse_loss(model(x)[:, 0], y)
        if broken:
            loss = -loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses, {"steps": len(losses)}


ENTRIES: list[tuple[Registry, str, Choice]] = [
    (
        BREAKAGES,
        "The wrong way",
        Breakage(
            wrong_way,
            {"mode": Range(0.01, 0.1, 0.05, 0.01, label="Learning rate")},
            note="A sign.",
            sample=Sample(plane, 60, classes=0),
            symptom="The error grows.",
            cure="Turn the sign round.",
            losses=(-2, 1),
            measure=squared_error,
        ),
    ),
]
