"""A kind of training of another topic, in small: a line is fitted to points."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import torch
from torch import nn

from core.models.zoo import Network
from core.registry import Config, Options, Range, setting
from core.script import Script
from core.training.checkpoint import Checkpoint, Unsuitable
from core.training.curve import thinned
from core.training.kinds import Kind, register
from core.training.snapshot import Snapshot

NAME = "tests.lines"
STEPS = 4
"""Of an epoch, unless the settings say another number."""


class Line(nn.Module):
    """A weight and a bias."""

    def __init__(self):
        super().__init__()
        self.line = nn.Linear(1, 1)

    def forward(self, x):
        return self.line(x)


@dataclass(frozen=True)
class Fitting(Config):
    """One fit of a line."""

    kind: ClassVar[str] = NAME
    dataset: ClassVar[str] = ""
    network: ClassVar[Network] = Network(Line)

    shape: str = setting(Options(("straight", "steep"), "straight"))
    epochs: int = setting(Range(1, 100, 3, 1))
    steps: int = setting(Range(1, 10_000, STEPS, 1))
    lr: float = setting(Range(0.0, 1.0, 0.1, 0.01))
    seed: int = setting(Range(0, 99, 0, 1))

    @property
    def model(self) -> str:
        """As it is called in lists."""
        return f"Line through {self.shape} points"


def train(fitting: Fitting, device: str | None, start: Checkpoint | None) -> Iterator[Snapshot]:
    """Fits the line by Adam to points that a generator draws anew at each step."""
    generator = torch.Generator().manual_seed(fitting.seed)
    model = Line()
    with torch.no_grad():
        for value in model.parameters():
            value.fill_(0.5)
    optimizer = torch.optim.Adam(model.parameters(), fitting.lr)
    points, held_out, done = [], (), 0
    if start is not None:
        if {*start.states} != {"model", "optimizer", "order"}:
            raise Unsuitable("the checkpoint is not one of this training")
        model.load_state_dict(start.states["model"])
        optimizer.load_state_dict(start.states["optimizer"])
        generator.set_state(start.states["order"])
        points = [(step, *point) for step, point in enumerate(start.points.tolist(), 1)]
        held_out, done = start.held_out, start.epoch
    for step in range(done * fitting.steps + 1, fitting.epochs * fitting.steps + 1):
        x = torch.rand(16, 1, generator=generator)
        loss = (model(x) - (9 if fitting.shape == "steep" else 1) * x).square().mean()
        if not loss.isfinite():
            raise ValueError(f"loss is {loss.item()} at step {step}")
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        points.append((step, loss.item(), 0.5))
        epoch, state = -(-step // fitting.steps), None
        if step % fitting.steps == 0:
            held_out = (*held_out, (step, round(loss.item(), 5), 0.25))
            parts = {"model": model.state_dict(), "optimizer": optimizer.state_dict()}
            so_far = torch.tensor([point[1:] for point in points], dtype=torch.float64)
            state = Checkpoint(
                epoch, 1.0, "cpu", so_far, held_out, parts | {"order": generator.get_state()}
            )
        yield Snapshot(
            step,
            fitting.steps * fitting.epochs,
            epoch,
            loss.item(),
            0.5,
            held_out=held_out,
            shown={"slope": model.line.weight.item()} if step == 2 else {},
            checkpoint=None if epoch == fitting.epochs else state,
        )
    yield Snapshot(
        step,
        step,
        epoch,
        loss.item(),
        0.5,
        device="CPU",
        test_accuracy=0.25,
        curve=thinned(points),
        held_out=held_out,
        measures={"Slope": model.line.weight.item()},
        model=model.eval().requires_grad_(False),
    )


KIND = Kind(
    NAME,
    Fitting,
    train,
    lambda fitting: {"Epochs": str(fitting.epochs), "Points": fitting.shape},
    lambda fitting, threads: Script(f"print({fitting.lr})\n"),
    classifies=False,
)
register(KIND)
