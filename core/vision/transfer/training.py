"""Training a pre-trained network further, as a whole or from some stage on, or from scratch: a
generator of snapshots for the queue of trainings.
"""

import copy
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.jobs import Progress
from core.models.pretrained import Published
from core.models.seeding import DrawFrom
from core.training import device as devices
from core.training.checkpoint import Checkpoint, Unsuitable
from core.training.curve import Curve, Point, thinned
from core.training.snapshot import Snapshot
from core.training.steps import MISFITS
from core.vision.transfer.activations import Seen, seen
from core.vision.transfer.features import Features, compute
from core.vision.transfer.fitting import (
    BEFORE,
    CHANGED,
    MOVED,
    PREPARED,
    adapted,
    fitted,
    measured,
)
from core.vision.transfer.head import fit
from core.vision.transfer.pictures import Pictures, choose, pictures_of
from core.vision.transfer.split import split
from core.vision.transfer.stages import changed_buffers, learning_modules, moved, set_modes
from core.vision.transfer.tuning import Tuning, begin, groups

WEIGHT_DECAY = 0.01
EVALUATED = 32
"""Held-out pictures at a time."""


def train(tuning: Tuning, device: str | None, start: Checkpoint | None) -> Iterator[Snapshot]:
    """Trains; the last snapshot has the network, as `network_for` builds it.

    Raises:
        ValueError: weights or pictures are not here or damaged, the loss is no longer a finite
            number, or there is too little memory.
        Unsuitable: the checkpoint is not one of this training.
    """
    yield from _fetched(tuning)
    pictures, began, features = pictures_of(tuning.dataset), time.perf_counter(), None
    if tuning.weights == "trained" and start is None:
        for step in compute(tuning.network, tuning.dataset):
            features = step.value
            yield Snapshot(note=_note("Computing features", step), prepared=step.share)
    try:
        if tuning.is_fit:
            yield fitted(tuning, pictures, features, began)
        else:
            yield from _Course(tuning, pictures, devices.choose(device)).run(features, start, began)
    except torch.OutOfMemoryError:
        raise ValueError(
            f"batch_size={tuning.batch_size} needs more memory than there is: use a smaller one"
        ) from None


def _fetched(tuning: Tuning) -> Iterator[Snapshot]:
    """Downloads the weights if they are published and not here."""
    if tuning.weights == "trained" and isinstance(tuning.entry, Published):
        for now in tuning.entry.download():
            size = f"{now.size / 1e6:.0f} MB"
            note = f"Downloading {tuning.network} first, only once: {size}"
            yield Snapshot(note=note, prepared=now.done / now.size)


def _note(what: str, step: Progress) -> str:
    return f"{what}: {step.note}" if step.note else what


@dataclass
class _Record:
    """What a training has come to."""

    points: list[Point] = field(default_factory=list)
    held_out: Curve = ()
    before: float = 0.0
    prepared: float = 0.0
    seconds: float = 0.0
    first: int = 0


class _Course:
    """A training step by step."""

    def __init__(self, tuning: Tuning, pictures: Pictures, device: torch.device):
        self.tuning, self.pictures, self.device = tuning, pictures, device
        self.network = tuning.entry
        self.model = begin(tuning, len(pictures.classes))
        self.chosen = choose(pictures.train_labels, tuning.per_class, tuning.seed)
        self.labels = pictures.train_labels[self.chosen]
        self.generator = torch.Generator().manual_seed(tuning.seed)
        self.batches = math.ceil(len(self.chosen) / tuning.batch_size)
        self.record = _Record()

    def run(
        self, features: Features | None, start: Checkpoint | None, began: float
    ) -> Iterator[Snapshot]:
        """The snapshots.

        Args:
            features: to which the head is fitted first; None leaves it as it was drawn.
            start: what it goes on from.
            began: when the work for it began.
        """
        if features is not None:
            head = fit(features.train[self.chosen], self.labels, len(self.pictures.classes))
            self.network.with_head(self.model, head.module().requires_grad_(True))
        self._begin_at(copy.deepcopy(self.model))
        parts = self._parts()
        if start is not None:
            self._restore(start)
        learns, held_out = yield from self._looked_at(parts[0])
        if start is None:
            self.record.prepared = self.record.seconds = time.perf_counter() - began
            self.record.before = self._test(parts[1], held_out)[1]
        done = 0 if start is None else start.epoch
        for epoch in range(done + 1, self.tuning.epochs + 1):
            yield from self._epoch(epoch, parts[1], learns, held_out)
        yield self._end()

    def _begin_at(self, before: nn.Module) -> None:
        """Puts the network onto its device; `before` stays as it is."""
        self.before = before
        self.model.to(self.device, memory_format=torch.channels_last)
        rates = groups(self.tuning, self.model)
        self.optimizer = torch.optim.AdamW(rates, weight_decay=WEIGHT_DECAY)

    def _parts(self) -> tuple[nn.Module | None, nn.Module]:
        """The front whose numbers are computed once, if there is one, and the rest."""
        self.model.eval()
        if self.tuning.frozen_norms == "eval":
            names = learning_modules(self.network, self.model, self.tuning.stages)
            if (parts := split(self.model, names)) is not None:
                return parts
        return None, self.model

    def _looked_at(self, front: nn.Module | None) -> Iterator[Snapshot]:
        """Computes what the learning part gets of all pictures; returns those to learn from, and
        those that are held out.
        """
        results = []
        for images in (self.pictures.train[self.chosen], self.pictures.test):
            for step in seen(self.network, front, images, self.device):
                if isinstance(step, Seen):
                    results.append(step)
                else:
                    note = f"Frozen stages: {step:,} of {len(images):,} pictures"
                    share = (len(results) + step / len(images)) / 2
                    yield Snapshot(note=note, prepared=share)
        return results

    def _epoch(
        self, epoch: int, rest: nn.Module, learns: Seen, held_out: Seen
    ) -> Iterator[Snapshot]:
        """The steps of an epoch, and a look at the held-out pictures."""
        record, tuning = self.record, self.tuning
        set_modes(self.network, self.model, tuning.stages, tuning.frozen_norms)
        order = torch.randperm(len(self.chosen), generator=self.generator)
        for rows in order.split(tuning.batch_size):
            start = time.perf_counter()
            loss, right = self._step(rest, learns[rows], self.labels[rows].to(self.device))
            record.seconds += time.perf_counter() - start
            record.points.append((len(record.points) + 1, loss, right))
            snapshot = self._snapshot(epoch)
            if len(record.points) == epoch * self.batches:
                loss, right = self._test(rest, held_out)
                record.held_out = (*record.held_out, (len(record.points), round(loss, 5), right))
                state = self._checkpoint(epoch) if epoch < tuning.epochs else None
                snapshot = replace(snapshot, held_out=record.held_out, checkpoint=state)
            yield snapshot

    def _step(self, rest: nn.Module, x: Tensor, labels: Tensor) -> tuple[float, float]:
        """One step; loss and accuracy are from before it."""
        with DrawFrom(self.generator):  # dropout
            scores = rest(x)
        loss = F.cross_entropy(scores, labels)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        value, step = float(loss.detach()), len(self.record.points) + 1
        if not math.isfinite(value):
            raise ValueError(
                f"loss is {value} at step {step}: use a smaller lr than {self.tuning.lr}"
            )
        return value, float((scores.argmax(1) == labels).double().mean())

    @torch.no_grad()
    def _test(self, rest: nn.Module, held_out: Seen) -> tuple[float, float]:
        """Loss and accuracy on the held-out pictures, in eval mode."""
        self.model.eval()
        rows = torch.arange(len(self.pictures.test)).split(EVALUATED)
        scores = torch.cat([rest(held_out[part]).cpu() for part in rows])
        return measured(scores, self.pictures.test_labels)

    def _snapshot(self, epoch: int) -> Snapshot:
        record, step = self.record, len(self.record.points)
        steps = self.batches * self.tuning.epochs
        here = max(record.seconds - record.prepared, 1e-9)
        _, loss, right = record.points[-1]
        return Snapshot(
            step,
            steps,
            epoch,
            loss,
            right,
            rate=step * len(self.chosen) / self.batches / here,
            seconds=record.seconds,
            seconds_left=here / step * (steps - step),
            device=devices.describe(self.device),
            held_out=record.held_out,
        )

    def _checkpoint(self, epoch: int) -> Checkpoint:
        record = self.record
        points = torch.tensor([point[1:] for point in record.points], dtype=torch.float64)
        states = {
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "order": self.generator.get_state(),
            "before": [record.before, record.prepared],
        }
        return Checkpoint(epoch, record.seconds, self.device.type, points, record.held_out, states)

    def _restore(self, state: Checkpoint) -> None:
        record = self.record
        try:
            if len(state.points) != state.epoch * self.batches:
                raise ValueError("another training")
            self.model.load_state_dict(state.states["model"])
            self.optimizer.load_state_dict(state.states["optimizer"])
            self.generator.set_state(state.states["order"])
            record.before, record.prepared = state.states["before"]
        except MISFITS as error:
            line = (str(error).splitlines() or ["?"])[0][:200]
            raise Unsuitable(f"the checkpoint is not one of this training: {line}") from None
        record.points = [(step, *point) for step, point in enumerate(state.points.tolist(), 1)]
        record.held_out, record.seconds = state.held_out, state.seconds

    def _end(self) -> Snapshot:
        """The last snapshot."""
        record, model = self.record, self.model.cpu()
        distances = moved(self.network, self.before, model)
        measures = {
            BEFORE: round(record.before, 5),
            PREPARED: round(record.prepared, 3),
            CHANGED: float(changed_buffers(self.before, model)),
            **{f"{MOVED}{title}": round(value, 6) for title, value in distances.items()},
        }
        return replace(
            self._snapshot(self.tuning.epochs),
            test_accuracy=record.held_out[-1][2],
            curve=thinned(record.points),
            measures=measures,
            model=adapted(self.tuning, model),
        )
