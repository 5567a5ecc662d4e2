"""The picture that a page looks at: one of ours, an MNIST example, the reader's drawing or upload.

A page whose `State` extends `Input` takes pictures from all of them, and hands its own on to any
other such page: the settings have the same names everywhere.
"""

import hashlib
import io
import re
import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import torch
from PIL import Image
from torch import Tensor

from core.data import mnist
from core.data.handwriting.strokes import BRUSH, LONGEST, decode, draw, first_stroke
from core.data.handwriting.styles import STYLES, written
from core.data.packing import pack, unpack
from core.data.preparation import SHAPE
from core.registry import Config, Options, Range, Text, setting

FOLDER = Path(__file__).parents[2] / "assets" / "pictures"
PICTURES = {
    "harbour": "A lighthouse at sunset: long edges, soft sky, ripples.",
    "balls": "Shining balls on a chessboard: round edges, corners, shadows.",
    "sunflower": "A sunflower: fine texture and strong colours.",
    "chart": "A test chart: rings that get finer outwards, bars, a star.",
}
"""Our own pictures, made by `python -m tests.pictures`, each 512 x 512 in colour."""

SOURCES = ("picture", "drawing", "test digit", "photo")
SOURCE_LABELS = {
    "picture": "Picture",
    "drawing": "Draw",
    "test digit": "MNIST example",
    "photo": "Upload",
}
"""How a source stands on the page and in an address."""

LARGEST = 512  # pixels of an upload's longer side; a larger one is made smaller
UPLOADS = 32  # that a server holds at a time, at most 25 MB
REFERENCE = re.compile(r"upload-[0-9a-f]{20}")
"""The text by which a state holds an upload that the server keeps."""

EXAMPLES = 10_000  # test digits of MNIST


def _packed(text: str) -> None:
    """Refuses what is neither empty nor a packed digit."""
    if text:
        unpack(text)


@dataclass(frozen=True)
class DigitInput(Config):
    """Which picture of a digit: its source, and for each source which one."""

    source: str = setting(
        Options(SOURCES[1:], "drawing", labels={**SOURCE_LABELS, "photo": "Photo"})
    )
    index: int = setting(Range(0, EXAMPLES - 1, 0, 1, names=True))
    strokes: str = setting(
        Text(
            "",
            LONGEST,
            decode,
            tuple(written(style) for style in list(STYLES)[::7]),
            names=lambda drawing, other: first_stroke(drawing) != first_stroke(other),
        )
    )
    brush: int = setting(Range(8, 40, BRUSH, 1, "px"))
    photo: str = setting(Text("", 1200, _packed))


def check_photo(text: str) -> None:
    """Refuses what is neither empty, nor a packed digit, nor refers to an upload."""
    if text and not REFERENCE.fullmatch(text):
        unpack(text)


@dataclass(frozen=True)
class Input(DigitInput):
    """Which picture: its source, and for each source which one. A page may add other sources."""

    source: str = setting(Options(SOURCES, "picture", labels=SOURCE_LABELS))
    picture: str = setting(
        Options(tuple(PICTURES), "harbour", labels={name: name.capitalize() for name in PICTURES})
    )
    photo: str = setting(Text("", 1200, check_photo))


def image(chosen: Input) -> Tensor:
    """The picture, (C, H, W) uint8 with C = 3, or 1 for greys; not to be changed.

    Drawings, (1, 280, 280), and digits, (1, 28, 28), are white on black.

    Raises:
        ValueError: nothing is drawn or uploaded yet, or the upload is not here any more.
    """
    if blank(chosen):
        raise ValueError(
            {
                "drawing": "strokes='': draw something first",
                "photo": "photo='': upload a picture first",
            }[chosen.source]
        )
    if chosen.source == "picture":
        return own(chosen.picture)
    if chosen.source == "test digit":
        return mnist.test_digits()[0][chosen.index][None]
    if chosen.source == "drawing":
        return draw(decode(chosen.strokes), chosen.brush)[None]
    return _upload(chosen.photo)


def blank(chosen: Input) -> bool:
    """Whether nothing is drawn or uploaded yet."""
    return (chosen.source == "drawing" and not chosen.strokes) or (
        chosen.source == "photo" and not chosen.photo
    )


@lru_cache(maxsize=len(PICTURES))
def own(name: str) -> Tensor:
    """One of our own pictures, (3, 512, 512) uint8."""
    return _pixels(Image.open(FOLDER / f"{name}.webp").convert("RGB"))


def _pixels(picture: Image.Image) -> Tensor:
    """A PIL picture of mode RGB as (3, H, W) uint8. Not with torchvision, which takes two seconds
    to import.
    """
    flat = torch.frombuffer(bytearray(picture.tobytes()), dtype=torch.uint8)
    return flat.view(picture.height, picture.width, 3).permute(2, 0, 1).contiguous()


_uploads: OrderedDict[str, Tensor] = OrderedDict()
_lock = threading.Lock()


def keep(picture: Image.Image) -> str:
    """The text by which a `State` holds an upload (RGB, from `core.images.open_image`).

    A grey picture of 28 x 28 is held in the text itself. Any other would be too long for an
    address: the server keeps it, at most LARGEST pixels a side, and the text refers to it.
    """
    picture = picture.copy()
    picture.thumbnail((LARGEST, LARGEST), Image.Resampling.LANCZOS)
    pixels = _pixels(picture)
    if bool((pixels == pixels[:1]).all()):
        pixels = pixels[:1]
    if pixels.shape == SHAPE:
        return pack(pixels[0])
    digest = hashlib.sha256(repr(pixels.shape).encode() + pixels.numpy().tobytes()).hexdigest()
    text = f"upload-{digest[:20]}"
    with _lock:
        _uploads[text] = pixels
        _uploads.move_to_end(text)
        while len(_uploads) > UPLOADS:
            _uploads.popitem(last=False)
    return text


def in_address(photo: str) -> bool:
    """Whether a link holds the upload itself, so that it opens anywhere and at any time."""
    return not REFERENCE.fullmatch(photo)


def _upload(photo: str) -> Tensor:
    if in_address(photo):
        return unpack(photo)[None]
    with _lock:
        if photo not in _uploads:
            raise ValueError(
                f"photo={photo!r} is no longer on the server, and it is too large for a link: "
                "upload it again"
            )
        _uploads.move_to_end(photo)
        return _uploads[photo]


def png(picture: Tensor) -> bytes:
    """A picture, (C, H, W) uint8 with C of 1 or 3, as a PNG file, which keeps every value."""
    pixels = picture[0] if len(picture) == 1 else picture.permute(1, 2, 0)
    buffer = io.BytesIO()
    Image.fromarray(pixels.contiguous().numpy()).save(buffer, "PNG")
    return buffer.getvalue()


def handed(state: Config, to: type[Config]) -> dict[str, str | int] | None:
    """The settings with which a page of states `to` shows the picture of `state`; None if it takes
    no such picture.

    Both are states of pages with a `DigitInput`. One that takes digits alone has no use for an
    upload of another size.
    """
    specs = dict(to.specs())
    if state.source not in specs["source"].values or state.source not in SOURCES:
        return None
    try:
        specs["photo"].check("photo", state.photo if state.source == "photo" else "")
    except ValueError:
        return None
    names = {
        "picture": ("picture",),
        "test digit": ("index",),
        "drawing": ("strokes", "brush"),
        "photo": ("photo",),
    }
    return {name: getattr(state, name) for name in ("source", *names[state.source])}
