"""Attributions against captum, against their own definitions, and on networks that others use at
the same time.
"""

import copy
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch
from torch import nn
from torch.nn import functional as F

from core.models.tracing import record
from core.models.zoo import MODELS, create
from core.training import store
from core.vision.feature_maps.attribution import attribute
from core.vision.feature_maps.methods import ATTRIBUTIONS, grad_cam, gradients, rise

GENERATOR = torch.Generator().manual_seed(0)
NAMES = tuple(ATTRIBUTIONS)

pytestmark = [
    pytest.mark.filterwarnings(f"ignore:{line}")
    for line in (
        "Input Tensor 0 did not already require gradients",
        "Setting backward hooks on ReLU",
    )
]  # captum's ways


def small(channels, seed):
    """A network of modules only, as captum needs it to replace its ReLUs; weights large enough to
    tell maps apart.
    """
    network = (
        nn.Sequential(
            nn.Conv2d(channels, 6, 3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(6, 8, 3, stride=2),
            nn.ReLU(),
            nn.Flatten(),
            nn.Linear(8 * 6 * 6, 5),
        )
        .eval()
        .requires_grad_(False)
    )
    generator = torch.Generator().manual_seed(seed)
    for value in network.parameters():
        value.copy_(0.4 * torch.randn(value.shape, generator=generator))
    return network


@pytest.fixture(scope="module")
def captum():
    """Imported where it is needed, since that takes each of several workers a second."""
    import captum.attr

    return captum.attr


@pytest.fixture(params=[1, 3], ids=["grey", "colour"])
def case(request):
    """A network, its input, a black one and a class."""
    x = torch.randn(
        1, request.param, 28, 28, generator=torch.Generator().manual_seed(request.param)
    )
    return small(request.param, 7), x, torch.full_like(x, -0.4), 2


def result(name, case, **parameters):
    network, x, black, target = case
    return ATTRIBUTIONS.pick(name, **parameters).build(network, x, black, target)


def same(ours, other):
    assert ours.shape == other.shape
    assert (ours - other).abs().max() <= 1e-5 * other.abs().max()


def test_saliency_is_captums(case, captum):
    network, x, _, target = case
    same(result("Saliency", case), captum.Saliency(network).attribute(x.clone(), target, abs=False))


def test_gradient_times_input_is_captums(case, captum):
    network, x, _, target = case
    from_zero = (network, x, torch.zeros_like(x), target)
    same(
        result("Gradient × input", from_zero),
        captum.InputXGradient(network).attribute(x.clone(), target),
    )


def test_smoothgrad_is_captums(case, captum):
    """captum takes its noise from the global generator, ours from one of its own; the stream is the
    same.
    """
    network, x, _, target = case
    with torch.random.fork_rng():
        torch.manual_seed(0)
        expected = captum.NoiseTunnel(captum.Saliency(network)).attribute(
            x.clone(),
            nt_type="smoothgrad",
            nt_samples=16,
            stdevs=0.2 * float(x.max() - x.min()),
            target=target,
            abs=False,
        )
    same(result("SmoothGrad", case, samples=16, noise=0.2), expected)


@pytest.mark.parametrize("steps", [4, 32])
def test_integrated_gradients_are_captums(case, steps, captum):
    network, x, black, target = case
    expected = captum.IntegratedGradients(network).attribute(
        x.clone(), black, target, n_steps=steps, method="riemann_middle"
    )
    same(result("Integrated gradients", case, steps=steps), expected.float())


def test_guided_backpropagation_is_captums(case, captum):
    network, x, _, target = case
    expected = captum.GuidedBackprop(copy.deepcopy(network)).attribute(x.clone(), target)
    same(result("Guided backpropagation", case), expected)
    assert not torch.allclose(expected, result("Saliency", case))


@pytest.mark.parametrize("layer", ["0", "3"])
def test_grad_cam_is_captums(case, layer, captum):
    """Of a convolution's own output, and at the size of the picture."""
    network, x, _, target = case
    run = record(network, x.clone().requires_grad_())
    maps = run.stage(layer).output
    expected = captum.LayerGradCam(network, network[int(layer)]).attribute(
        x.clone().requires_grad_(), target, relu_attributions=True
    )
    same(grad_cam(run.output[0, target], maps, maps.shape[2:]), expected)
    run = record(network, x.clone().requires_grad_())
    values = grad_cam(run.output[0, target], run.stage(layer).output, x.shape[2:])
    same(values, captum.LayerAttribution.interpolate(expected, x.shape[2:], "bilinear"))


def test_grad_cam_takes_what_the_layer_hands_on(case, captum):
    network, x, black, target = case
    expected = captum.LayerGradCam(network, network[4]).attribute(
        x.clone().requires_grad_(), target, relu_attributions=True
    )
    result = attribute(ATTRIBUTIONS.pick("Grad-CAM"), network, x, black, target, "3")
    same(result.values, F.interpolate(expected, x.shape[2:], mode="bilinear")[0, 0])


@pytest.mark.parametrize("window", [0.05, 0.2, 0.35, 0.5])
def test_occlusion_is_captums(case, window, captum):
    network, x, black, target = case
    side = round(window * 28)
    stride = max(1, side // 2)
    expected = captum.Occlusion(network).attribute(
        x, (x.shape[1], side, side), (x.shape[1], stride, stride), black, target
    )
    same(result("Occlusion", case, window=window), expected[:, :1])


@pytest.mark.parametrize("name", [name for name in MODELS if name != "MLP 784-512-128-10"])
def test_integrated_gradients_add_up_to_the_rise_of_the_score(name):
    model = create(name, GENERATOR).eval().requires_grad_(False)
    x = torch.rand(1, *MODELS[name].shape, generator=GENERATOR)
    black = torch.full_like(x, -0.42)
    for target in (0, 7):
        result = attribute(
            ATTRIBUTIONS.pick("Integrated gradients", steps=128), model, x, black, target
        )
        with torch.no_grad():
            expected = float(model(x)[0, target] - model(black)[0, target])
        assert rise(model, x, black, target) == pytest.approx(expected, rel=1e-4, abs=1e-6)
        assert result.total == pytest.approx(expected, abs=0.02 * max(1, abs(expected)))
        assert float(result.values.sum()) == pytest.approx(result.total, rel=1e-3, abs=1e-5)


def test_more_steps_come_nearer_to_completeness():
    model, x = small(1, 3), torch.randn(1, 1, 28, 28, generator=GENERATOR)
    black = torch.zeros_like(x)
    gaps = [
        abs(
            attribute(
                ATTRIBUTIONS.pick("Integrated gradients", steps=steps), model, x, black, 1
            ).total
            - rise(model, x, black, 1)
        )
        for steps in (4, 128)
    ]
    assert gaps[1] < gaps[0] / 4


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("model", ["DigitNet", "SimpleCNN"])
def test_every_method_has_the_size_of_the_picture_and_leaves_the_network_as_it_was(name, model):
    network = store.load(model)
    x = torch.rand(1, *MODELS[model].shape, generator=GENERATOR)
    before = network(x)
    result = attribute(ATTRIBUTIONS.pick(name), network, x, torch.zeros_like(x), 3, "conv2")
    assert (
        result.values.shape == x.shape[2:]
        and result.values.isfinite().all()
        and not result.values.requires_grad
    )
    assert torch.equal(network(x), before)
    assert all(value.grad is None and not value.requires_grad for value in network.parameters())
    assert not any(part._forward_hooks or part._backward_hooks for part in network.modules())


def test_a_network_without_maps_has_no_grad_cam():
    x = torch.rand(1, 1, 28, 28, generator=GENERATOR)
    with pytest.raises(
        ValueError, match="layer='hidden' has no maps for Grad-CAM: this network has no convolution"
    ):
        attribute(ATTRIBUTIONS.pick("Grad-CAM"), store.load("MLP 784-128-10"), x, x, 3, "hidden")
    with pytest.raises(ValueError, match="choose from conv1, conv2$"):
        attribute(ATTRIBUTIONS.pick("Grad-CAM"), store.load("LeNet"), x, x, 3, "hidden1")


def test_guided_relus_are_seen_by_their_own_thread_only():
    """One thread is guided while seven others take plain gradients of the same network."""
    network, x = store.load("CNN 16-32"), torch.rand(1, 1, 28, 28, generator=GENERATOR)
    guided = ATTRIBUTIONS.pick("Guided backpropagation").build
    alone = [guided(network, x, x, 3), *(gradients(network, x, 3) for _ in range(7))]
    with ThreadPoolExecutor(8) as pool:
        for _ in range(5):
            works = [
                pool.submit(guided, network, x, x, 3),
                *(pool.submit(gradients, network, x, 3) for _ in range(7)),
            ]
            assert all(map(torch.equal, (work.result() for work in works), alone))
