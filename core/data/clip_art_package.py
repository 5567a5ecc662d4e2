"""Makes the clip art of `core.data.clip_art` from Debian's package, whose sha256 is checked:

    apt-get download openclipart-png
    python -m core.data.clip_art_package openclipart-png_*.deb

Which drawings it takes stands in `assets/clip_art/sources.csv`: they were chosen by eye, and what
does not show its class or cannot be made out was left out. Drawings that differ in colours or
details alone are in the same part, so that no test picture has a twin in the training. With the
same version of Pillow the result is the same to the byte.
"""

import io
import json
import sys
import tarfile
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path

from PIL import Image, ImageChops

from core.data import cache, clip_art
from core.data.clip_art import SIDE
from core.images import open_image

VERSION = "1:0.18+dfsg-19"
SHA256 = "f07f1545a2970c2cf3fa339bc2405da1a95cf2b1827bfa05bf73eb1c20291c02"
WITHIN = "./usr/share/openclipart/png/"
"""Where the package has its drawings."""

BORDER = 4
"""Pixels left white around a drawing."""

COLOURS = 64
"""Of a drawing, so that its file is small."""

WHITE = 10
"""Of 255: what is no darker than white by more belongs to the background."""


def unpack(package: bytes, files: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """Some of the drawings in a Debian package, which is an `ar` archive with a tar in it.

    Raises:
        ValueError: it is another package.
    """
    if cache.sha256(package) != SHA256:
        raise ValueError(f"the package is not openclipart-png {VERSION}: its sha256 differs")
    wanted = set(files)
    with tarfile.open(fileobj=io.BytesIO(_tar(package)), mode="r:xz") as archive:
        for member in archive:
            name = member.name.removeprefix(WITHIN)
            if name in wanted:
                yield name, archive.extractfile(member).read()


def _tar(package: bytes) -> bytes:
    """The member of an `ar` archive with the files: behind each header of 60 bytes stands its
    content, filled up to an even number of bytes.
    """
    start = len(b"!<arch>\n")
    while start < len(package):
        header = package[start : start + 60]
        size = int(header[48:58])
        start += 60
        if header.startswith(b"data.tar"):
            return package[start : start + size]
        start += size + size % 2
    raise ValueError("the package holds no files")


def draw(data: bytes, name: str) -> bytes:
    """A drawing as a PNG: on white, cut to what is drawn, as large as fits, in few colours.

    Raises:
        ValueError: it cannot be read, or is empty.
    """
    image = open_image(data, name)
    plain = Image.new("RGB", image.size, "white")
    difference = ImageChops.difference(image, plain).convert("L")
    box = difference.point([255 * (value > WHITE) for value in range(256)]).getbbox()
    if box is None:
        raise ValueError(f"{name} is empty")
    image = image.crop(box)
    scale = (SIDE - 2 * BORDER) / max(image.size)
    width, height = (max(1, round(length * scale)) for length in image.size)
    image = image.resize((width, height), Image.Resampling.LANCZOS)
    canvas = Image.new("RGB", (SIDE, SIDE), "white")
    canvas.paste(image, ((SIDE - width) // 2, (SIDE - height) // 2))
    file = io.BytesIO()
    canvas.quantize(COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
    return file.getvalue()


def pack(package: bytes, sources: list[tuple[str, str, str]]) -> bytes:
    """The zip of some drawings, in the order of their names.

    Args:
        sources: class, part and file in the package of each.

    Raises:
        ValueError: one is not in the package, or cannot be read.
    """
    files = dict(unpack(package, [file for *_, file in sources]))
    if missing := {file for *_, file in sources} - files.keys():
        raise ValueError(f"{min(missing)} is not in the package")
    names = {
        f"{part}/{label}/{file.removesuffix('.png').replace('/', '-')}.png": file
        for label, part, file in sources
    }
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as packed:  # PNG is compressed already
        for name in sorted(names):
            entry = zipfile.ZipInfo(name)  # of 1980, whenever it is written
            packed.writestr(entry, draw(files[names[name]], names[name]))
    return result.getvalue()


def main(path: Path, folder: Path = clip_art.FOLDER) -> int:
    """Writes the zip and its card; how many bytes the zip has."""
    data = pack(path.read_bytes(), clip_art.sources())
    card = {
        "source": f"openclipart-png {VERSION} of Debian, from openclipart.org",
        "sha256 of the package": SHA256,
        "licence": "Creative Commons Public Domain Dedication",
        "changes": f"on white, cut to the drawing, {SIDE} x {SIDE} pixels, {COLOURS} colours",
        "sha256": cache.sha256(data),
    }
    cache.write(folder / clip_art.NAME, data)
    cache.write(folder / "clip_art.json", (json.dumps(card, indent=2) + "\n").encode())
    return len(data)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print(f"{main(Path(sys.argv[1])):,} bytes")
