"""Transfer learning: how often a head on the features of a pre-trained network is right after 20
pictures of each class, beside a head on raw pixels, and how long a reader waits.

Three seeds draw the pictures. CIFAR-10 is measured where it is on this computer.
"""

import os
import statistics
import tempfile
import time
from pathlib import Path

import torch
from torch import Tensor

from core.data import cache
from core.data.datasets import DATASETS, load
from core.data.inputs import png
from core.data.own_classes import Draft, make, with_class, with_pictures
from core.jobs.progress import last
from core.training import store
from core.vision.transfer import features as features_module
from core.vision.transfer.features import compute
from core.vision.transfer.head import fit, raw_pixels
from core.vision.transfer.pictures import Pictures, choose, pictures_of
from core.vision.transfer.tuning import Tuning
from tests.benchmarks.rows import Row

NETWORK, PER_CLASS, SEEDS = "EfficientNet-Lite0", 20, (0, 1, 2)
LEAST = {"Clip art": 0.8, "CIFAR-10": 0.55}
"""Shares that must be right, by data set."""

TIMES, COLD, WARM, MINUTE = 2.0, 20.0, 1.0, 60.0
UPLOADS = 10


def run() -> list[Row]:
    """Rows for each data set that is here."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # as where long work is done
    before, shipped = os.environ.get(cache.VARIABLE), features_module.SHIPPED
    features_module.SHIPPED = Path("nowhere")  # all are computed
    try:
        rows = [row for name in LEAST if DATASETS[name].is_ready() for row in _rows(name)]
        return [*rows, _own_classes()]
    finally:
        torch.set_num_threads(threads)
        features_module.SHIPPED = shipped
        if before is None:
            os.environ.pop(cache.VARIABLE, None)
        else:
            os.environ[cache.VARIABLE] = before


def _rows(name: str) -> list[Row]:
    pictures = pictures_of(name)
    with tempfile.TemporaryDirectory() as folder:
        os.environ[cache.VARIABLE] = folder  # nothing is kept there
        start = time.perf_counter()
        features = last(compute(NETWORK, name))
        cold = time.perf_counter() - start
        start = time.perf_counter()
        features = last(compute(NETWORK, name))
        rights = _accuracies(pictures, features.train, features.test)
        warm = (time.perf_counter() - start) / len(SEEDS)
    raw = _accuracies(pictures, raw_pixels(pictures.train), raw_pixels(pictures.test))
    least, times = min(rights), min(a / b for a, b in zip(rights, raw, strict=True))
    percents = ", ".join(f"{100 * share:.1f}" for share in rights)
    return [
        Row(
            f"{name}: right after {PER_CLASS} a class, three seeds",
            f"raw pixels {', '.join(f'{100 * share:.1f}' for share in raw)} %",
            f"{percents} %",
            times,
            f">= {100 * LEAST[name]:.0f} %, {TIMES:g} times",
            least >= LEAST[name] and times >= TIMES,
        ),
        Row(
            f"{name}: features not yet computed",
            f"{len(pictures.train) + len(pictures.test)} pictures",
            f"{cold:.1f} s",
            None,
            f"<= {COLD:g} s",
            cold <= COLD,
        ),
        Row(
            f"{name}: a head, features computed",
            f"mean {100 * statistics.mean(rights):.1f} % right",
            f"{warm:.2f} s",
            None,
            f"<= {WARM:g} s",
            warm <= WARM,
        ),
    ]


def _own_classes() -> Row:
    """From thirty uploads in three classes to a network in the store."""
    data, labels = load("Clip art"), (0, 3, 6)
    with tempfile.TemporaryDirectory() as folder:
        os.environ[cache.VARIABLE] = folder
        uploads = {
            DATASETS["Clip art"].classes[label]: [
                (f"{row}.png", png(data.train_images[row]))
                for row in (data.train_labels == label).nonzero()[:UPLOADS, 0].tolist()
            ]
            for label in labels
        }
        start, draft = time.perf_counter(), Draft()
        for name, files in uploads.items():
            draft = with_pictures(with_class(draft, name), name, files).draft
        tuning = Tuning(dataset=make(draft).name)
        *_, end = store.train_once(tuning)
        seconds = time.perf_counter() - start
        del DATASETS[tuning.dataset]
    return Row(
        f"three classes of {UPLOADS} uploads each, to a network in the store",
        f"{100 * end.test_accuracy:.0f} % of the held-out ones right",
        f"{seconds:.1f} s",
        None,
        f"<= {MINUTE:g} s",
        seconds <= MINUTE,
    )


def _accuracies(pictures: Pictures, train: Tensor, test: Tensor) -> list[float]:
    """On the held-out pictures, for each seed."""
    result = []
    for seed in SEEDS:
        rows = choose(pictures.train_labels, PER_CLASS, seed)
        head = fit(train[rows], pictures.train_labels[rows], len(pictures.classes))
        result.append(head.accuracy(test, pictures.test_labels))
    return result
