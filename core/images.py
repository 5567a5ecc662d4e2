"""The one gate for pictures that come from a reader: bytes in, a plain RGB picture out, or one line
on what is wrong.

What a reader uploads is not trusted. The size is checked before a pixel is decoded, only five
decoders may run, and whatever one of them says of a damaged file becomes a `ValueError`. Every page
that takes a picture opens it here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from PIL import Image

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP")
MAX_BYTES = 10 * 1024 * 1024  # as Streamlit counts its own upload limit of 10 MB
MAX_PIXELS = 16_000_000

BOMB = (
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)  # the latter where warnings are errors
DAMAGE = (OSError, SyntaxError, ValueError, MemoryError, NotImplementedError, OverflowError)

UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What turns a picture upright, by its EXIF orientation; the camera held straight is 1."""


def open_image(data: bytes, name: str = "upload") -> Image.Image:
    """The picture in a file that a reader gave, upright, its first frame, transparent parts on
    white.

    White because most pictures are dark ink on light paper. 16-bit grey is scaled to 8 bits.

    Args:
        data: the whole file, of one of FORMATS, at most MAX_BYTES and MAX_PIXELS.
        name: what the file is called in a message.

    Returns:
        An image of mode RGB that carries nothing else of the file.

    Raises:
        ValueError: with one line, for a file that is none of these, too large, damaged or
            incomplete.
    """
    if not data:
        raise _refused(name, "is empty")
    if len(data) > MAX_BYTES:
        raise _refused(name, f"has {len(data) / 1024**2:.1f} MB, which is too much")
    with _telling(name, "is not a picture that can be read"):
        image = Image.open(BytesIO(data), formats=FORMATS)  # reads the header only
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise _refused(
            name,
            f"has {width} x {height} = {width * height / 1e6:.1f} megapixels, which is too many",
        )
    with _telling(name, "is damaged or incomplete"):
        image.load()
        picture = _on_white(image)
    orientation = _orientation(image)
    picture.info = {}  # else the EXIF orientation could be applied a second time
    return picture.transpose(UPRIGHT[orientation]) if orientation in UPRIGHT else picture


def _orientation(image: Image.Image) -> int | None:
    """The EXIF orientation; None for one that cannot be read, since the pixels may be good all the
    same.
    """
    try:
        return image.getexif().get(0x0112)
    except DAMAGE:
        return None


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):
        return _from_16_bit(image)
    if image.mode == "P" and image.palette is None:
        raise ValueError(
            "a palette picture without its palette"
        )  # Pillow would only assert that there is one
    if not image.has_transparency_data:
        return image.convert("RGB")
    image = image.convert("RGBA")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def _from_16_bit(image: Image.Image) -> Image.Image:
    """Grey of 16 bits scaled to 8. Pillow's own conversion clips some of these modes at 255."""
    grey = [round(level / 257) for level in range(65536)]
    if isinstance(clear := image.info.get("transparency"), int):
        grey[clear] = 255
    return image.convert("I").point(grey, "L").convert("RGB")


@contextmanager
def _telling(name: str, what: str) -> Iterator[None]:
    """Turns what a decoder raises into our one line."""
    try:
        yield
    except BOMB as error:
        raise _refused(name, "has too many pixels") from error
    except DAMAGE as error:
        raise _refused(name, what) from error


def _refused(name: str, what: str) -> ValueError:
    *others, last = FORMATS
    most = f"{MAX_BYTES // 1024**2} MB and {MAX_PIXELS // 10**6} megapixels"
    formats = f"{', '.join(others)} or {last}"
    return ValueError(f"{name[:80]!r} {what}: choose a {formats} of at most {most}")
