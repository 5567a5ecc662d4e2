"""Pictures of any size as the picture component takes them: far smaller and faster on their way
than a heat map.
"""

import base64
import io
from dataclasses import dataclass
from typing import Any

from PIL import Image
from torch import Tensor

LARGEST_PNG = 128 * 128  # pixels; larger pictures are sent as JPEG


@dataclass(frozen=True)
class Picture:
    """A picture to look at: its numbers are never read back from it.

    Args:
        source: its bytes as a `data:` address.
        width, height: in pixels.
        signed: of one channel, to be shown on the theme's diverging scale, zero at 128.
    """

    source: str
    width: int
    height: int
    signed: bool = False

    def as_data(self) -> dict[str, Any]:
        """What the drawing in JavaScript gets, as JSON knows it."""
        return {
            "source": self.source,
            "width": self.width,
            "height": self.height,
            "signed": self.signed,
        }


def picture(pixels: Tensor, signed: bool = False) -> Picture:
    """A picture from (C, H, W) uint8 with C of 1 or 3.

    A large one is sent as JPEG at quality 95, which is done in a millisecond where PNG takes forty.
    """
    image = _image(pixels)
    buffer, kind = io.BytesIO(), "png" if image.width * image.height <= LARGEST_PNG else "jpeg"
    image.save(
        buffer,
        kind,
        **({"compress_level": 1} if kind == "png" else {"quality": 95, "subsampling": 0}),
    )
    source = f"data:image/{kind};base64,{base64.b64encode(buffer.getvalue()).decode()}"
    return Picture(source, image.width, image.height, signed)


def thumbnail(pixels: Tensor) -> str:
    """A small picture (C, H, W) uint8 with C of 1 or 3 as a `data:` address of a few kilobytes, for
    a tile of `core.plots.columns`.
    """
    image = _image(pixels)
    buffer = io.BytesIO()
    image.save(buffer, "webp", quality=85)
    return f"data:image/webp;base64,{base64.b64encode(buffer.getvalue()).decode()}"


def _image(pixels: Tensor) -> Image.Image:
    """(C, H, W) uint8 as Pillow has it."""
    return Image.fromarray(
        (pixels[0] if len(pixels) == 1 else pixels.permute(1, 2, 0)).contiguous().numpy()
    )
