"""A photo of a digit on paper, made into what a drawing is: white on black, nothing but the ink.

The paper's brightness at a point is the median of a wide window around it. Ink is the smaller part
of any such window, so the median follows uneven light and the edge of a shadow but not the strokes,
of either polarity.
"""

import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional as F

from core.data.handwriting.strokes import pixels
from core.data.preparation import SHAPE, as_image, grey, steps

SIDE = 320  # longest side, pixels, at which a photo is read
COARSE = 5  # pixels that make one where the paper is looked for
WINDOW = 17  # coarse pixels; strokes must be thinner than half of it
FAINTEST = 0.08  # least contrast of ink to paper, as a share of the paper's brightness
SPECK = 0.1  # of the largest part's area; smaller parts are dirt


def from_photo(image: Image.Image | Tensor) -> Tensor:
    """The ink of a photo, (H, W) uint8, white on black, its longer side at most SIDE pixels.

    Args:
        image: dark ink on light paper, or light on dark: a picture that
            `core.data.preparation.grey` takes.

    Raises:
        ValueError: nothing stands out from the paper.
    """
    light = F.avg_pool2d(_small(grey(image)), 3, 1, 1, count_include_pad=False)
    paper = _paper(light)
    ink = (light - paper) / torch.maximum(light, paper).clamp(min=0.1)
    grain = ink.abs().median()
    beyond = (ink.abs() - 4 * grain).clamp(min=0) * ink.sign()
    if (beyond * beyond.abs()).sum() < 0:
        ink = -ink
    level = ink[ink > ink.flatten().quantile(0.998) / 2].median()
    if not level > max(FAINTEST, 6 * grain):
        raise ValueError("image shows no digit: nothing stands out clearly from the paper")
    strength = ((ink / level - 0.25) / 0.5).clamp(0, 1)
    return (255 * strength * _parts(strength > 0.5))[0, 0].round().to(torch.uint8)


def prepared_digit(picture: Tensor, photo: bool = False) -> Tensor:
    """A picture as networks for digits take it, (1, 28, 28) uint8, white on black.

    Args:
        picture: (1 or 3, H, W) uint8. One of (1, 28, 28) is prepared already: a digit of MNIST, or
            the photo of one from the draw page.
        photo: ink on paper is looked for; in a colour picture it always is.

    Raises:
        ValueError: there is no digit.
    """
    if picture.shape == SHAPE:
        return picture
    ink = from_photo(as_image(picture)) if photo or len(picture) == 3 else picture[0]
    return steps(ink).placed[None]


def _paper(light: Tensor) -> Tensor:
    """The brightness of the paper everywhere, (1, 1, H, W)."""
    half = WINDOW // 2
    coarse = F.avg_pool2d(light, COARSE, ceil_mode=True, count_include_pad=False)
    windows = F.unfold(F.pad(coarse, (half,) * 4, mode="replicate"), WINDOW)  # (1, WINDOW^2, h w)
    return F.interpolate(
        windows.median(1).values.view_as(coarse), size=light.shape[2:], mode="bilinear"
    )


def _small(picture: Tensor) -> Tensor:
    """(H, W) uint8 -> (1, 1, h, w) float32 in [0, 1], the longer side at most SIDE."""
    height, width = picture.shape
    scale = min(1, SIDE / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = Image.fromarray(picture.contiguous().numpy()).resize(size, Image.Resampling.HAMMING)
    return pixels(small)[None, None] / 255


def _parts(ink: Tensor) -> Tensor:
    """Which pixels belong to the digit, (1, 1, H, W): no specks, and nothing that runs out of the
    picture.
    """
    coarse = F.max_pool2d(ink.float(), 2, ceil_mode=True)
    labels = torch.arange(1.0, coarse.numel() + 1).view_as(coarse) * coarse
    while True:
        spread = labels
        for _ in range(8):
            spread = (
                F.max_pool2d(spread, 3, 1, 1) * coarse
            )  # every part takes its highest label, pixel by pixel
        if torch.equal(spread, labels):
            break
        labels = spread
    labels = labels.long()
    areas = torch.bincount(labels.flatten())
    areas[0] = 0
    cut = areas.clone()
    cut[torch.cat([labels[..., 0, :], labels[..., -1, :], labels[..., 0], labels[..., -1]], -1)] = 0
    areas = cut if cut.any() else areas
    is_digit = (areas >= SPECK * areas.max())[labels] & (labels > 0)
    near = F.max_pool2d(is_digit.float(), 3, 1, 1)  # the soft edges of the ink too
    return F.interpolate(near, scale_factor=2)[..., : ink.shape[2], : ink.shape[3]]
