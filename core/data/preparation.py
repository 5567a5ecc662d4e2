"""From the drawing of a digit to the 28 x 28 picture that a network reads.

The preparation is that of the MNIST digits (LeCun, Cortes and Burges): cut out the ink, scale it
into 20 x 20 with its aspect kept and antialiased, place it in 28 x 28 with its centre of mass at
the centre. A network trained on MNIST knows no other kind of picture.
"""

from dataclasses import dataclass

import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional as F

from core.data.handwriting.strokes import pixels

SHAPE = (1, 28, 28)  # of a prepared digit
MEAN, DEVIATION = 0.1307, 0.3081  # of the 60,000 MNIST training pictures
# of the brightest pixel; what is darker (the noise of a JPEG) counts as empty when the digit is cut
# out
INK = 0.1
FAINTEST = 26  # of 255: a picture whose brightest pixel is darker holds no drawing


@dataclass(frozen=True)
class Steps:
    """The way of a drawing to the network, for a strip of pictures; all but the last are uint8,
    white on black.

    Args:
        drawing: the picture that came in, (H, W).
        crop: the smallest rectangle that holds the ink, (h, w).
        scaled: the crop with its longer side at 20, at most (20, 20).
        placed: the scaled digit, centre of mass at the centre, (28, 28).
        normalised: what a network gets, (placed / 255 - MEAN) / DEVIATION, (28, 28) float32.
    """

    drawing: Tensor
    crop: Tensor
    scaled: Tensor
    placed: Tensor
    normalised: Tensor


def prepare(image: Image.Image | Tensor) -> Tensor:
    """The digit as MNIST has it: (1, 28, 28) float32 in [0, 1], every value n / 255, white on
    black.

    Args:
        image: a PIL picture, or a uint8 array or tensor, (H, W), or (H, W, 4) RGBA which is laid on
            black.

    Raises:
        ValueError: nothing is drawn.
    """
    return steps(image).placed[None] / 255


def steps(image: Image.Image | Tensor) -> Steps:
    """Every step of `prepare`, which takes the last but one."""
    drawing = grey(image)
    crop = _crop(drawing)
    scaled = _scale(crop)
    placed = _place(scaled)
    return Steps(drawing, crop, scaled, placed, normalise(placed / 255))


def normalise(pictures: Tensor) -> Tensor:
    """Pictures in [0, 1] as the networks are trained on them: mean 0, deviation 1 over MNIST."""
    return (pictures - MEAN) / DEVIATION


def grey(image: Image.Image | Tensor) -> Tensor:
    """Any picture as (H, W) uint8 grey; what is transparent is black."""
    if not isinstance(image, Image.Image):
        array = torch.tensor(image) if not isinstance(image, Tensor) else image
        if (
            array.dtype != torch.uint8
            or array.ndim not in (2, 3)
            or (array.ndim == 3 and array.shape[2] != 4)
        ):
            shape = tuple(array.shape)
            raise ValueError(
                f"image={shape} of {array.dtype} must be uint8 of shape (H, W) or (H, W, 4)"
            )
        if array.ndim == 2:
            return array
        image = Image.fromarray(array.numpy(), "RGBA")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "black"), image)
    return pixels(image.convert("L"))


def centre_crop(picture: Tensor, shape: tuple[int, int, int], shorter: int | None = None) -> Tensor:
    """The middle of a picture, of this shape, once it is resized.

    Args:
        picture: (1 or 3, H, W) uint8; grey becomes colour, or colour grey, as `shape` says.
        shape: (C, height, width) of the result, uint8.
        shorter: the side that the picture's shorter side gets, in pixels; by default it is resized
            until it just covers the result.
    """
    return crop_image(as_image(picture), shape, shorter)


def crop_image(
    image: Image.Image, shape: tuple[int, int, int], shorter: int | None = None
) -> Tensor:
    """As `centre_crop`, of a PIL picture of mode RGB."""
    channels, height, width = shape
    least = (width, height) if shorter is None else (shorter, shorter)
    scale = max(least[0] / image.width, least[1] / image.height)
    size = max(least[0], int(image.width * scale)), max(least[1], int(image.height * scale))
    left, top = round((size[0] - width) / 2), round((size[1] - height) / 2)
    image = image.resize(size, Image.Resampling.BILINEAR)
    image = image.crop((left, top, left + width, top + height))
    if channels == 1:
        return pixels(image.convert("L"))[None]
    flat = torch.frombuffer(bytearray(image.tobytes()), dtype=torch.uint8)
    return flat.view(height, width, 3).permute(2, 0, 1).contiguous()


def as_image(picture: Tensor) -> Image.Image:
    """A picture, (1 or 3, H, W) uint8, as a PIL picture of mode RGB."""
    return Image.fromarray(picture.expand(3, -1, -1).permute(1, 2, 0).contiguous().numpy(), "RGB")


def _crop(drawing: Tensor) -> Tensor:
    """With PIL, not torch, which would share so little work among threads and then wait for
    them.
    """
    picture = Image.fromarray(drawing.numpy())
    darkest, brightest = picture.getextrema() if drawing.numel() else (0, 0)
    if brightest < FAINTEST or brightest == darkest:
        raise ValueError("image is blank: a drawing is needed, white on black")
    ink = picture.point([255 * (value >= INK * brightest) for value in range(256)])
    left, top, right, bottom = ink.getbbox()
    return drawing[top:bottom, left:right]


def _scale(crop: Tensor) -> Tensor:
    """The longer side becomes 20. So four of five MNIST digits come out as they went in; of the
    others, whose edge is too faint to count as ink, the rest is made a pixel longer.
    """
    height, width = crop.shape
    longer = max(height, width)
    size = max(1, round(20 * width / longer)), max(1, round(20 * height / longer))
    return pixels(Image.fromarray(crop.numpy()).resize(size, Image.Resampling.HAMMING))


def _place(scaled: Tensor) -> Tensor:
    """Moved by whole pixels so that the centre of mass lies within half a pixel of (14, 14), as in
    MNIST.
    """
    height, width = scaled.shape
    mass = scaled.double()
    down = (mass.sum(1) * torch.arange(height)).sum() / mass.sum()
    across = (mass.sum(0) * torch.arange(width)).sum() / mass.sum()
    top = min(max(round(14 - float(down)), 0), 28 - height)
    left = min(max(round(14 - float(across)), 0), 28 - width)
    return F.pad(scaled, (left, 28 - width - left, top, 28 - height - top))
