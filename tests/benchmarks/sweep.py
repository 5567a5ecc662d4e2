"""The playground's sweep: 32 networks at once under torch.func, beside a loop that trains one after
the other.
"""

import time
from collections.abc import Callable

import torch
from torch import nn

from core.jobs.progress import last
from core.networks.playground.sweep import network_of, sweep
from core.networks.playground.sweeping import SEEDS, Sweeping, variants
from core.playground.heads import signs
from core.playground.run import points_of
from core.playground.settings import Settings
from tests.benchmarks.rows import Row

SETTINGS = Settings()  # TensorFlow Playground's default problem
STATE = Sweeping(varied=SEEDS, networks=32)
TIMES, LEAST = 5, 5.0


def run() -> list[Row]:
    """A row: how many times faster the sweep is."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    together, alone = fastest(lambda: last(sweep(SETTINGS, STATE))), fastest(loop)
    torch.set_num_threads(threads)
    ratio = alone / together
    return [
        Row(
            "sweep of 32 networks, times a loop",
            f"{1000 * alone:.0f} ms",
            f"{1000 * together:.0f} ms",
            ratio,
            f">= {LEAST:g}",
            ratio >= LEAST,
        )
    ]


def fastest(work: Callable[[], object]) -> float:
    """The least processor seconds of some runs; the first may load parts of torch."""
    work()
    seconds = []
    for _ in range(TIMES):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return min(seconds)


def loop() -> list[float]:
    """The same networks, one after the other, by plain loops."""
    train, test = points_of(SETTINGS)
    x, y = train.inputs, signs(train.targets, 1)
    test_x, test_y = test.inputs, signs(test.targets, 1)
    losses, loss_function = [], nn.MSELoss()
    for variant in variants(STATE, SETTINGS.seed):
        network = network_of(SETTINGS, variant)
        optimizer = torch.optim.SGD(network.parameters(), lr=variant.rate, momentum=0.9)
        generator = torch.Generator().manual_seed(SETTINGS.seed)
        for _ in range(STATE.sweep_epochs):
            for batch in torch.randperm(len(x), generator=generator).split(SETTINGS.batch_size):
                optimizer.zero_grad()
                loss_function(network(x[batch]), y[batch]).backward()
                optimizer.step()
        with torch.no_grad():
            losses.append(loss_function(network(test_x), test_y).item())
    return losses
