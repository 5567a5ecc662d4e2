"""The image gate: every allowed kind of file against pixels known by construction, then thousands
of damaged ones.
"""

import random
import struct
import subprocess
import sys
import tomllib
import warnings
import zlib
from io import BytesIO

import pytest
from PIL import Image

from core.images import FORMATS, MAX_BYTES, MAX_PIXELS, open_image
from tests.server import ROOT

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def saved(image: Image.Image, kind: str, **options) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def quarters(mode: str = "RGB", size: int = 32) -> Image.Image:
    """Red and green above blue and white: tells every turn and every flip apart."""
    image = Image.new("RGB", (size, size))
    half = size // 2
    for colour, corner in zip(
        (RED, GREEN, BLUE, WHITE), ((0, 0), (half, 0), (0, half), (half, half)), strict=True
    ):
        image.paste(colour, (*corner, corner[0] + half, corner[1] + half))
    return image.convert(mode)


def corners(image: Image.Image) -> list[tuple[int, int, int]]:
    """The middles of the four quarters, row by row."""
    width, height = image.size
    return [
        image.getpixel((x, y))
        for y in (height // 4, 3 * height // 4)
        for x in (width // 4, 3 * width // 4)
    ]


def test_streamlit_takes_no_larger_uploads_than_are_read():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert config["server"]["maxUploadSize"] * 1024**2 == MAX_BYTES


def near(left: list, right: list, by: int = 6) -> bool:
    return all(
        abs(a - b) <= by
        for value, other in zip(left, right, strict=True)
        for a, b in zip(value, other, strict=True)
    )


def png(width: int, height: int, bits: int, kind: int, pixels: bytes, extra: bytes = b"") -> bytes:
    """A PNG written by hand, for the kinds that Pillow reads but does not write."""
    rows = len(pixels) // height
    body = b"".join(b"\0" + pixels[row * rows : (row + 1) * rows] for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + extra
        + chunk(b"IDAT", zlib.compress(body))
        + chunk(b"IEND", b"")
    )


def chunk(name: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
    )


def refused(data: bytes, name: str = "upload") -> str:
    with pytest.raises(ValueError) as caught:
        open_image(data, name)
    line = str(caught.value)
    assert len(line.splitlines()) == 1
    assert all(word in line for word in (*FORMATS, "10 MB", "16 megapixels"))
    return line


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_opens_to_plain_rgb(kind):
    image = open_image(
        saved(quarters(), kind, **({"quality": 95} if kind in ("JPEG", "WEBP") else {}))
    )
    assert (type(image), image.mode, image.size, image.info) == (Image.Image, "RGB", (32, 32), {})
    assert near(corners(image), [RED, GREEN, BLUE, WHITE])


@pytest.mark.parametrize("kind", ["PNG", "GIF", "BMP"])
def test_palette(kind):
    assert corners(open_image(saved(quarters().quantize(4), kind))) == [RED, GREEN, BLUE, WHITE]


@pytest.mark.parametrize("mode", ["1", "L"])
@pytest.mark.parametrize("kind", ["PNG", "GIF", "BMP"])
def test_grey_and_black_and_white(mode, kind):
    image = Image.new(mode, (4, 1), 0)
    image.putpixel((1, 0), 255)
    assert [open_image(saved(image, kind)).getpixel((x, 0)) for x in range(2)] == [(0, 0, 0), WHITE]


@pytest.mark.parametrize("level", [0, 1, 128, 129, 255, 256, 257, 4096, 32768, 65278, 65535])
def test_16_bit_grey_is_scaled(level):
    image = open_image(saved(Image.new("I;16", (2, 2), level), "PNG"))
    assert image.getpixel((1, 1)) == (round(level / 65535 * 255),) * 3


def test_16_bit_grey_keeps_a_ramp():
    levels = [x * 257 for x in range(256)]
    image = open_image(png(256, 1, 16, 0, struct.pack(">256H", *levels)))
    assert [image.getpixel((x, 0))[0] for x in range(256)] == list(range(256))


@pytest.mark.parametrize(
    ("kind", "values", "seen"),
    [
        (2, (65535, 32896, 0), (255, 128, 0)),
        (4, (32896, 65535), (128, 128, 128)),
        (4, (0, 0), WHITE),
        (6, (65535, 0, 0, 65535), RED),
        (6, (65535, 0, 0, 0), WHITE),
    ],
    ids=["rgb", "grey, opaque", "grey, clear", "rgba, opaque", "rgba, clear"],
)
def test_16_bit_colour_and_alpha(kind, values, seen):
    assert (
        open_image(png(1, 1, 16, kind, struct.pack(f">{len(values)}H", *values))).getpixel((0, 0))
        == seen
    )


def test_16_bit_grey_with_a_clear_level():
    clear = chunk(b"tRNS", struct.pack(">H", 1000))
    image = open_image(png(2, 1, 16, 0, struct.pack(">2H", 1000, 2570), clear))
    assert [image.getpixel((x, 0)) for x in range(2)] == [WHITE, (10, 10, 10)]


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_alpha_is_laid_on_white(kind):
    image = Image.new("RGBA", (3, 1), (0, 0, 0, 0))
    image.putpixel((1, 0), (0, 0, 0, 255))
    image.putpixel((2, 0), (255, 0, 0, 102))
    seen = open_image(
        saved(image, kind, **({"lossless": True, "exact": True} if kind == "WEBP" else {}))
    )
    assert near(
        [seen.getpixel((x, 0)) for x in range(3)], [WHITE, (0, 0, 0), (255, 153, 153)], by=1
    )


@pytest.mark.parametrize("kind", ["PNG", "GIF"])
def test_a_clear_palette_colour_is_laid_on_white(kind):
    image = quarters().quantize(4)
    red = image.getpixel((0, 0))
    assert corners(open_image(saved(image, kind, transparency=red))) == [WHITE, GREEN, BLUE, WHITE]


def test_cmyk():
    assert near(
        corners(open_image(saved(quarters("CMYK"), "JPEG", quality=95))),
        [RED, GREEN, BLUE, WHITE],
        by=12,
    )


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation(kind, orientation):
    upright = quarters().resize((64, 32), Image.Resampling.NEAREST)
    how = Image.Transpose  # the way back from each orientation, by the EXIF standard's own words
    stored = {
        1: [],
        2: [how.FLIP_LEFT_RIGHT],
        3: [how.ROTATE_180],
        4: [how.FLIP_TOP_BOTTOM],
        5: [how.ROTATE_90, how.FLIP_TOP_BOTTOM],
        6: [how.ROTATE_90],
        7: [how.ROTATE_90, how.FLIP_LEFT_RIGHT],
        8: [how.ROTATE_270],
    }[orientation]
    image = upright
    for step in stored:
        image = image.transpose(step)
    exif = Image.Exif()
    exif[0x0112] = orientation
    seen = open_image(saved(image, kind, exif=exif, **({} if kind == "PNG" else {"quality": 95})))
    assert seen.size == (64, 32)
    assert near(corners(seen), [RED, GREEN, BLUE, WHITE])
    assert not seen.getexif(), "the orientation could be applied twice"


@pytest.mark.parametrize("orientation", [0, 9, 77, 65535])
def test_an_orientation_that_does_not_exist_is_left_alone(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    assert corners(open_image(saved(quarters(), "PNG", exif=exif))) == [RED, GREEN, BLUE, WHITE]


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP"])
def test_the_first_frame_of_an_animation(kind):
    options = {"lossless": True} if kind == "WEBP" else {}
    others = [Image.new("RGB", (32, 32), colour) for colour in (GREEN, BLUE)]
    data = saved(quarters(), kind, save_all=True, append_images=others, **options)
    assert Image.open(BytesIO(data)).n_frames == 3
    assert corners(open_image(data)) == [RED, GREEN, BLUE, WHITE]


def test_the_first_of_a_phones_two_pictures_in_one_jpeg():
    data = saved(
        quarters(),
        "MPO",
        save_all=True,
        append_images=[Image.new("RGB", (32, 32), GREEN)],
        quality=95,
    )
    assert near(corners(open_image(data)), [RED, GREEN, BLUE, WHITE])


def test_other_files_are_refused_in_one_line():
    formats = {
        kind: saved(quarters(), kind)
        for kind in ("TIFF", "PPM", "ICO", "PCX", "TGA", "SGI", "JPEG2000")
    }
    texts = {
        "text": b"hello, world",
        "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "zip": b"PK\x03\x04" + b"a" * 99,
        "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n",
    }
    for name, data in (formats | texts).items():
        assert "is not a picture that can be read" in refused(data, name)
        assert repr(name) in refused(data, name)


def test_an_empty_file():
    assert "is empty" in refused(b"")


def test_too_many_bytes_are_refused_unread():
    line = refused(saved(quarters(), "PNG") + bytes(MAX_BYTES), "big.png")
    assert line.startswith("'big.png' has 10.0 MB, which is too much")


def test_as_many_bytes_as_allowed():
    data = saved(quarters(), "PNG")
    assert corners(open_image(data + bytes(MAX_BYTES - len(data))))[0] == RED


@pytest.mark.parametrize(
    ("kind", "width", "height"),
    [
        *((kind, 4000, 4000) for kind in ("PNG", "GIF", "BMP")),
        ("WEBP", 4000, 3000),
        ("JPEG", 10_000, 6500),
    ],
)
def test_a_megapixel_too_many(kind, width, height):
    mode = "L" if kind in ("JPEG", "WEBP") else "1"
    allowed, larger = (Image.new(mode, (width, height + more)) for more in (0, 250))
    seen = open_image(saved(allowed, kind))
    assert seen.width == pytest.approx(width * seen.height / height, abs=1)
    assert 1024 <= seen.width < 2048
    pixels = width * (height + 250)
    assert (
        f"has {width} x {height + 250} = {pixels / 1e6:.1f} megapixels, which is too many"
        in refused(saved(larger, kind))
    )


def test_a_large_bmp_of_run_lengths_is_refused():
    """Each of them is a step in Python."""
    for height, is_read in ((50, True), (3000, False)):
        runs = (b"".join(bytes((1, x % 2)) for x in range(200)) + b"\0\0") * height + b"\0\1"
        start = 14 + 40 + 4 * 256
        header = struct.pack("<IHHI", start + len(runs), 0, 0, start)
        about = struct.pack("<IiiHHIIiiII", 40, 200, height, 1, 8, 1, len(runs), 0, 0, 256, 0)
        data = b"BM" + header + about + bytes((0, 0, 0, 0, 0, 0, 255, 0)) + bytes(4 * 254) + runs
        if is_read:
            assert [open_image(data).getpixel((x, 9)) for x in range(2)] == [(0, 0, 0), RED]
        else:
            assert "is a compressed BMP of 1.2 MB" in refused(data)


@pytest.mark.parametrize("size", [(1, 20_001), (20_001, 1), (1, 16_000_000)])
def test_a_side_that_is_too_long_is_refused(size):
    assert "20,000 are the most on a side" in refused(saved(Image.new("1", size), "PNG"))
    assert open_image(saved(Image.new("1", (1, 20_000)), "PNG")).size == (1, 1053)


@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("options", [{}, {"progressive": True, "subsampling": 0}])
def test_a_phone_s_photo_of_24_megapixels(options, orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    photo = quarters().resize((5712, 4284), Image.Resampling.NEAREST)
    seen = open_image(saved(photo, "JPEG", exif=exif, **options))
    assert seen.size == ((1428, 1071) if orientation == 1 else (1071, 1428))
    turned = [RED, GREEN, BLUE, WHITE] if orientation == 1 else [BLUE, RED, WHITE, GREEN]
    assert near(corners(seen), turned)


def test_a_photo_of_50_megapixels_is_read_unless_it_would_be_held_whole():
    photo = quarters().resize((8160, 6120), Image.Resampling.NEAREST)
    usual = saved(photo, "JPEG")
    seen = open_image(usual)
    assert seen.size == (2040, 1530) and near(corners(seen), [RED, GREEN, BLUE, WHITE])
    held = "megapixels, which is too many for a progressive JPEG"
    assert held in refused(saved(photo, "JPEG", progressive=True))
    scan = usual.index(b"\xff\xda\x00\x0c\x03")  # 12 bytes, three components
    one_by_one = usual[:scan] + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + usual[scan + 14 :]
    for marker in (b"", b"\xff", b"\xff\xd3\x00\x20"):
        assert held in refused(one_by_one[:2] + marker + one_by_one[2:])
    for end in (scan + 2, scan + 4):
        assert "is not a picture that can be read" in refused(usual[:end])


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "LA", "P"])
def test_a_large_picture_is_made_smaller_by_a_whole_factor(mode):
    image = quarters().resize((3 * 1024, 3 * 512), Image.Resampling.NEAREST)
    image = image.quantize(4) if mode == "P" else image.convert(mode)
    seen = open_image(saved(image, "PNG"))
    assert seen.size == (1024, 512)
    assert corners(seen) == [
        image.convert("RGB").getpixel((x, y)) for y in (9, 1500) for x in (9, 3000)
    ]


def test_what_is_clear_does_not_colour_what_it_is_averaged_with():
    image = Image.new("RGBA", (2048, 2), (255, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 2048, 1))
    assert near([open_image(saved(image, "PNG")).getpixel((500, 0))], [(128, 128, 128)], by=1)


MEMORY = """
import os, resource, sys
from PIL import Image
from core.images import open_image
Image.init()
for path in sys.argv[1:]:
    data = open(path, "rb").read()
    if not os.fork():
        most = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        before = most()
        open_image(data)
        print(path, most() - before, flush=True)
        os._exit(0)
    os.wait()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="counts memory as Linux does")
def test_no_picture_takes_more_than_200_megabytes(tmp_path):
    """The largest of each kind that is allowed, in the modes that take the most."""
    tall = Image.Exif()
    tall[0x0112] = 6
    files = {
        "colour.png": saved(Image.new("RGB", (4000, 4000)), "PNG", compress_level=1, exif=tall),
        "clear.png": saved(Image.new("RGBA", (4000, 4000)), "PNG", compress_level=1, exif=tall),
        "deep.png": saved(Image.new("I;16", (4000, 4000)), "PNG", compress_level=1),
        "thin.png": saved(Image.new("RGB", (800, 20_000)), "PNG", compress_level=1),
        "clear.webp": saved(Image.new("RGBA", (4000, 3000)), "WEBP", method=0),
        "whole.jpg": saved(
            Image.new("RGB", (6000, 5000)), "JPEG", progressive=True, subsampling=0, exif=tall
        ),
        "large.jpg": saved(Image.new("RGB", (10_000, 6500)), "JPEG", subsampling=0, exif=tall),
        "clear.gif": saved(Image.new("P", (4000, 4000)), "GIF", transparency=0),
        "colour.bmp": saved(Image.new("1", (4000, 4000)), "BMP"),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    paths = [str(tmp_path / name) for name in files]
    command = [sys.executable, "-c", MEMORY, *paths]
    lines = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    taken = {line.split()[0]: int(line.split()[1]) for line in lines.splitlines()}
    assert list(taken) == paths
    assert max(taken.values()) <= 200, taken


@pytest.mark.parametrize(
    ("width", "height"), [(10_000, 10_000), (30_000, 30_000), (2**31 - 1, 2**31 - 1)]
)
@pytest.mark.parametrize("action", ["ignore", "error"])
def test_a_bomb_is_refused_from_its_header(width, height, action):
    with warnings.catch_warnings():
        warnings.simplefilter(action)
        assert "too many" in refused(bomb(width, height))


def bomb(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    packed = zlib.compress(bytes(1_000_000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_cut_in_its_pixels_is_refused(kind):
    data = saved(noise(), kind)
    for share in (0.3, 0.5, 0.7, 0.9):
        refused(data[: int(len(data) * share)])


def header(kind: int) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, kind, 0, 0, 0))


@pytest.mark.parametrize(
    "extra",
    [
        b"",
        header(2) + chunk(b"tRNS", bytes(6)) + header(3) + chunk(b"PLTE", bytes(6)),
    ],
    ids=["no palette", "a clear colour that is no index"],
)
def test_a_palette_that_contradicts_itself(extra):
    assert "is damaged" in refused(png(1, 1, 8, 3, b"\0", extra))


def test_a_name_cannot_break_the_line():
    line = refused(b"", "a\nb\r\u2028" + "c" * 500)
    assert "\\n" in line and len(line) < 250


def noise() -> Image.Image:
    return Image.frombytes("RGB", (24, 16), random.Random(1).randbytes(24 * 16 * 3))


def seeds() -> list[bytes]:
    """Small files of every kind above, to be damaged."""
    colour, grey = noise(), noise().convert("L")
    clear = colour.copy()
    clear.putalpha(grey)
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "a description"
    more = {"save_all": True, "append_images": [colour.rotate(90)]}
    files = [
        (image, kind, {})
        for kind in ("PNG", "GIF", "BMP")
        for image in (colour, grey, grey.convert("1"), clear)
    ]
    files += [(colour.quantize(16), kind, {"transparency": 3}) for kind in ("PNG", "GIF")]
    files += [(image, "JPEG", {}) for image in (colour, grey, colour.convert("CMYK"))]
    files += [
        (image, "WEBP", {"lossless": lossless})
        for image in (colour, clear)
        for lossless in (False, True)
    ]
    files += [(colour, kind, {"exif": exif}) for kind in ("PNG", "JPEG", "WEBP")]
    files += [(colour, kind, more) for kind in ("PNG", "GIF", "WEBP")]
    files += [
        (Image.new("I;16", (24, 16), 3000), "PNG", {}),
        (colour, "JPEG", {"progressive": True}),
    ]
    return [saved(image, kind, **options) for image, kind, options in files]


def damaged(data: bytes, files: list[bytes], source: random.Random) -> bytes:
    changed, position = bytearray(data), source.randrange(len(data))
    match source.randrange(6):
        case 0:
            for _ in range(source.randint(1, 8)):
                changed[source.randrange(len(data))] ^= 1 << source.randrange(8)
        case 1:
            del changed[position:]
        case 2:
            other = source.choice(files)
            changed[position:] = other[source.randrange(len(other)) :]
        case 3:
            for _ in range(source.randint(1, 4)):
                changed[source.randrange(min(64, len(data)))] = source.choice((0, 1, 127, 128, 255))
        case 4:
            del changed[position : position + source.randint(1, 64)]
        case 5:
            changed[position:position] = data[source.randrange(len(data)) :][
                : source.randint(1, 64)
            ]
    return bytes(changed)


@pytest.mark.filterwarnings("ignore::UserWarning", "ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("seed", range(4))
def test_damaged_files_open_or_are_refused_in_one_line(seed):
    source, files, opened = random.Random(seed), seeds(), 0
    for _ in range(1000):
        data = damaged(source.choice(files), files, source)
        try:
            image = open_image(data)
        except ValueError as error:
            line = str(error)
            assert line.startswith("'upload' ") and len(line.splitlines()) == 1
        else:
            opened += 1
            assert image.mode == "RGB" and 0 < image.width * image.height <= MAX_PIXELS
            assert len(image.tobytes()) == 3 * image.width * image.height
    assert 100 < opened < 500, "the damage is either too mild or too strong to test anything"
