"""Small pictures, pixel by pixel, for the strip component: where a dozen a second would be too much
for a chart.
"""

import base64
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import torch
from torch import Tensor


@dataclass(frozen=True, eq=False)
class Pixels:
    """A picture and its caption.

    Args:
        caption: what is seen.
        picture: (H, W) uint8.
        share: of its frame, how much the longer side fills.
        signed: shown on the diverging scale, zero at 128, and not in greys.
    """

    caption: str
    picture: Tensor
    share: float = 1.0
    signed: bool = False

    def as_data(self) -> dict[str, Any]:
        """As the component takes it, the pixels as base64; made once."""
        return self._data

    @cached_property
    def _data(self) -> dict[str, Any]:
        height, width = self.picture.shape
        pixels = base64.b64encode(self.picture.contiguous().numpy().tobytes()).decode()
        return {
            "caption": self.caption,
            "width": width,
            "height": height,
            "share": self.share,
            "signed": self.signed,
            "pixels": pixels,
        }


def signed(values: Tensor, largest: float | None = None) -> Tensor:
    """Numbers of either sign as bytes with zero at 128 and ±`largest`, by default that of `values`,
    at the ends.
    """
    largest = float(values.abs().max()) if largest is None else largest
    return (128 + values / (largest or 1.0) * 127).round().clamp(0, 255).to(torch.uint8)
