"""Where a training stands: what its generator yields after every step."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from torch import nn

from core.training.checkpoint import Checkpoint
from core.training.curve import Curve


@dataclass(frozen=True)
class Snapshot:
    """Where a training stands.

    Args:
        step: how many are done, of `steps`.
        epoch: the one it is in, from 1.
        loss: of the last batch.
        accuracy: share of the last batch that was right.
        rate: examples per second.
        seconds: since the start.
        seconds_left: estimated.
        device: what it runs on, in words.
        note: a line for the reader, else empty.
        prepared: the share that is done of what the note tells of, before the first step.
        test_accuracy: at the end, over the test pictures.
        curve: at the end, loss and accuracy of the training batches, to be kept; where an
            interrupted training goes on, with its note, those of the epochs before.
        held_out: loss and accuracy on the test pictures after each epoch so far, at its last step.
        measures: at the end, what else is to be kept of how good the network is, numbers by name.
        shown: plain values, as JSON has them, for a page to show while it trains; not kept.
        checkpoint: after each epoch but the last, what the training can go on from; to be packed
            before the next snapshot is asked for.
        model: at the end, on the CPU, in eval mode.
    """

    step: int = 0
    steps: int = 0
    epoch: int = 0
    loss: float = 0.0
    accuracy: float = 0.0
    rate: float = 0.0
    seconds: float = 0.0
    seconds_left: float = 0.0
    device: str = ""
    note: str = ""
    prepared: float = 0.0
    test_accuracy: float | None = None
    curve: Curve = ()
    held_out: Curve = ()
    measures: Mapping[str, float] = field(default_factory=dict)
    shown: Mapping[str, Any] = field(default_factory=dict)
    checkpoint: Checkpoint | None = None
    model: nn.Module | None = None
