"""Rounding as Python's own formatting does it: what a chart that tells four digits has to hold."""

import math

import torch
from torch import Tensor


def rounded(values: Tensor, digits: int = 4) -> Tensor:
    """A vector of values with so many significant digits, float32; nan where one is not finite."""
    return torch.tensor(
        [
            float(f"{value:.{digits}g}") if math.isfinite(value) else math.nan
            for value in values.double().tolist()
        ]
    )
