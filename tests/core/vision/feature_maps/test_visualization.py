"""Feature visualization: pictures that activate a unit, from noise and a seed alone."""

import pytest
import torch
from torch import nn
from torch.nn import functional as F
from torchvision.transforms.functional import gaussian_blur

from core.models.zoo import MODELS
from core.training import store
from core.vision.feature_maps.visualization import (
    Ascent,
    VisualizationRequest,
    activation_of,
    ascend,
    blurred,
    steps,
    visualize,
)

GENERATOR = torch.Generator().manual_seed(0)


def normalise(pictures):
    return (pictures / (255 if pictures.dtype == torch.uint8 else 1) - 0.1307) / 0.3081


@pytest.mark.parametrize("name", ["CNN 16-32", "SimpleCNN"])
def test_gradient_ascent_activates_the_unit(name):
    model, shape = store.load(name), MODELS[name].shape
    for layer, unit in (("conv2", 3), ("output", 7)):
        activation = activation_of(model, normalise, layer, unit, shape)
        path = list(ascend(activation, shape, Ascent(steps=32)))
        assert [step.index for step in path] == list(range(33))
        assert path[-1].activation > path[0].activation + 1
        assert all(
            step.picture.shape == shape and step.picture.min() >= 0 and step.picture.max() <= 1
            for step in path
        )


def test_an_activation_is_the_mean_of_the_map_before_its_activation():
    model, picture = store.load("CNN 16-32"), torch.rand(1, 1, 28, 28, generator=GENERATOR)
    expected = F.max_pool2d(model.conv1(normalise(picture)), 2)[0, 5].mean()
    assert float(
        activation_of(model, normalise, "conv1", 5, (1, 28, 28))(picture)
    ) == pytest.approx(float(expected))
    expected = model(normalise(picture))[0, 5]
    assert float(
        activation_of(model, normalise, "output", 5, (1, 28, 28))(picture)
    ) == pytest.approx(float(expected))


def test_a_picture_comes_back_with_its_seed_and_changes_with_another():
    activation = activation_of(store.load("CNN 16-32"), normalise, "conv2", 1, (1, 28, 28))
    before = torch.random.get_rng_state()
    ends = [
        list(ascend(activation, (1, 28, 28), Ascent(steps=16, seed=seed)))[-1] for seed in (1, 1, 2)
    ]
    assert torch.equal(ends[0].picture, ends[1].picture)
    assert not torch.equal(ends[0].picture, ends[2].picture)
    assert torch.equal(torch.random.get_rng_state(), before)


def test_variation_and_blur_make_a_picture_smoother():
    activation = activation_of(store.load("CNN 16-32"), normalise, "output", 3, (1, 28, 28))

    def roughness(**settings):
        *_, last = ascend(activation, (1, 28, 28), Ascent(steps=48, **settings))
        return float(last.picture.diff().abs().mean())

    rough = roughness(blur=0.0, variation=0.0)
    assert roughness(blur=0.0, variation=4.0) < rough
    assert roughness(blur=0.8, variation=0.0) < rough


@pytest.mark.parametrize("width", [0.3, 1.0])
def test_the_blur_is_torchvisions(width):
    x = torch.rand(2, 3, 12, 9, generator=GENERATOR)
    assert torch.allclose(blurred(x, width), gaussian_blur(x, [5, 5], [width, width]), atol=1e-6)


def test_nothing_is_left_on_the_network():
    model = store.load("CNN 16-32")
    list(
        ascend(
            activation_of(model, normalise, "conv2", 0, (1, 28, 28)), (1, 28, 28), Ascent(steps=16)
        )
    )
    assert all(value.grad is None and not value.requires_grad for value in model.parameters())
    assert not any(part._forward_hooks for part in model.modules()) and isinstance(model, nn.Module)


def test_what_a_page_shows_is_some_of_the_steps():
    request = VisualizationRequest(network="CNN 16-32", layer="conv2", unit=3, steps=16)
    path = list(steps(request))
    *_, made = visualize(request)
    assert made.done == 1 and list(made.pictures) == [0, 2, 8, 16]
    assert made.activations == tuple(step.activation for step in path)
    assert all(torch.equal(made.pictures[index], path[index].picture) for index in made.pictures)
