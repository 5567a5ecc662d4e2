"""A small drawing as SVG, in the colours of a theme."""

import base64
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

import torch
from torch import Tensor

from core.data.inputs import png
from core.plots import palette

WIDTH, HEIGHT = 320, 200
"""Of a drawing, in its own units. It is shown about 300 pixels wide."""

SMALLEST = 13
"""Of a text, in the same units: 12 pixels on the screen."""

Points = Iterable[Sequence[float]]


class Sheet:
    """A drawing that grows part by part, the later over the earlier.

    Args:
        dark: whether it is for the dark theme.
    """

    def __init__(self, dark: bool):
        self.colors = palette.colors(dark)
        self.parts: list[str] = []

    def add(self, tag: str, text: str = "", **attributes: object) -> None:
        """An element of SVG; `stroke_width` stands for stroke-width."""
        listed = " ".join(
            f'{name.replace("_", "-")}="{self._written(value)}"'
            for name, value in attributes.items()
        )
        self.parts.append(
            f"<{tag} {listed}>{escape(text)}</{tag}>" if text else f"<{tag} {listed}/>"
        )

    def _written(self, value: object) -> str:
        if isinstance(value, float):
            return f"{value:.1f}".removesuffix(".0")
        return self.colors.get(value, value) if isinstance(value, str) else str(value)

    def line(self, points: Points, color: str, width: float = 3.0, **more: object) -> None:
        """A line through points, with round ends and corners."""
        shape = {"fill": "none", "stroke_linecap": "round", "stroke_linejoin": "round"}
        self.add(
            "polyline", points=_listed(points), stroke=color, stroke_width=width, **shape, **more
        )

    def area(self, points: Points, color: str, **more: object) -> None:
        """A filled outline."""
        self.add("polygon", points=_listed(points), fill=color, **more)

    def dot(self, x: float, y: float, color: str, radius: float = 5.0) -> None:
        """A dot with a rim in the colour of the page."""
        rim = {"stroke": palette.BACKGROUND, "stroke_width": 2}
        self.add("circle", cx=float(x), cy=float(y), r=radius, fill=color, **rim)

    def box(self, x: float, y: float, width: float, height: float, color: str, **more) -> None:
        """A rectangle."""
        self.add("rect", x=float(x), y=float(y), width=width, height=height, fill=color, **more)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        color: str = palette.TEXT,
        size: float = 14,
        anchor: str = "start",
        weight: int = 400,
    ) -> None:
        """A line of text, `y` at its foot."""
        if size < SMALLEST:
            raise ValueError(f"size={size} of {text!r} must be at least {SMALLEST}")
        look = {"font_size": size, "font_weight": weight, "text_anchor": anchor}
        self.add("text", text, x=float(x), y=float(y), fill=color, **look)

    def picture(self, pixels: Tensor, x: float, y: float, side: float) -> None:
        """Pixels as squares: (1 or 3, H, W) uint8."""
        data = base64.b64encode(png(pixels)).decode()
        look = {"style": "image-rendering:pixelated", "preserveAspectRatio": "none"}
        self.add(
            "image",
            href=f"data:image/png;base64,{data}",
            x=float(x),
            y=float(y),
            width=side,
            height=side,
            **look,
        )

    def signed(self, values: Tensor, x: float, y: float, side: float, largest: float) -> None:
        """Numbers (H, W) of either sign as squares on the diverging palette."""
        scale = torch.tensor([_parts(self.colors[color]) for color in palette.DIVERGING])
        position = ((values / largest).clamp(-1, 1) + 1) / 2 * (len(scale) - 1)
        low = position.floor().clamp(max=len(scale) - 2).long()
        share = (position - low)[..., None]
        mixed = scale[low] * (1 - share) + scale[low + 1] * share  # (H, W, 3)
        self.picture(mixed.round().to(torch.uint8).permute(2, 0, 1), x, y, side)

    def svg(self) -> str:
        """The file."""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
            'font-family="system-ui, sans-serif">'
        )
        return "\n".join([head, *self.parts, "</svg>", ""])


def _listed(points: Points) -> str:
    return " ".join(f"{float(x):.1f},{float(y):.1f}" for x, y in points)


def _parts(color: str) -> list[float]:
    """ "#102030" as [16, 32, 48]."""
    return [float(int(color[start : start + 2], 16)) for start in (1, 3, 5)]


class Axes:
    """Where the numbers of a curve lie on a sheet.

    Args:
        x, y: the smallest and the largest number in each direction.
        box: left, top, right and bottom on the sheet.
    """

    def __init__(
        self,
        x: tuple[float, float],
        y: tuple[float, float],
        box: tuple[float, float, float, float] = (8, 8, WIDTH - 8, HEIGHT - 8),
    ):
        self.x, self.y, self.box = x, y, box

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A pair of numbers on the sheet."""
        left, top, right, bottom = self.box
        (x0, x1), (y0, y1) = self.x, self.y
        return (
            left + (float(x) - x0) / (x1 - x0) * (right - left),
            bottom - (float(y) - y0) / (y1 - y0) * (bottom - top),
        )

    def points(self, x: Iterable[float], y: Iterable[float]) -> list[tuple[float, float]]:
        """Those of a curve that lie in the box."""
        inside = [
            (a, b)
            for a, b in zip(x, y, strict=True)
            if self.x[0] <= a <= self.x[1] and self.y[0] <= b <= self.y[1]
        ]
        return [self.point(a, b) for a, b in inside]
