"""Every model of the surface is ready, and its settings are settings."""

import inspect

import pytest

from core.functions.losses.models import CLASS_LOSSES, FITS, MODELS
from core.functions.losses.surfaces import LossSurface, problem


def test_a_line_is_fitted_by_any_loss_of_a_prediction_and_a_number():
    assert set(FITS) == {"MSELoss", "L1Loss", "SmoothL1Loss", "HuberLoss"}


@pytest.mark.parametrize("name", MODELS)
def test_every_model_is_ready(name):
    model, settings = MODELS[name], dict(LossSurface.specs())
    task = problem(LossSurface(model=name))
    assert task.points == model.read(getattr(LossSurface(), model.points))
    assert task.parameters == model.parameters
    assert tuple(inspect.signature(task.function).parameters)[1:] == model.parameters
    assert task.classes == model.classes
    needed = {setting for further in model.loss_settings.values() for setting in further}
    assert {model.points, model.loss, *needed} <= settings.keys()


@pytest.mark.parametrize("name", CLASS_LOSSES)
def test_the_settings_of_a_class_loss_reach_the_loss(name):
    task = problem(LossSurface(model="Two classes", class_loss=name, pos_weight=2.5))
    for setting in CLASS_LOSSES[name].settings:
        assert task.loss[setting] == 2.5
    assert task.log == CLASS_LOSSES[name].log
