"""Why this answer: seven ways to say which pixels a score rests on, in plain PyTorch.

Each is a function (model, x, baseline, target, ...) of a network in eval mode, its input (1, C, H,
W), the input that stands for "nothing there" (a black picture), and a class; it returns (1, C, H,
W), or (1, 1, H, W) where colours are not told apart. Nothing is hooked to the network and nothing
stored on it. To add one, write it and its `Choice`.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.overrides import TorchFunctionMode

from core.models.tracing import Trace, record
from core.registry import Choice, Pick, Range, Registry

AT_ONCE = 16  # pictures in one backward pass: a ResNet keeps 40 MB of each


def gradients(model: nn.Module, x: Tensor, target: int) -> Tensor:
    """The slope of the score of a class by each number of its own picture, as `x`: (N, C, H, W)."""
    found = []
    for part in x.split(AT_ONCE):
        part = part.clone().requires_grad_()
        found += torch.autograd.grad(model(part)[:, target].sum(), part)
    return torch.cat(found)


def saliency(model, x, baseline, target):
    return gradients(model, x, target)


def gradient_times_input(model, x, baseline, target):
    return gradients(model, x, target) * (x - baseline)


def smoothgrad(model, x, baseline, target, samples, noise, seed=0):
    generator = torch.Generator().manual_seed(seed)
    grain = torch.randn(samples, *x.shape[1:], generator=generator)
    return gradients(model, x + noise * (x.max() - x.min()) * grain, target).mean(0, keepdim=True)


def integrated_gradients(model, x, baseline, target, steps):
    shares = (torch.arange(steps) + 0.5) / steps  # the middle of each step on the way
    path = baseline + shares.view(-1, 1, 1, 1) * (x - baseline)
    return (x - baseline) * gradients(model, path, target).mean(0, keepdim=True)


class GuidedReLU(torch.autograd.Function):
    """ReLU that lets back only what is positive, both of the gradient and of its own input."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, gradient):
        (x,) = ctx.saved_tensors
        return gradient.clamp(min=0) * (x > 0)


class Guided(TorchFunctionMode):
    """While this is active, a network of this thread that asks for a ReLU gets a guided one."""

    def __torch_function__(self, function, types, args=(), kwargs=None):
        if function.__name__ in ("relu", "relu_"):
            return GuidedReLU.apply(args[0])
        return function(*args, **(kwargs or {}))


def guided_backpropagation(model, x, baseline, target):
    with Guided():
        return gradients(model, x, target)


def grad_cam(score: Tensor, maps: Tensor, size: tuple[int, int]) -> Tensor:
    """The maps of one layer (1, K, h, w), weighted by how much the score rises with each; at the
    picture's size.
    """
    (slopes,) = torch.autograd.grad(score, maps)
    weighted = (slopes.mean((2, 3), keepdim=True) * maps).sum(1, keepdim=True)
    return F.interpolate(weighted.relu().detach(), size, mode="bilinear")


def occlusion(model, x, baseline, target, window):
    height, width = x.shape[2:]
    side = max(1, round(window * min(height, width)))
    stride = max(1, side // 2)
    covers = []
    for top in range(0, height - side + stride, stride):
        for left in range(0, width - side + stride, stride):
            cover = torch.zeros(1, 1, height, width)
            cover[..., top : top + side, left : left + side] = 1
            covers.append(cover)
    covers = torch.cat(covers)
    with torch.no_grad():
        scores = [model(torch.where(part > 0, baseline, x))[:, target] for part in covers.split(64)]
        drops = (model(x)[:, target] - torch.cat(scores)).view(-1, 1, 1, 1)
    return (drops * covers).sum(0, keepdim=True) / covers.sum(0, keepdim=True)


def _grad_cam(model, x, baseline, target, layer):
    """Grad-CAM of a layer by its name; a network without maps has none."""
    run = record(model, x.clone().requires_grad_())
    maps = run.end(layer).output
    if maps.ndim != 4:
        raise ValueError(f"layer={layer!r} has no maps for Grad-CAM: {where(run)}")
    return grad_cam(run.output[0, target], maps, x.shape[2:])


def where(run: Trace) -> str:
    """What a reader who wants a layer with maps can choose."""
    names = [name for name in run.weighted() if run.end(name).output.ndim == 4]
    return f"choose from {', '.join(names)}" if names else "this network has no convolution"


ATTRIBUTIONS = Registry(
    "attribution",
    {
        "saliency": Choice(
            saliency,
            {},
            "The gradient of the score by each pixel (Simonyan, Vedaldi and Zisserman 2013): "
            "how much the score would rise if the pixel were a little brighter.",
        ),
        "gradient × input": Choice(
            gradient_times_input,
            {},
            "The gradient times how far the pixel is from black "
            "(Shrikumar and others 2016): black pixels get nothing.",
        ),
        "SmoothGrad": Choice(
            smoothgrad,
            {"samples": Range(2, 64, 16, 2), "noise": Range(0.0, 0.5, 0.15, 0.05)},
            "The mean gradient of noisy copies (Smilkov and others 2017): what hangs on "
            "chance averages out. The noise is a share of the picture's span.",
        ),
        "integrated gradients": Choice(
            integrated_gradients,
            {"steps": Range(4, 128, 32, 4)},
            "The mean gradient on the "
            "straight way from black, times the way (Sundararajan, Taly and Yan 2017): its sum "
            "is the rise of the score.",
        ),
        "guided backpropagation": Choice(
            guided_backpropagation,
            {},
            "A gradient of which every ReLU lets only what is "
            "positive back (Springenberg and others 2014). Pretty, and nearly the same for "
            "every class.",
        ),
        "Grad-CAM": Choice(
            _grad_cam,
            {},
            "The maps of one layer, weighted by the slope of the score by each (Selvaraju "
            "and others 2017), at the size of that layer's maps.",
            facts={"layer": True},
        ),
        "occlusion": Choice(
            occlusion,
            {"window": Range(0.05, 0.5, 0.2, 0.05)},
            "How far the score falls when a black square covers the place (Zeiler and Fergus "
            "2014). The window is a share of the side; it moves by half of itself.",
        ),
    },
)
"""Ways to attribute a score to the pixels, by name; `facts["layer"]` for those that look at one
layer.
"""


@dataclass(frozen=True, eq=False)
class Attribution:
    """What a score rests on, by one method.

    Args:
        values: (H, W), colours summed up: positive where the place speaks for the class.
        total: the sum of all values before they are brought to any other size.
    """

    values: Tensor
    total: float


def attribute(
    pick: Pick, model: nn.Module, x: Tensor, baseline: Tensor, target: int, layer: str = ""
) -> Attribution:
    """What `model(x)[0, target]` rests on.

    Args:
        pick: of ATTRIBUTIONS.
        x: (1, C, H, W), normalised.
        baseline: likewise, a black picture.
        layer: for the methods that look at one.

    Raises:
        ValueError: this network has nothing that the method could look at.
    """
    more = {"layer": layer} if pick.choice.facts.get("layer") else {}
    found = pick.choice.build(model, x, baseline, target, **dict(pick.arguments), **more)[0]
    return Attribution(found.sum(0), float(found.sum()))


def rise(model: nn.Module, x: Tensor, baseline: Tensor, target: int) -> float:
    """How far the score is above that of the baseline: what integrated gradients have to add " "up
    to.
    """
    with torch.no_grad():
        scores = model(torch.cat([x, baseline]))[:, target]
    return float(scores[0] - scores[1])


def likeness(one: Tensor, other: Tensor) -> float:
    """Spearman's rank correlation of the strengths of two attributions, from −1 to 1; 0 if one is
    even everywhere.

    The signs are ignored, and so are places of which neither says anything: a black background
    would make any two alike.

    Adebayo and others (2018): a method whose picture hardly changes when the weights are random
    shows the picture that went in, and not what the network has learned.
    """
    said = (one != 0) | (other != 0)
    first, second = (_ranks(values[said].abs()) for values in (one, other))
    return float(F.cosine_similarity(first - first.mean(), second - second.mean(), dim=0))


def _ranks(values: Tensor) -> Tensor:
    """The place of each value in their order; equal values share the mean of theirs."""
    _, which, counts = values.unique(return_inverse=True, return_counts=True)
    return (counts.cumsum(0) - (counts - 1) / 2).double()[which]
