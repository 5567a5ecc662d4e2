"""How soon a network is as good as after an epoch of the usual loop, and how soon one is right on
99 %.

All runs of one figure alternate on the same machine, so that what else it does slows all of them.
The data are read before the clock starts, for both. It runs in a process of its own, in which, as
on the command line, threads that wait for each other sleep: `python -m tests.benchmarks.training`
prints its rows as JSON.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from unittest.mock import patch

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # as core.training.__main__ has it

import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision import transforms
from torchvision.datasets import MNIST

from core.data import mnist
from core.data.datasets import DATASETS, load
from core.models.zoo import MODELS, create
from core.training import train as module
from core.training.config import TrainConfig, recipe
from core.training.train import evaluate, train
from tests.benchmarks.rows import Row
from tests.server import ROOT

SEEDS = (0, 1, 2)
SOONER = {"MLP 784-128-10": 10, "CNN 16-32": 3}
GOOD, GOOD_MODEL, GOOD_SECONDS = 0.99, "LeNet", 30

Result = tuple[float, float]
"""Seconds, and test accuracy after them."""


def run() -> list[Row]:
    said = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.training"],
        cwd=ROOT,
        check=True,
        text=True,
        stdout=subprocess.PIPE,
    ).stdout
    return [Row(*values) for values in json.loads(said)]


def rows() -> list[Row]:
    load("MNIST")
    return [*(sooner(name, target) for name, target in SOONER.items()), good(), threads(), memory()]


def sooner(name: str, target: float) -> Row:
    """The usual loop's one epoch against the time in which ours gets as good; medians."""
    usual, times, ends = [], [], []
    for seed in SEEDS:
        usual.append(usual_loop(name, seed))
        seconds, end = time_to(usual[-1][1], recipe(name, epochs=1, seed=seed))
        times.append(seconds)
        ends.append(end)
    (slow, goal), quick = median(usual), statistics.median(times)
    return Row(
        f"{name}: time to the accuracy of one usual epoch",
        f"{slow:.2f} s, {goal:.2%}",
        f"{quick:.2f} s; {statistics.median(ends):.2%} after an epoch",
        slow / quick,
        f"{target} times",
        slow >= target * quick,
    )


def time_to(goal: float, config: TrainConfig) -> Result:
    """Seconds of training after which the test accuracy is at `goal`, and the accuracy at the end
    of the training.

    Looks every twentieth of the way, with the clock stopped.
    """
    made, looking, reached = [], 0.0, float("inf")
    with patch.object(
        module, "create", lambda *arguments: made.append(create(*arguments)) or made[0]
    ):
        for snapshot in train(config, "cpu"):
            if (
                snapshot.model is None
                and snapshot.step % (snapshot.steps // 20) == 0
                and reached == float("inf")
            ):
                start = time.perf_counter()
                if evaluate(made[0].eval(), load("MNIST"), DATASETS["MNIST"]) >= goal:
                    reached = snapshot.seconds - looking
                made[0].train()
                looking += time.perf_counter() - start
    if snapshot.test_accuracy >= goal:
        reached = min(reached, snapshot.seconds - looking)
    return reached, snapshot.test_accuracy


def good() -> Row:
    """The shipped network that is soonest at 99 %, all seeds."""
    runs = [our_loop(recipe(GOOD_MODEL, seed=seed)) for seed in SEEDS]
    seconds, accuracy = median(runs)
    worst = min(accuracy for _, accuracy in runs)
    return Row(
        f"{GOOD_MODEL}: time to {GOOD:.0%}, from scratch",
        f"{GOOD_SECONDS} s",
        f"{seconds:.1f} s, {accuracy:.2%} (worst {worst:.2%})",
        GOOD_SECONDS / seconds,
        f"at most {GOOD_SECONDS} s",
        accuracy >= GOOD and seconds <= GOOD_SECONDS,
    )


def threads() -> Row:
    """What a second CPU thread gives; the app trains with one, and leaves the others to the
    pages.
    """
    before, rates = torch.get_num_threads(), {1: [], 2: []}
    for seed in SEEDS:
        for count, measured in rates.items():
            torch.set_num_threads(count)
            measured.append(60_000 / our_loop(recipe("CNN 16-32", epochs=1, seed=seed))[0])
    torch.set_num_threads(before)
    single, double = (statistics.median(measured) for measured in rates.values())
    return Row(
        "CNN 16-32: two threads against one",
        f"{single:,.0f} pictures/s",
        f"{double:,.0f} pictures/s",
        double / single,
        "none",
        True,
    )


def memory() -> Row:
    """The training set as bytes against the same as float32."""
    images = load("MNIST").train_images
    size, usual = images.nbytes / 1e6, images.numel() * 4 / 1e6
    return Row(
        "MNIST's training pictures in memory",
        f"{usual:.0f} MB as float32",
        f"{size:.0f} MB",
        usual / size,
        "47 MB",
        round(size) == 47,
    )


def our_loop(config: TrainConfig) -> Result:
    start = time.perf_counter()
    *_, last = train(config, "cpu")
    return time.perf_counter() - start, last.test_accuracy


def usual_loop(name: str, seed: int) -> Result:
    """As tutorials have it: DataLoader, batches of 64, ToTensor and Normalize for each picture, SGD
    with momentum.
    """
    normalise = transforms.Compose(
        [transforms.ToTensor(), transforms.Normalize((0.1307,), (0.3081,))]
    )
    data = MNIST(mnist.unpack(), train=True, transform=normalise)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        start = time.perf_counter()
        model = MODELS[name].build()
        optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
        loss_function = nn.CrossEntropyLoss()
        for images, labels in DataLoader(data, batch_size=64, shuffle=True):
            optimizer.zero_grad()
            loss_function(model(images), labels).backward()
            optimizer.step()
        seconds = time.perf_counter() - start
    return seconds, evaluate(model.eval(), load("MNIST"), DATASETS["MNIST"])


def median(runs: list[Result]) -> Result:
    seconds, accuracies = zip(*runs, strict=True)
    return statistics.median(seconds), statistics.median(accuracies)


if __name__ == "__main__":
    print(json.dumps(rows()))
