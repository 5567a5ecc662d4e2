"""A kind of picture and a loss for segmentation that nobody here thought of."""

import torch
from torch import nn

from core.registry import Choice, Range
from core.vision.segmentation.losses import LOSSES
from core.vision.segmentation.pictures import SCENES, Scene


def draw_stripes(count, noise, side, generator, held_out):
    """Stripes of two brightnesses; a held-out picture has them the other way round."""
    columns = torch.arange(side) // 4 % 2
    masks = ((columns + held_out) % 2).expand(count, side, side).contiguous()
    pictures = 0.3 + 0.4 * masks[:, None].float()
    pictures = pictures + noise * torch.randn(pictures.shape, generator=generator)
    return pictures.clamp(0, 1), masks


class Tversky(nn.Module):
    """Dice with a weight of its own for what is missed (Salehi et al. 2017)."""

    def __init__(self, odd_weight=0.7):
        super().__init__()
        self.odd_weight = odd_weight

    def forward(self, scores, masks):
        share, truth = scores.softmax(1)[:, 1], (masks == 1).float()
        hit = (share * truth).sum()
        missed = ((1 - share) * truth).sum()
        wrong = (share * (1 - truth)).sum()
        return 1 - hit / (hit + self.odd_weight * missed + (1 - self.odd_weight) * wrong + 1e-6)


ENTRIES = [
    (SCENES, "Zebra", Scene(draw_stripes, note="Stripes.", classes=("dark", "bright"))),
    (LOSSES, "Tversky", Choice(Tversky, {"odd_weight": Range(0.0, 1.0, 0.7, 0.1)})),
]
