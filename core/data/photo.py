"""A photo of a digit on paper, made into what a drawing is: white on black, nothing but the ink."""

import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional as F

from core.data.handwriting.strokes import pixels
from core.data.paper import SOFTEST, Ink, even, uneven
from core.data.parts import digit_mask
from core.data.preparation import INK, SHAPE, as_image, grey, steps

SIDE = 320  # longest side, pixels, at which a photo is read
FAINTEST = 0.08  # least contrast of ink to paper, as a share of the paper's brightness
NOISY = 0.02  # of the ink's strength: a picture whose paper varies more is smoothed


def from_photo(image: Image.Image | Tensor) -> Tensor:
    """The ink of a photo, (H, W) uint8, white on black, its longer side at most SIDE pixels.

    A clean picture, drawn and not photographed, keeps all its greys.

    Args:
        image: dark ink on light paper, or light on dark: a picture that
            `core.data.preparation.grey` takes.

    Raises:
        ValueError: nothing stands out from the paper.
    """
    ink = _ink(_small(grey(image)))
    strength = ((ink.strength - ink.floor) / (1 - 2 * ink.floor)).clamp(0, 1)
    solid = INK + (0.5 - INK) * ink.floor / SOFTEST
    digit = digit_mask(strength > solid)
    if not digit.any():
        raise _no_digit()
    return (255 * strength * digit).round().to(torch.uint8)


def _ink(light: Tensor) -> Ink:
    """The ink, (H, W), of a picture (H, W) in [0, 1].

    Raises:
        ValueError: nothing stands out from the paper.
    """
    smooth = F.avg_pool2d(light[None, None], 3, 1, 1, count_include_pad=False)[0, 0]
    ink = even(light)
    if ink is None or ink.floor > NOISY:
        ink = even(smooth) or uneven(smooth)
    if not ink.level > max(FAINTEST, 6 * ink.grain):
        raise _no_digit()
    return ink


def _no_digit() -> ValueError:
    return ValueError("image shows no digit: nothing stands out clearly from the paper")


def prepared_digit(picture: Tensor, photo: bool = False) -> Tensor:
    """A picture as networks for digits take it, (1, 28, 28) uint8, white on black.

    Args:
        picture: (1 or 3, H, W) uint8. One of (1, 28, 28) on black is prepared already: a digit of
            MNIST, or the photo of one from the draw page.
        photo: ink on paper is looked for; in a colour picture it always is.

    Raises:
        ValueError: there is no digit.
    """
    if picture.shape == SHAPE and _is_on_black(picture[0]):
        return picture
    ink = from_photo(as_image(picture)) if photo or len(picture) == 3 else picture[0]
    return steps(ink).placed[None]


def _is_on_black(picture: Tensor) -> bool:
    """Whether most of a picture's rim is black, (H, W) uint8."""
    rim = torch.cat([picture[0], picture[-1], picture[:, 0], picture[:, -1]])
    return int(rim.median()) == 0


def _small(picture: Tensor) -> Tensor:
    """(H, W) uint8 -> (h, w) float32 in [0, 1], the longer side at most SIDE."""
    height, width = picture.shape
    scale = min(1, SIDE / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = Image.fromarray(picture.contiguous().numpy()).resize(size, Image.Resampling.HAMMING)
    return pixels(small) / 255
