"""U-Net: how well it segments held-out pictures after a training, with its skips, with none at as
many parameters, and with the coarsest skip of the trained network zeroed; beside the best
threshold.

Three seeds, each with its own pictures and weights, on one thread of the CPU.
"""

import time

import torch

from core.training.snapshot import Snapshot
from core.vision.segmentation.metrics import score
from core.vision.segmentation.pictures import best_threshold, threshold
from core.vision.segmentation.settings import Segmentation, held_out, training_scenes
from core.vision.segmentation.skips import scored
from core.vision.segmentation.training import train
from tests.benchmarks.rows import Row

SEEDS = (0, 1, 2)
WITH, WITHOUT, ZEROED, SECONDS = 0.95, 0.90, 0.3, 60.0
"""Dice at least and at most, and seconds of a training at most."""


def run() -> list[Row]:
    """Rows for the kind of picture that the page begins with."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # as in the process that trains for the app
    try:
        return _rows()
    finally:
        torch.set_num_threads(threads)


def _rows() -> list[Row]:
    whole, cut, zeroed, baseline, seconds = [], [], [], [], []
    for seed in SEEDS:
        config = Segmentation(seed=seed)
        scenes = held_out(config)
        start = time.process_time()
        trained = _last(config)
        seconds.append(time.process_time() - start)
        whole.append(trained.test_accuracy)
        zeroed.append(scored(trained.model, scenes, (config.depth,)).mean_dice)
        without = config.replace(cut=tuple(str(level) for level in config.levels))
        cut.append(_last(without).test_accuracy)
        predicted = threshold(scenes.pictures, best_threshold(training_scenes(config)))
        baseline.append(score(predicted, scenes.masks, len(scenes.classes)).mean_dice)
    beside = f"best threshold {_told(baseline)}"
    return [
        _row("with skips", beside, whole, f">= {WITH:g}", min(whole) >= WITH),
        _row("without, as many parameters", beside, cut, f"<= {WITHOUT:g}", max(cut) <= WITHOUT),
        _row("coarsest skip zeroed", beside, zeroed, f"< {ZEROED:g}", max(zeroed) < ZEROED),
        Row(
            "U-Net: seconds of the processor for a training",
            f"{config.steps} steps of {config.batch_size}",
            f"{max(seconds):.1f} s",
            None,
            f"<= {SECONDS:g} s",
            max(seconds) <= SECONDS,
        ),
    ]


def _last(config: Segmentation) -> Snapshot:
    """The end of a training."""
    *_, last = train(config, "cpu")
    return last


def _row(name: str, beside: str, values: list[float], target: str, met: bool) -> Row:
    return Row(f"U-Net: Dice {name}, three seeds", beside, _told(values), None, target, met)


def _told(values: list[float]) -> str:
    return ", ".join(f"{value:.3f}" for value in values)
