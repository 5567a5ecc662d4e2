"""The hidden layers of a network as a text that a reader can type, such as `8 ReLU norm, 4 frozen`.

A layer is its width and, if they are not usual, an activation by its name and any of `norm`,
`dropout=0.2` and `frozen`. An empty text is a network without hidden layers.
"""

from dataclasses import dataclass

from core.catalogue.activations import ACTIVATIONS

MOST_LAYERS, MOST_NEURONS = 8, 16
NORM, FROZEN, DROPOUT = "norm", "frozen", "dropout="


@dataclass(frozen=True)
class Layer:
    """A hidden layer.

    Args:
        width: how many neurons it has.
        activation: the name of its own activation; "" for the one of the whole network.
        norm: whether batch norm stands before the activation.
        dropout: the share of its outputs that is set to 0 in training.
        frozen: whether its weights stay as they are.
    """

    width: int
    activation: str = ""
    norm: bool = False
    dropout: float = 0.0
    frozen: bool = False


def read_layers(text: str) -> tuple[Layer, ...]:
    """The layers that a text tells, from the inputs on.

    Raises:
        ValueError: there are too many, or one of them is not understood.
    """
    parts = text.split(",") if text.strip() else []
    if len(parts) > MOST_LAYERS:
        raise ValueError(f"hidden={text[:40]!r} must be at most {MOST_LAYERS} layers")
    return tuple(map(_read_layer, parts))


def _read_layer(text: str) -> Layer:
    width, *words = text.split() or [""]
    is_number = width.isascii() and width.isdigit() and len(width) < 9
    if not (is_number and 1 <= int(width) <= MOST_NEURONS):
        raise ValueError(
            f"hidden={text.strip()[:40]!r} must begin with its neurons, 1 to {MOST_NEURONS}"
        )
    dropouts = [word for word in words if word.startswith(DROPOUT)]
    rest = [word for word in words if word not in (NORM, FROZEN, *dropouts)]
    activation = " ".join(rest)
    if activation:
        ACTIVATIONS[activation]  # an unknown name is a mistake that says which are known
    dropout = _share(dropouts[-1].removeprefix(DROPOUT)) if dropouts else 0.0
    return Layer(int(width), activation, NORM in words, dropout, FROZEN in words)


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 0.9:
        raise ValueError(f"dropout={text[:20]!r} must be a number from 0 to 0.9")
    return share
