"""The cards of whole networks."""

import torch
from torch import nn
from torch.nn import functional as F

from core.models.seeding import DrawFrom
from core.playground.generators import spiral
from core.plots.palette import COLORS
from tests.cards.sheet import HEIGHT, WIDTH, Axes, Sheet


def playground(sheet: Sheet) -> None:
    """A network that has learned two spirals: what it says all over the plane, and its points."""
    generator = torch.Generator().manual_seed(1)
    x, y = spiral(120, 0, generator)
    with DrawFrom(generator):
        model = nn.Sequential(nn.Linear(2, 32), nn.Tanh(), nn.Linear(32, 32), nn.Tanh())
        model.append(nn.Linear(32, 1))
        optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
        for _ in range(800):
            optimizer.zero_grad()
            F.binary_cross_entropy_with_logits(model(x)[:, 0], y.float()).backward()
            optimizer.step()
    side = torch.linspace(-6, 6, 60)
    rows = torch.stack(torch.meshgrid(side, side, indexing="xy"), 2).flip(0)
    with torch.no_grad():
        shades = model(rows.view(-1, 2)).view(60, 60).sigmoid() - 0.5
    sheet.signed(shades, 0, (HEIGHT - WIDTH) / 2, WIDTH, 0.8)
    axes = Axes((-6, 6), (-3.75, 3.75), (0, 0, WIDTH, HEIGHT))
    for (px, py), label in zip(x.tolist(), y.tolist(), strict=True):
        if abs(py) < 3.5:
            sheet.dot(*axes.point(px, py), COLORS[0] if label else COLORS[1], 4.5)
