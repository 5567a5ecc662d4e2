"""Maps, and the one row of numbers that they become."""

from functools import lru_cache

from torch import Tensor

from core.plots.cells import CellGrid, Cells
from core.plots.numbers import number
from core.vision.convolution.figures.filtering import DIGITS
from core.vision.convolution.flattening import Flattening, flat, origin

MOST_COLUMNS = 36  # of the maps side by side; more stand in two lines


@lru_cache(maxsize=32)
def flattened_cells(values: Tensor, setting: Flattening) -> Cells:
    """Maps (C, H, W) uint8 and their row, wrapped; which cell went where."""
    count, height, width = values.shape
    row = flat(values, setting) / 255
    origins = [origin(index, setting) for index in range(len(row))]
    per_line = -(-count // 2) if count * width > MOST_COLUMNS else count
    names = [f"Map {channel}" for channel in range(count)]
    maps = [
        CellGrid(name, name, values[channel] / 255, row=channel // per_line, height=80, empty=True)
        for channel, name in enumerate(names)
    ]
    title = f"{setting.order}: one row of {len(row)} numbers, shown in lines of {height * width}"
    wrapped = CellGrid("row", title, row.view(count, height * width), row=2, height=216)
    points = {
        name: [i * width + j if source == channel else -1 for source, i, j in origins]
        for channel, name in enumerate(names)
    }
    lines = [
        origin_words(index, origins[index], float(value), setting)
        for index, value in enumerate(row)
    ]
    return Cells((*maps, wrapped), "row", points=points, lines=lines)


def origin_words(
    index: int, origin: tuple[int, int, int], value: float, setting: Flattening
) -> str:
    """Where a number of the row comes from, and how its index follows."""
    channel, row, column = origin
    width, maps = setting.map_width, setting.maps
    if setting.channels_first:
        terms = f"{channel}·{setting.map_height * width} + {row}·{width} + {column}"
    else:
        terms = f"{row}·{width * maps} + {column}·{maps} + {channel}"
    return (
        f"Number {index} = {terms}: channel {channel}, row {row}, column {column}. Its value is "
        f"{number(value, DIGITS)}."
    )
