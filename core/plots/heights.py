"""Values as heights in a picture: a surface, its colours and the marks on its axis all follow one
scale.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from core.plots.numbers import number

DECADES = 4  # between the highest value and the lowest that is told apart, on the logarithmic scale
LARGEST = 1e300
POLE = 20  # times the spread of nearly all values: what is farther out is cut off


@dataclass(frozen=True)
class Heights:
    """Values as heights from 0 to 1, on a linear or a logarithmic scale.

    Args:
        low, high: the values at heights 0 and 1.
        least: of the way from `low` to `high`; values below it are not told apart by their
            logarithm.
    """

    low: float
    high: float
    log: bool = False
    least: float = 10.0**-DECADES

    @classmethod
    def of(
        cls, z: Tensor, log: bool = False, floor: float = math.nan, gentle: bool = False
    ) -> "Heights":
        """The scale for the values `z` of a grid, which need not all be finite.

        Args:
            floor: the lowest value, if it is known.
            gentle: on the logarithmic scale the lowest quarter of the surface keeps its shape, so
                that a bowl looks like one in 3-D, and not like a sheet with a needle in it.
        """
        finite = z[z.isfinite()].double().clamp(-LARGEST, LARGEST)
        low, high = (float(finite.min()), float(finite.max())) if len(finite) else (0.0, 1.0)
        if len(finite):  # a pole would leave no height for all else
            least, most = finite.quantile(torch.tensor([0.02, 0.98]).to(finite)).tolist()
            low, high = (
                least if most - low > POLE * (most - least) > 0 else low,
                most if high - least > POLE * (most - least) > 0 else high,
            )
        low = min(low, floor) if math.isfinite(floor) else low
        high = high if high - low > 1 / LARGEST else low + max(1.0, abs(low) * 1e-9)
        least = cls.least
        if gentle and len(finite):
            quarter = (float(finite.quantile(0.25)) - low) / (high - low)
            least = min(max(quarter, least), 1.0)
        return cls(low, high, log, least)

    def __call__(self, values: Tensor) -> Tensor:
        """Heights, 0 at `low` and 1 at `high`; not a number where the value is none."""
        share = (values.double() - self.low) / (self.high - self.low)
        if not self.log:
            return share
        return 1 + torch.log10((share.clamp(min=0) + self.least) / (1 + self.least)) / math.log10(
            (1 + self.least) / self.least
        )

    def ticks(self, apart: float = 0.0) -> dict:
        """Marks at round values, for an axis or a colour bar.

        Args:
            apart: at least this height lies between two marks, and under the lowest, where other
                axes have theirs.
        """
        size = self.high - self.low
        power = 10.0 ** math.floor(math.log10(size))
        if self.log:
            steps = [power / 10**part for part in range(DECADES)[::-1]]
            values = [
                self.low,
                *(step if step > 10 * abs(self.low) else self.low + step for step in steps),
            ]
        else:
            step = next(power * part for part in (2, 1, 0.5, 0.2) if size / (power * part) >= 3)
            values = [
                multiple * step
                for multiple in range(math.ceil(self.low / step), math.floor(self.high / step) + 1)
            ]
        last, heights, texts = 0.0, [], []
        for height, value in zip(
            self(torch.tensor(values, dtype=torch.float64)).tolist(), values, strict=True
        ):
            if height - last >= apart:
                last = height
                heights.append(height)
                texts.append(number(value))
        return {"tickmode": "array", "tickvals": heights, "ticktext": texts}
