"""The palette: its stand-ins, contrast, and what people with other colour vision see."""

import itertools
import re
import tomllib

import plotly.graph_objects as go
import pytest
from streamlit.elements.lib import streamlit_plotly_theme as streamlit_theme

from core.plots import palette, theme

CONFIG = tomllib.loads(palette.CONFIG.read_text())["theme"]


def test_the_stand_ins_are_streamlits():
    known = {
        value
        for name, value in vars(streamlit_theme).items()
        if name.isupper() and isinstance(value, str)
    }
    own = {
        *theme.COLORS,
        *theme.SEQUENTIAL,
        *theme.DIVERGING,
        theme.MUTED,
        theme.TEXT,
        theme.BACKGROUND,
        theme.GRID,
    }
    assert own <= known
    assert list(theme.COLORS) == [
        getattr(streamlit_theme, f"CATEGORY_{index}") for index in range(10)
    ]
    assert list(theme.DIVERGING) == [
        getattr(streamlit_theme, f"DIVERGING_{index}") for index in range(10)
    ]


@pytest.mark.parametrize("dark", [False, True])
def test_resolve_leaves_no_stand_in(dark):
    figure = theme.figure(
        go.Scatter(y=[1, 2], line_color=theme.COLORS[0]),
        go.Heatmap(z=[[0, 1]], colorscale=theme.scale(theme.DIVERGING)),
        height=100,
    )
    text = palette.resolve(figure, dark).to_json()
    assert not re.search(r"#0000[0-4]\d", text)
    assert CONFIG["dark" if dark else "light"]["chartCategoricalColors"][0] in text


@pytest.mark.parametrize("kind", ["light", "dark"])
def test_colours_stand_out_from_the_page(kind):
    """WCAG 2.2: text 4.5 to 1, lines of a picture 3 to 1, for the three colours that networks are
    told apart by.
    """
    page = CONFIG[kind]["backgroundColor"]
    assert contrast(CONFIG[kind]["textColor"], page) >= 7
    assert contrast(CONFIG[kind]["primaryColor"], page) >= 4.5
    for color in CONFIG[kind]["chartCategoricalColors"][:3]:
        assert contrast(color, page) >= 3


@pytest.mark.parametrize("kind", ["light", "dark"])
def test_every_path_stands_out_from_every_shade_of_a_map(kind):
    """WCAG 2.2: 3 to 1, on the shades themselves and on all between them."""
    real = palette.colors(kind == "dark")
    for below, above in itertools.pairwise(real[shade] for shade in theme.MAP):
        for step in range(11):
            shade = mixed(above, below, step / 10)
            assert min(contrast(real[color], shade) for color in theme.COLORS) >= 3


@pytest.mark.parametrize("kind", ["light", "dark"])
def test_numbers_in_cells_are_read_with_ease(kind):
    """WCAG 2.2: 4.5 to 1, on the shades themselves and on all between them."""
    real = palette.colors(kind == "dark")
    for below, above in itertools.pairwise(real[shade] for shade in theme.NUMBERED):
        shades = [mixed(above, below, step / 10) for step in range(11)]
        assert min(contrast(real[theme.TEXT], shade) for shade in shades) >= 4.5


@pytest.mark.parametrize("kind", ["light", "dark"])
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
def test_words_are_read_with_ease(kind, ground):
    """WCAG 2.2: 4.5 to 1, for captions, which Streamlit gives six tenths of the text's colour, for
    the numbers at axes, and for a chosen option, which stands on a tenth of its own colour.
    """
    page, primary = CONFIG[kind][ground], CONFIG[kind]["primaryColor"]
    assert contrast(mixed(CONFIG[kind]["textColor"], page, 0.6), page) >= 4.5
    assert contrast(palette.colors(kind == "dark")[theme.LABEL], page) >= 4.5
    assert contrast(primary, mixed(primary, page, 0.1)) >= 4.5


@pytest.mark.parametrize("kind", ["light", "dark"])
def test_orange_and_blue_are_told_apart_without_red_or_green_cones(kind):
    """Machado, Oliveira and Fernandes 2009, severity 1: what is left of the distance is still plain
    to see.
    """
    first, second = (linear(color) for color in CONFIG[kind]["chartCategoricalColors"][:2])
    for matrix in (PROTAN, DEUTAN):
        seen = [
            [sum(row[k] * color[k] for k in range(3)) for row in matrix]
            for color in (first, second)
        ]
        assert sum((a - b) ** 2 for a, b in zip(*seen, strict=True)) ** 0.5 > 0.25


def test_palettes_hold_ten_different_colours():
    for kind, name in itertools.product(
        ("light", "dark"), ("Categorical", "Sequential", "Diverging")
    ):
        assert len(set(CONFIG[kind][f"chart{name}Colors"])) == 10


PROTAN = (
    (0.152286, 1.052583, -0.204868),
    (0.114503, 0.786281, 0.099216),
    (-0.003882, -0.048116, 1.051998),
)
DEUTAN = (
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)


def mixed(color: str, ground: str, share: float) -> str:
    """So much of a colour over another."""
    parts = (
        round(share * int(color[at : at + 2], 16) + (1 - share) * int(ground[at : at + 2], 16))
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in parts)


def linear(color: str) -> list[float]:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(color: str, other: str) -> float:
    light = sorted(
        0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05 for r, g, b in (linear(color), linear(other))
    )
    return light[1] / light[0]


def test_the_icon_has_the_accent_of_both_themes():
    icon = (palette.CONFIG.parents[1] / "assets" / "icon.svg").read_text()
    assert all(CONFIG[theme]["primaryColor"] in icon for theme in ("light", "dark"))
