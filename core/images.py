"""The one gate for pictures that come from a reader: bytes in, a plain RGB picture out, or one line
on what is wrong.

What a reader uploads is not trusted. The size is checked before a pixel is decoded, only five
decoders may run, and whatever one of them says of a damaged file becomes a `ValueError`. Every page
that takes a picture opens it here. No picture takes more than 200 MB or half a second on one core.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from PIL import Image

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP")
MAX_BYTES = 10 * 1024 * 1024  # as Streamlit counts its own upload limit of 10 MB
MAX_PIXELS = 16_000_000
MOST_PIXELS = {
    "JPEG": 65_000_000,  # photos of phones; they are decoded at a half, a quarter or an eighth
    "MPO": 65_000_000,  # two JPEGs in one file
    "WEBP": 12_000_000,  # its decoder needs four copies
}
"""Where it is another number than MAX_PIXELS, by Pillow's name of the format."""
MAX_PROGRESSIVE = 30_000_000  # of a JPEG that is held whole before it is made smaller
MAX_RUNS = 1024 * 1024  # bytes of a BMP of run lengths, which Pillow decodes in Python
MAX_SIDE = 20_000  # Pillow keeps a pointer for each row
LARGE = 1024  # pixels: a longer side twice as long or more is made smaller by a whole factor

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

    White because most pictures are dark ink on light paper. 16-bit grey is scaled to 8 bits. A
    large picture is made smaller by a whole factor, its longer side not below LARGE.

    Args:
        data: the whole file, of one of FORMATS, at most MAX_BYTES, MAX_PIXELS or what MOST_PIXELS
            says of its format (MAX_PROGRESSIVE of a progressive JPEG), and MAX_SIDE.
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
    _check_size(name, image, data)
    with _telling(name, "is damaged or incomplete"):
        image.draft(image.mode, (LARGE, LARGE))  # a JPEG is decoded at a half, a quarter, ...
        image.load()
        picture = _on_white(image)
    orientation = _orientation(image)
    picture.info = {}  # else the EXIF orientation could be applied a second time
    return picture.transpose(UPRIGHT[orientation]) if orientation in UPRIGHT else picture


def _check_size(name: str, image: Image.Image, data: bytes) -> None:
    """Refuses a picture that would take too much to decode."""
    (width, height), most = image.size, MOST_PIXELS.get(image.format, MAX_PIXELS)
    if max(width, height) > MAX_SIDE:
        raise _refused(name, f"has {width} x {height} pixels; {MAX_SIDE:,} are the most on a side")
    if image.info.get("compression") in (1, 2) and len(data) > MAX_RUNS:
        size = len(data) / 1024**2
        raise _refused(name, f"is a compressed BMP of {size:.1f} MB, which is too much")
    has = f"has {width} x {height} = {width * height / 1e6:.1f} megapixels, which is too many"
    if width * height > most:
        raise _refused(name, has)
    if image.format in ("JPEG", "MPO") and width * height > MAX_PROGRESSIVE and _is_whole(data):
        raise _refused(name, f"{has} for a progressive JPEG")


def _is_whole(data: bytes) -> bool:
    """Whether a JPEG's first scan has not all of it, so that a decoder holds it whole. Of markers
    that have no place before that scan it is taken to be so.
    """
    at, components = 2, b""  # after the start of image
    while data[at : at + 1] == b"\xff":
        marker, size = data[at + 1 : at + 2], int.from_bytes(data[at + 2 : at + 4])
        if marker == b"\xda":  # start of scan; of how many components
            return data[at + 4 : at + 5] != components
        if marker < b"\xc0" or b"\xd0" <= marker <= b"\xd9" or marker == b"\xff":
            return True
        if marker in (b"\xc0", b"\xc1"):  # start of frame, baseline or extended
            components = data[at + 9 : at + 10]
        at += 2 + size
    return True


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
        return _smaller(image).convert("RGB")
    image = _smaller(image if image.mode == "RGBA" else image.convert("RGBA"))
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def _smaller(image: Image.Image) -> Image.Image:
    """A large picture made smaller by a whole factor; a mean of colours is no index of a
    palette.
    """
    factor = max(image.size) // LARGE
    if factor < 2:
        return image
    if image.mode in ("1", "P", "PA"):
        image = image.convert("RGB")
    return image.reduce((min(factor, image.width), min(factor, image.height)))


def _from_16_bit(image: Image.Image) -> Image.Image:
    """Grey of 16 bits scaled to 8. Pillow's own conversion clips some of these modes at 255."""
    grey = [round(level / 257) for level in range(65536)]
    if isinstance(clear := image.info.get("transparency"), int):
        grey[clear] = 255
    return _smaller(image.convert("I").point(grey, "L")).convert("RGB")


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
    others_most = (
        f"{kind} {MOST_PIXELS[kind] // 10**6}" for kind in FORMATS if kind in MOST_PIXELS
    )
    most = (
        f"{MAX_BYTES // 1024**2} MB and {MAX_PIXELS // 10**6} megapixels ({', '.join(others_most)})"
    )
    formats = f"{', '.join(others)} or {last}"
    return ValueError(f"{name[:80]!r} {what}: choose a {formats} of at most {most}")
