"""What units like and what is missing without them, against plain loops."""

import pytest
import torch
from torch import nn
from torch.nn import functional as F
from torchvision.transforms.functional import gaussian_blur

from core.data import mnist
from core.models.tracing import trace
from core.models.zoo import MODELS
from core.training import store
from core.vision.feature_maps.units import (
    MANNERS,
    Ascent,
    blurred,
    dreams,
    effects,
    excitation,
    favourites,
    switched_off,
    without,
)

GENERATOR = torch.Generator().manual_seed(0)
DIGITS = mnist.test_digits()[0][:, None]


def normalise(pictures):
    return (pictures / (255 if pictures.dtype == torch.uint8 else 1) - 0.1307) / 0.3081


@pytest.mark.parametrize(
    ("name", "layer"), [("CNN 16-32", "conv2"), ("MLP 784-128-10", "hidden"), ("LeNet", "conv1")]
)
def test_the_favourites_are_the_best_of_all(name, layer):
    model, pictures = store.load(name), DIGITS[:730]
    *_, found = favourites(model, pictures, normalise, layer)
    output = trace(model, normalise(pictures)).end(layer).output
    strength = output.amax((2, 3)) if output.ndim == 4 else output
    expected = strength.T.sort(descending=True).values[:, :9]
    assert found.values.shape == (strength.shape[1], 9)
    assert torch.allclose(found.values, expected, rtol=1e-4, atol=1e-4)
    assert torch.allclose(strength.T.gather(1, found.indices), found.values, rtol=1e-4, atol=1e-4)
    assert all(len(set(row)) == 9 for row in found.indices.tolist())


def test_favourites_tell_how_far_they_are():
    found = list(favourites(store.load("MLP 784-128-10"), DIGITS[:250], normalise, "hidden", 3))
    assert [one.done for one in found] == [0.4, 0.8, 1.0]
    assert all(
        (later.values >= sooner.values).all()
        for sooner, later in zip(found, found[1:], strict=False)
    )


@pytest.mark.parametrize("name", ["CNN 16-32", "SimpleCNN"])
def test_gradient_ascent_excites_the_unit(name):
    model, shape = store.load(name), MODELS[name].shape
    for layer, unit in (("conv2", 3), ("output", 7)):
        excited = excitation(model, normalise, layer, unit, shape)
        found = list(dreams(excited, shape, Ascent(steps=32)))
        assert [one.step for one in found] == list(range(33))
        assert found[-1].value > found[0].value + 1
        assert all(
            one.picture.shape == shape and one.picture.min() >= 0 and one.picture.max() <= 1
            for one in found
        )


def test_an_excitation_is_the_mean_of_the_map_before_its_activation():
    model, picture = store.load("CNN 16-32"), torch.rand(1, 1, 28, 28, generator=GENERATOR)
    expected = F.max_pool2d(model.conv1(normalise(picture)), 2)[0, 5].mean()
    assert float(excitation(model, normalise, "conv1", 5, (1, 28, 28))(picture)) == pytest.approx(
        float(expected)
    )
    expected = model(normalise(picture))[0, 5]
    assert float(excitation(model, normalise, "output", 5, (1, 28, 28))(picture)) == pytest.approx(
        float(expected)
    )


def test_a_dream_comes_back_with_its_seed_and_changes_with_another():
    excited = excitation(store.load("CNN 16-32"), normalise, "conv2", 1, (1, 28, 28))
    before = torch.random.get_rng_state()
    ends = [
        list(dreams(excited, (1, 28, 28), Ascent(steps=16, seed=seed)))[-1] for seed in (1, 1, 2)
    ]
    assert torch.equal(ends[0].picture, ends[1].picture)
    assert not torch.equal(ends[0].picture, ends[2].picture)
    assert torch.equal(torch.random.get_rng_state(), before)


def test_variation_and_blur_make_a_picture_smoother():
    excited = excitation(store.load("CNN 16-32"), normalise, "output", 3, (1, 28, 28))

    def roughness(**settings):
        *_, last = dreams(excited, (1, 28, 28), Ascent(steps=48, **settings))
        return float(last.picture.diff().abs().mean())

    rough = roughness(blur=0.0, variation=0.0)
    assert roughness(blur=0.0, variation=4.0) < rough
    assert roughness(blur=0.8, variation=0.0) < rough


@pytest.mark.parametrize("width", [0.3, 1.0])
def test_the_blur_is_torchvisions(width):
    x = torch.rand(2, 3, 12, 9, generator=GENERATOR)
    assert torch.allclose(blurred(x, width), gaussian_blur(x, [5, 5], [width, width]), atol=1e-6)


def test_a_map_switched_off():
    output = torch.randn(2, 4, 3, 5, generator=GENERATOR)
    for manner in MANNERS:
        found = switched_off(output, (1, 3), manner)
        assert torch.equal(found[:, [0, 2]], output[:, [0, 2]])
    assert (switched_off(output, (1, 3), "zero")[:, [1, 3]] == 0).all()
    mean = switched_off(output, (1,), "mean")[:, 1]
    assert torch.allclose(mean, output[:, 1].mean((1, 2), keepdim=True).expand(-1, 3, 5))
    shuffled = switched_off(output, (1, 3), "shuffle", 5)
    assert not torch.equal(shuffled, output)
    assert torch.equal(shuffled.flatten(2).sort().values, output.flatten(2).sort().values)
    assert not torch.equal(shuffled, switched_off(output, (1, 3), "shuffle", 6))


def test_numbers_switched_off():
    output = torch.randn(2, 6, generator=GENERATOR)
    assert (switched_off(output, (0, 5), "zero")[:, [0, 5]] == 0).all()
    assert torch.allclose(switched_off(output, (4,), "mean")[:, 4], output.mean(1))
    shuffled = switched_off(output, tuple(range(6)), "shuffle", 1)
    assert torch.equal(shuffled.sort().values, output.sort().values) and not torch.equal(
        shuffled, output
    )
    with pytest.raises(ValueError, match="manner='half' must be one of zero, mean, shuffle"):
        switched_off(output, (0,), "half")


def test_a_channel_at_zero_is_a_network_without_its_weights():
    model, x = store.load("CNN 16-32"), normalise(DIGITS[:1])
    end = trace(model, x).end("conv2").name
    found = trace(model, x, without({end: (2, 9)}, "zero")).output
    weight = model.output.weight.view(10, 32, 49).clone()
    weight[:, [2, 9]] = 0
    maps = trace(model, x).end("conv2").output.flatten(1)
    assert torch.allclose(found, F.linear(maps, weight.flatten(1), model.output.bias), atol=1e-4)
    with torch.inference_mode():
        assert torch.equal(model(x), trace(model, x).output)  # and it is as it was


def test_the_effect_of_each_unit_is_that_of_switching_it_off():
    model, x = store.load("LeNet"), normalise(DIGITS[4:5])
    found = trace(model, x)
    for layer in ("conv2", "hidden2"):
        end = found.end(layer)
        for manner in ("zero", "mean"):
            together = effects(model, x, end.name, end.output.shape[1], manner)
            for unit in (0, end.output.shape[1] - 1):
                alone = trace(model, x, without({end.name: (unit,)}, manner)).output.softmax(1)[0]
                assert torch.allclose(together[unit], alone, atol=1e-5)


def test_nothing_is_left_on_the_network():
    model = store.load("CNN 16-32")
    list(
        dreams(excitation(model, normalise, "conv2", 0, (1, 28, 28)), (1, 28, 28), Ascent(steps=16))
    )
    assert all(value.grad is None and not value.requires_grad for value in model.parameters())
    assert not any(part._forward_hooks for part in model.modules()) and isinstance(model, nn.Module)
