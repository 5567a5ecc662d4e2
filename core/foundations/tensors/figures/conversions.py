"""An array and a tensor side by side, and the speed of a product."""

import math

import plotly.graph_objects as go
import torch
from torch import Tensor

from core.foundations.tensors.conversions import Converted, Converting
from core.foundations.tensors.devices import (
    ADD,
    CPU,
    KINDS,
    META,
    READ,
    Moved,
    Moving,
    Timings,
    operands,
)
from core.plots import theme
from core.plots.numbers import number, short
from core.plots.tensors import TensorPanel, TensorPicture

SAME = "in the same memory as"

DECADES = (0.001, 0.01, 0.1, 1.0, 10.0, 100.0, 1000.0)
"""Ratios at the axis."""


def conversion_picture(state: Converting, result: Converted) -> TensorPicture:
    """The array and the tensor; a sign between them says whether they are one memory."""
    panels = [_panel("a", "array", result.array_dtype, result.array, "")]
    if result.tensor is not None:
        sign = "⇄" if result.shares else "≠"
        panels.append(_panel("t", "tensor", result.tensor_dtype, result.tensor, sign))
    links = {}
    if result.shares:
        links = {"a": [[index] for index in range(len(result.array))]}
    return TensorPicture(tuple(panels), (panels[-1].name,), links, SAME, f"is {SAME}")


def _panel(name: str, what: str, dtype: str, values: list, sign: str) -> TensorPanel:
    kind = "a Python list" if dtype == "list" else f"{what}, {dtype}"
    return TensorPanel(name, f"{name}: {kind}", torch.tensor(values), sign=sign)


def device_picture(state: Moving, result: Moved) -> TensorPicture:
    """Two tensors on their devices, and what comes of them; or which of them torch refuses."""
    x, y = operands(state)
    adds = state.action == ADD
    panels = [TensorPanel("x", f"x: {_on(x)}", x, refused=not result.fits)]
    if state.action != READ:
        sign, refused = "+" if adds else "", adds and not result.fits
        panels.append(TensorPanel("y", f"y: {_on(y)}", y, sign=sign, refused=refused))
    if result.fits:
        read = isinstance(result.result, list)
        made = torch.tensor(result.result) if read else result.result
        where = "a Python list" if read else _on(made)
        sign = "=" if adds else "→"
        panels.append(TensorPanel("result", f"{state.action}: {where}", made, sign=sign))
    return TensorPicture(tuple(panels))


def _on(tensor: Tensor) -> str:
    """Where a tensor is: "on the CPU"."""
    device = tensor.device.type
    if device == META:
        return "on meta, without numbers"
    return "on the CPU" if device == CPU else f"on {device}"


def speed_figure(result: Timings) -> go.Figure:
    """Products per second of each device and type by size, as a ratio to the CPU's usual type."""
    lines: dict[tuple[str, str], list[tuple[int, float]]] = {}
    for row in result.rows:
        ratio = result.ratio(row)
        if ratio is not None:
            lines.setdefault((row.device, row.dtype), []).append((row.size, ratio))
    sizes = sorted({row.size for row in result.rows}) or [128]
    ratios = [ratio for points in lines.values() for _, ratio in points] or [1.0]
    traces = [
        _line(index, device, dtype, points)
        for index, ((device, dtype), points) in enumerate(lines.items())
    ]
    return theme.figure(
        *traces,
        height=380,
        legend=theme.LEGEND,
        margin={"l": 8, "r": 8, "t": 60, "b": 8},
        xaxis={
            "title": "Rows and columns of each matrix",
            "type": "log",
            "tickvals": sizes,
            "ticktext": [str(size) for size in sizes],
            "range": [math.log10(sizes[0] * 0.9), math.log10(sizes[-1] * 1.1)],
        },
        yaxis={
            "title": f"Speed relative to {KINDS[0]} on the CPU",
            "type": "log",
            "tickvals": DECADES,
            "ticktext": [number(value) for value in DECADES],
            "range": [math.log10(min(0.02, *ratios)), math.log10(max(20.0, *ratios) * 1.2)],
        },
    )


def _line(index: int, device: str, dtype: str, points: list[tuple[int, float]]) -> go.Scatter:
    name = dtype if device == CPU else f"{device} {dtype}"
    return go.Scatter(
        x=[size for size, _ in points],
        y=[ratio for _, ratio in points],
        mode="lines+markers",
        name=f"{name} {short(points[-1][1])} ×",
        line={"color": theme.COLORS[index % len(theme.COLORS)], "width": 2.5},
        hovertemplate=f"{name}, %{{x}}: %{{y:.2~f}} times<extra></extra>",
    )
