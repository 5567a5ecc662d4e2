"""What a network's frozen front makes of pictures, computed once, some at a time, on all cores."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from core.models.pretrained import Pretrained
from core.vision.transfer.pictures import network_input

BATCH = 16
MOST_BYTES = 300_000_000
"""Of what is kept of the pictures of one kind; where it would be more, it is computed anew each
time.
"""


@dataclass(frozen=True, eq=False)
class Seen:
    """Pictures as the learning part of a network gets them.

    Args:
        images: (N, C, H, W) uint8.
        once: what the front makes of them, (N, ...), or nothing.
        through: makes of some images what the learning part gets.
    """

    images: Tensor
    once: Tensor | None
    through: Callable[[Tensor], Tensor]

    def __getitem__(self, rows: Tensor) -> Tensor:
        if self.once is not None:
            return self.once[rows]
        return self.through(self.images[rows])


def seen(
    network: Pretrained,
    front: nn.Module | None,
    images: Tensor,
    device: torch.device,
) -> Iterator[int | Seen]:
    """Yields how many pictures are done, and at last what there is, a `Seen`.

    Args:
        front: frozen, in eval mode; None if nothing is frozen, or if it cannot be computed once.
        images: (N, C, H, W) uint8.
    """

    def through(images: Tensor) -> Tensor:
        x = network_input(network, images).to(device, memory_format=torch.channels_last)
        if front is None:
            return x
        with torch.no_grad():
            return front(x)

    if front is None:
        yield Seen(images, None, through)
        return
    parts = images.split(BATCH)
    rows = [through(parts[0])]
    if len(images) * rows[0][0].numel() * 4 > MOST_BYTES:
        yield Seen(images, None, through)
        return
    pool = ThreadPoolExecutor(os.cpu_count() if device.type == "cpu" else 1)
    try:
        for batch in pool.map(through, parts[1:]):
            rows.append(batch)
            yield sum(map(len, rows))
    finally:
        pool.shutdown(cancel_futures=True)
    yield Seen(images, torch.cat(rows), through)
