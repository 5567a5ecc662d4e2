"""Losses of segmentation: scores (N, K, H, W) and masks (N, H, W) of class numbers to one number.

A new loss is one entry in `LOSSES`. The classes use torch alone, since scripts show their source.
"""

import math

import torch
from torch import nn
from torch.nn import functional as F

from core.registry import Choice, Options, Range, Registry


class WeightedCrossEntropy(nn.Module):
    """Cross-entropy in which a pixel of any class but the background counts `weight` times; the sum
    is divided by the sum of the weights.
    """

    def __init__(self, weight=5.0):
        super().__init__()
        self.weight = weight

    def forward(self, scores, masks):
        weights = torch.full((scores.shape[1],), self.weight)
        weights[0] = 1.0
        return F.cross_entropy(scores, masks, weight=weights.to(scores))


class WeightMap(nn.Module):
    """Cross-entropy in which a pixel that lies d pixels from the nearest of another class, counted
    as a king walks, counts 1 + w0 exp(-d² / (2 sigma²)) times; the sum is divided by the sum of the
    weights. The paper of U-Net takes for d the way to the two nearest cells, one after the other,
    so that what lies between two of them counts most.
    """

    def __init__(self, w0=10.0, sigma=2.0):
        super().__init__()
        self.w0, self.sigma = w0, sigma

    def weights(self, masks):
        """How often each pixel counts, (N, H, W)."""
        near = F.one_hot(masks).movedim(-1, 1).float()  # of each class, then grown pixel by pixel
        weights = torch.ones(masks.shape, device=masks.device)
        for distance in range(1, math.ceil(3 * self.sigma) + 1):
            near = F.max_pool2d(near, 3, stride=1, padding=1)
            edge = (near.sum(1) > 1) & (weights == 1)
            weights[edge] += self.w0 * math.exp(-(distance**2) / (2 * self.sigma**2))
        return weights

    def forward(self, scores, masks):
        weights = self.weights(masks).to(scores)
        entropy = F.cross_entropy(scores, masks, reduction="none")
        return (weights * entropy).sum() / weights.sum()


class DiceLoss(nn.Module):
    """1 minus the soft Dice of probabilities p and truth g, (2 sum pg + smooth) / (sum p + sum g +
    smooth), averaged over the classes but the background.

    `per` says what is summed over: each picture alone, whose values are averaged, or the batch. A
    class that a picture lacks then has a Dice of smooth / (sum p + smooth): with no smoothing 0
    whatever is predicted, and with some 1 where nothing is.
    """

    def __init__(self, per="Batch", smooth=1.0):
        super().__init__()
        self.axes = (2, 3) if per == "Picture" else (0, 2, 3)
        self.smooth = smooth

    def forward(self, scores, masks):
        p = scores.softmax(1)
        g = F.one_hot(masks, scores.shape[1]).movedim(-1, 1).to(p)
        overlap = (p * g).sum(self.axes)  # (N, K) or (K,)
        total = p.sum(self.axes) + g.sum(self.axes)
        dice = (2 * overlap + self.smooth) / (total + self.smooth).clamp_min(1e-8)
        return 1 - dice[..., 1:].mean()


class CrossEntropyAndDice(nn.Module):
    """The sum of the two. With two classes the cross-entropy is binary: BCE + Dice."""

    def __init__(self, per="Batch", smooth=1.0):
        super().__init__()
        self.dice = DiceLoss(per, smooth)

    def forward(self, scores, masks):
        return F.cross_entropy(scores, masks) + self.dice(scores, masks)


class FocalLoss(nn.Module):
    """Cross-entropy in which a pixel with probability p for its class counts (1 - p)^gamma times:
    what is right already counts little (Lin et al. 2017). `alpha` is the weight of all classes but
    the background, 1 - alpha that of the background.
    """

    def __init__(self, gamma=2.0, alpha=0.5):
        super().__init__()
        self.gamma, self.alpha = gamma, alpha

    def forward(self, scores, masks):
        entropy = F.cross_entropy(scores, masks, reduction="none")
        share = torch.where(masks > 0, self.alpha, 1 - self.alpha)
        return (share * (1 - torch.exp(-entropy)) ** self.gamma * entropy).mean()


_PER = Options(
    ("Picture", "Batch"),
    "Batch",
    "What the sums run over: each picture, or all of a batch.",
    label="Sums over",
)
_SMOOTH = Range(
    0.0,
    10.0,
    1.0,
    0.1,
    note="Added above and below, so that an empty mask is no 0 / 0.",
    label="Smoothing",
)

LOSSES = Registry(
    "segmentation loss",
    {
        "Cross-entropy": Choice(
            nn.CrossEntropyLoss,
            note="Each pixel counts the same: the background decides.",
            code="nn.CrossEntropyLoss",
        ),
        "Weighted cross-entropy": Choice(
            WeightedCrossEntropy,
            {"weight": Range(1.0, 50.0, 5.0, 0.5, label="Weight of what is no background")},
            note="Pixels of what is no background count more.",
        ),
        "Weight map": Choice(
            WeightMap,
            {
                "w0": Range(0.0, 20.0, 10.0, 0.5, label="Weight w₀ of edges"),
                "sigma": Range(0.5, 5.0, 2.0, 0.5, "px", label="Reach σ of edges"),
            },
            note="Cross-entropy in which pixels near an edge count more. The U-Net paper’s map "
            "counts the gaps between two cells most; this one knows only the nearest edge.",
        ),
        "Dice": Choice(
            DiceLoss,
            {"per": _PER, "smooth": _SMOOTH},
            note="Counts the overlap: how much background there is makes no difference. It is 1 − "
            "soft Dice, whose sums run over probabilities, of a picture or of a batch.",
        ),
        "Cross-entropy + Dice": Choice(
            CrossEntropyAndDice,
            {"per": _PER, "smooth": _SMOOTH},
            note="The sum of both, the usual choice. With two classes it is BCE + Dice.",
        ),
        "Focal": Choice(
            FocalLoss,
            {
                "gamma": Range(0.0, 5.0, 2.0, 0.1, label="Focus γ"),
                "alpha": Range(0.05, 0.95, 0.5, 0.05, label="Weight α of shapes"),
            },
            note="Pixels that are right already count little.",
        ),
    },
)
