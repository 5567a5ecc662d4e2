"""For the kill tests: a process that, for each line it reads, forks one that trains and stores
without end; or, for a line with a config, one that goes on with a long training.

Forking after torch is imported lets a test kill fifty of them in seconds. It prints the number of
each process.
"""

import json
import os
import sys
from dataclasses import replace

import torch

torch.set_num_threads(1)

from core.data import datasets  # noqa: E402
from core.training import kinds, store  # noqa: E402
from core.training.config import recipe  # noqa: E402
from core.training.train import train  # noqa: E402
from tests.core.training.small_kind import KIND  # noqa: E402


def small() -> datasets.Data:
    data = datasets.load("MNIST")
    return replace(
        data,
        train_images=data.train_images[:1024],
        train_labels=data.train_labels[:1024],
        test_images=data.test_images[:500],
        test_labels=data.test_labels[:500],
    )


def main() -> None:
    kinds.register(KIND)
    data = small()
    datasets._load = lambda name: data
    list(train(recipe("MLP 784-128-10", epochs=1), "cpu"))  # imports what a first step needs
    print("ready", flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            if isinstance(order, int):
                for seed in range(order, order + 10_000):
                    list(store.train_once(recipe("MLP 784-128-10", epochs=1, seed=seed), "cpu"))
            list(store.train_once(kinds.from_json(order), "cpu"))
            os._exit(0)
        print(child, flush=True)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
