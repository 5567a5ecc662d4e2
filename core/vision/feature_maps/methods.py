"""Attribution methods: seven ways to say which pixels a score rests on, in plain PyTorch.

Each is a function of a network in eval mode and its input, `(model, x, baseline, target, ...)`, and
returns (1, C, H, W), or (1, 1, H, W) where colours are not told apart:

    x: (1, C, H, W), normalised.
    baseline: the input that stands for "nothing there", a black picture, (1, C, H, W).
    target: the index of the class whose score is explained.

One that looks at the maps of a layer is a function `(score, maps, size, ...)` instead, of the score
(a tensor of one number), the maps (1, K, h, w) with their graph, and the picture's (H, W). Nothing
is hooked to the network and nothing stored on it. To add a method, write it and its `Method`.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.models.stages import Stage
from core.models.tracing import record
from core.registry import Choice, Range, Registry


@dataclass(frozen=True)
class Method(Choice):
    """A way to attribute a score to pixels.

    Args:
        looks_at_layer: it takes the maps of one layer.
        is_complete: what it finds adds up to how far the score is above that of the baseline.
        sum_words: what the sum of its values over all pixels is, where that means anything.
        empty_words: what it means that all its values are 0, where that may well be.
    """

    looks_at_layer: bool = False
    is_complete: bool = False
    sum_words: str = ""
    empty_words: str = ""


def gradients(model, x, target, at_once=16):
    """The slope of the score of a class by each number of its own picture, as `x`: (N, C, H, W).

    Takes `at_once` pictures in one backward pass: a ResNet-18 keeps 40 MB of each.
    """
    slopes = []
    for part in x.split(at_once):
        part = part.clone().requires_grad_()
        slopes += torch.autograd.grad(model(part)[:, target].sum(), part)
    return torch.cat(slopes)


def saliency(model, x, baseline, target):
    """The gradient of the score."""
    return gradients(model, x, target)


def gradient_times_input(model, x, baseline, target):
    """The gradient of the score, times how far each pixel is from the baseline."""
    return gradients(model, x, target) * (x - baseline)


def smoothgrad(model, x, baseline, target, samples, noise, seed=0):
    """The mean gradient of noisy copies; the noise is a share of the span of `x`."""
    generator = torch.Generator().manual_seed(seed)
    grain = torch.randn(samples, *x.shape[1:], generator=generator)  # (samples, C, H, W)
    return gradients(model, x + noise * (x.max() - x.min()) * grain, target).mean(0, keepdim=True)


def integrated_gradients(model, x, baseline, target, steps):
    """The mean gradient on the straight way from the baseline, times the way."""
    shares = (torch.arange(steps) + 0.5) / steps  # the middle of each step on the way
    path = baseline + shares.view(-1, 1, 1, 1) * (x - baseline)  # (steps, C, H, W)
    return (x - baseline) * gradients(model, path, target).mean(0, keepdim=True)


def guided_backpropagation(model, x, baseline, target):
    """A gradient of which every ReLU passes back only the positive part."""

    def guided(stage: Stage) -> Tensor:
        if stage.kind == "relu":
            stage.output.register_hook(lambda gradient: gradient.clamp(min=0))
        return stage.output

    return gradients(lambda part: record(model, part, guided).output, x, target)


def occlusion(model, x, baseline, target, window):
    """How far the score falls when a square is covered, the mean of all squares over a pixel."""
    height, width = x.shape[2:]
    side = max(1, round(window * min(height, width)))
    stride = max(1, side // 2)
    covers = []
    for top in range(0, height - side + stride, stride):
        for left in range(0, width - side + stride, stride):
            cover = torch.zeros(1, 1, height, width)
            cover[..., top : top + side, left : left + side] = 1
            covers.append(cover)
    covers = torch.cat(covers)  # (squares, 1, H, W)
    with torch.no_grad():
        scores = [model(torch.where(part > 0, baseline, x))[:, target] for part in covers.split(64)]
        drops = (model(x)[:, target] - torch.cat(scores)).view(-1, 1, 1, 1)
    return (drops * covers).sum(0, keepdim=True) / covers.sum(0, keepdim=True)


def grad_cam(score, maps, size):
    """The maps of one layer, weighted by how much the score rises with each; at the picture's
    size.
    """
    (slopes,) = torch.autograd.grad(score, maps)  # (1, K, h, w)
    weighted = (slopes.mean((2, 3), keepdim=True) * maps).sum(1, keepdim=True)  # (1, 1, h, w)
    return F.interpolate(weighted.relu().detach(), size, mode="bilinear")


def rise(model: nn.Module, x: Tensor, baseline: Tensor, target: int) -> float:
    """How far the score is above that of the baseline: what a complete method adds up to."""
    with torch.no_grad():
        scores = model(torch.cat([x, baseline]))[:, target]
    return float(scores[0] - scores[1])


ATTRIBUTIONS = Registry(
    "attribution",
    {
        "Saliency": Method(
            saliency,
            {},
            "The gradient of the score with respect to each pixel (Simonyan, Vedaldi and "
            "Zisserman 2013): how much the score would rise if the pixel were a little brighter.",
            sum_words="the slope if all pixels brighten together",
        ),
        "Gradient × input": Method(
            gradient_times_input,
            {},
            "The gradient times how far the pixel is from black (Shrikumar and others 2016): "
            "black pixels get nothing.",
            sum_words="the rise from black, if the slope stayed the same",
        ),
        "SmoothGrad": Method(
            smoothgrad,
            {
                "samples": Range(2, 64, 16, 2, label="Samples"),
                "noise": Range(0.0, 0.5, 0.15, 0.05, label="Noise"),
            },
            "The mean gradient of noisy copies (Smilkov and others 2017): what depends on chance "
            "averages out. The noise is a share of the picture's range of values.",
            sum_words="the mean slope if all pixels brighten together",
        ),
        "Integrated gradients": Method(
            integrated_gradients,
            {"steps": Range(4, 128, 32, 4, label="Steps")},
            "The mean gradient along the straight path from black to the picture, times the "
            "difference between the two (Sundararajan, Taly and Yan 2017): the values add up to "
            "the rise of the score.",
            is_complete=True,
            sum_words="the rise of the score from black",
        ),
        "Guided backpropagation": Method(
            guided_backpropagation,
            {},
            "A gradient of which every ReLU passes back only the positive part (Springenberg and "
            "others 2014). Pretty, and nearly the same for every class.",
        ),
        "Grad-CAM": Method(
            grad_cam,
            {},
            "The maps of one layer, weighted by how much the score rises with each (Selvaraju "
            "and others 2017), enlarged to the size of the picture.",
            looks_at_layer=True,
            empty_words="at no pixel is the weighted sum of these maps above 0, and Grad-CAM shows "
            "only what is. That is no doubt about the answer: its score need only be above the "
            "others, and the layers that follow and their biases count too. Try another layer, "
            "under More.",
        ),
        "Occlusion": Method(
            occlusion,
            {"window": Range(0.05, 0.5, 0.2, 0.05, label="Window")},
            "How far the score falls when a black square covers the pixel (Zeiler and Fergus "
            "2014). The window is a share of the side; it moves by half its width.",
        ),
    },
)
"""Attribution methods by name."""
