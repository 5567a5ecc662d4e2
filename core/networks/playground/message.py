"""What the page sends to the component that plays a training: a text of JSON, and bytes behind it.

A message begins with the length of the JSON, uint32, and the JSON, filled up to a multiple of four
bytes. Behind it stand the parts that the JSON lists under `parts`, each filled up likewise:

    points    int16 x and y in hundredths, of the training points and then of the test points
    targets   uint8, the class of each; or its number, from -1 at 1 to 1 at 255
    features  uint8 maps of all features, as those of neurons in `core.playground.frames`
    curve     float32: epoch, losses (train, test), accuracies (train, test), of so many moments
    others    float32, the same of each earlier course that is shown beside it
    frames    `core.playground.frames`, one after the other
"""

import json
import struct
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import torch
from torch import Tensor

from core.playground.data import classes_of
from core.playground.features import FEATURES, features_of
from core.playground.frames import BINS, MAP, SMALL, grid, has_kink, shape_of, signed
from core.playground.layers import read_layers
from core.playground.losses import head_of, outputs_for
from core.playground.network import activation_of
from core.playground.points import NUMBERS, REACH, Points
from core.playground.run import Record, points_of
from core.playground.settings import Settings

MOMENTS = 256
"""Of a curve at most."""

Curve = tuple[tuple[float, ...], ...]
"""Epoch, losses and accuracies, of some moments."""


def curve_of(records: Sequence[Record]) -> Curve:
    """The curve of these records, thinned out if they are many; the last is always there."""
    stride = -(-len(records) // MOMENTS)
    thinned = [*records[::stride], *([records[-1]] if (len(records) - 1) % stride else [])]
    return tuple(
        (r.epoch, r.train_loss, r.test_loss, r.train_accuracy, r.test_accuracy) for r in thinned
    )


def scene(settings: Settings) -> dict[str, Any]:
    """What a picture of a network needs to know beside its frames."""
    classes, layers = classes_of(settings.data), read_layers(settings.hidden)
    picks = [activation_of(settings, layer) for layer in layers]
    names = [pick.name for pick in settings.features]
    shape = shape_of(settings, outputs_for(classes))
    return {
        "features": [{"name": name, "on": name in names} for name in FEATURES],
        "inputs": names,
        "layers": [
            {
                "width": layer.width,
                "activation": pick.name,
                "norm": layer.norm,
                "dropout": layer.dropout,
                "frozen": layer.frozen,
                "kink": has_kink(pick),
            }
            for layer, pick in zip(layers, picks, strict=True)
        ],
        "outputs": shape.outputs,
        "classes": classes,
        "numbers": classes == NUMBERS,
        "probabilities": head_of(settings.loss, classes).probabilities,
        "squashed": head_of(settings.loss, classes).squash is not None,
        "map": MAP,
        "small": SMALL,
        "bins": BINS,
        "reach": REACH,
        "size": shape.size,
        "weights": shape.weights,
    }


def message(
    settings: Settings,
    header: dict[str, Any],
    curve: Curve,
    others: Sequence[Curve] = (),
    frames: Sequence[bytes] = (),
) -> bytes:
    """The bytes that the component gets.

    Args:
        header: what else it is told.
        curve: of the course that is shown.
        others: of earlier ones.
        frames: new ones.
    """
    points, targets, trained = _points(settings)
    blobs = {
        "points": points,
        "targets": targets,
        "features": _feature_maps(settings),
        "curve": _floats(curve),
        "others": b"".join(map(_floats, others)),
        "frames": b"".join(frames),
    }
    told = header | {
        "scene": scene(settings),
        "trained": trained,
        "others": [len(other) for other in others],
        "parts": {name: len(blob) for name, blob in blobs.items()},
    }
    text = _filled(json.dumps(told, ensure_ascii=False).encode(), b" ")
    return struct.pack("<I", len(text)) + text + b"".join(map(_filled, blobs.values()))


def read_header(data: bytes) -> dict[str, Any]:
    """The JSON of a message."""
    (length,) = struct.unpack("<I", data[:4])
    return json.loads(data[4 : 4 + length])


def _filled(data: bytes, filler: bytes = b"\0") -> bytes:
    return data + filler * (-len(data) % 4)


def _floats(rows: Curve) -> bytes:
    return struct.pack(f"<{5 * len(rows)}f", *(value for row in rows for value in row))


@lru_cache(maxsize=64)
def _points(settings: Settings) -> tuple[bytes, bytes, int]:
    train, test = points_of(settings)
    inputs = torch.cat([train.inputs, test.inputs])
    targets = torch.cat([_target_bytes(train), _target_bytes(test)])
    positions = (100 * inputs).round().clamp(-30_000, 30_000).to(torch.int16)
    return positions.numpy().tobytes(), targets.numpy().tobytes(), len(train)


def _target_bytes(points: Points) -> Tensor:
    if points.classes != NUMBERS:
        return points.targets.to(torch.uint8)
    return (128 + 127 * points.targets.clamp(-1, 1)).round().to(torch.uint8)


@lru_cache(maxsize=64)
def _feature_maps(settings: Settings) -> bytes:
    """Maps of all features there are, at their defaults but for those that are chosen."""
    picks = {name: FEATURES.pick(name) for name in FEATURES}
    picks |= {pick.name: pick for pick in settings.features}
    return signed(features_of(grid(SMALL), picks.values())).numpy().tobytes()
