"""What the presets of the view "Train" say, by trainings so short that they cost little."""

import torch

from core.vision.segmentation.learning import numbers
from core.vision.segmentation.metrics import dice
from core.vision.segmentation.network import PAPER, UNet, create
from core.vision.segmentation.settings import training_scenes
from core.vision.segmentation.training import Course
from tests.core.claims import Claims, yes

CLAIMS = Claims()


def parameters(network: UNet) -> int:
    return sum(value.numel() for value in network.parameters())


@CLAIMS.of("Half a minute")
def _(state):
    shown = numbers(state)
    assert shown["parameters"] == parameters(create(state.architecture)) == 121_042
    with torch.device("meta"):
        paper = parameters(UNet(**PAPER.arguments()))
    assert round(paper / shown["parameters"]) == 256 and shown["pictures"] == 400


@CLAIMS.of("Can it overfit one picture?")
def _(state):
    assert numbers(state)["pictures"] == 1 and numbers(state)["steps"] == 40


@CLAIMS.answer("Can it overfit one picture?")
def _(state):
    """The steps of the training, without its measurements: one picture is learned by heart."""
    config = state.config
    scenes = training_scenes(config)
    course = Course(config, torch.device("cpu"), scenes, scenes)
    for _ in range(config.epochs):
        for batch in course.batches():
            course.step(batch)
    with torch.inference_mode():
        prediction = course.network.eval()(scenes.pictures).argmax(1) == 1
    return "A single picture" if dice(prediction, scenes.masks == 1) > 0.95 else "More pictures"


@CLAIMS.of("Without skips")
def _(state):
    assert state.config.cut_levels == state.config.levels == (1, 2, 3)


@CLAIMS.answer("Without skips")
def _(state):
    fewer = numbers(state)["parameters"] < numbers(state.replace(cut=()))["parameters"]
    return yes(True) if fewer else "No, as many"


@CLAIMS.of("Eleven classes")
def _(state):
    assert int((training_scenes(state.config.replace(pictures=2)).masks[0].unique() > 0).sum()) > 1


@CLAIMS.answer("Eleven classes")
def _(state):
    return str(len(state.config.classes))
