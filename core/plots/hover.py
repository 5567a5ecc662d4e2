"""What the pointer tells of a chart: numbers for people there too.

If a template says how many digits (`%{y:.3g}`), Plotly writes a hyphen for a minus, and 1.3e-7
where the number is small. Otherwise (`%{y}`) it follows the axis: a true minus, and powers of ten
as they stand there.
"""

import numpy as np
import torch
from torch import Tensor

DECIMALS = {"hoverformat": ".4~f"}
"""Of an axis whose numbers are neither large nor tiny: at most four digits after the point."""

COORDINATES = {"hoverformat": ".2~f"}
"""Of an axis of places on a map."""

DIGITS = 4


def significant(values: Tensor, digits: int = DIGITS) -> np.ndarray:
    """Values as float32 with so many significant digits: no chart shows more, and a pointer tells
    them as they are. Infinities are not drawn, and so are nan.
    """
    exact = values.double()
    size = exact.abs().log10().floor().nan_to_num(0, 0, 0)
    power = 10.0 ** (digits - 1 - size).clamp(-300, 300)
    rounded = (exact * power).round() / power
    return torch.where(exact.isfinite(), rounded, torch.nan).float().numpy()
