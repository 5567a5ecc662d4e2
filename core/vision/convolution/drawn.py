"""The pictures of the convolution page's notebooks: which pictures a view shows side by side, and
what else its notebook draws with matplotlib from what the script has left in these names.
"""

from collections.abc import Callable
from functools import partial

from core.notebook import draw_pictures
from core.script import Code


def side_by_side(**pictures: str) -> Callable:
    """The plot of pictures (C, H, W), each by its name and as code of the names in the script."""
    named = {name: Code(code) for name, code in pictures.items()}
    return partial(draw_pictures, pictures=named)


def draw_row(row, index):
    """The row of numbers. The dashed line marks the number above."""
    import matplotlib.pyplot as plt

    plt.figure(figsize=(11, 3))
    plt.bar(range(len(row)), row.tolist(), width=1)
    plt.axvline(index, color="gray", linestyle="--")
    plt.xlabel("index in the row")
    plt.show()
