"""How clip art is made of Debian's package: here of one with two drawings."""

import io
import json
import tarfile
import zipfile

import pytest
from PIL import Image, ImageDraw

from core.data import cache, clip_art, clip_art_package
from core.data.clip_art import SIDE
from core.data.clip_art_package import BORDER, WITHIN, draw, pack


def drawing(width=300, height=200, box=(100, 50, 219, 89), colour=(200, 30, 30, 255)):
    """A PNG of a rectangle on nothing."""
    image = Image.new("RGBA", (width, height))
    if colour:
        ImageDraw.Draw(image).rectangle(box, fill=colour)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def debian(files):
    """A Debian package of these files."""
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w:xz") as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(WITHIN + name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    result = b"!<arch>\n"
    for name, data in (("debian-binary", b"2.0"), ("data.tar.xz", tar.getvalue())):
        header = f"{name:<16}{0:<12}{0:<6}{0:<6}{100644:<8}{len(data):<10}`\n"
        result += header.encode() + data + b"\n" * (len(data) % 2)
    return result


@pytest.fixture
def package(monkeypatch):
    data = debian({"a/owl.png": drawing(), "b/car.png": drawing(colour=(0, 0, 90, 255)), "c": b""})
    monkeypatch.setattr(clip_art_package, "SHA256", cache.sha256(data))
    return data


SOURCES = [("birds", "train", "a/owl.png"), ("vehicles", "test", "b/car.png")]


def test_a_drawing_fills_its_picture_on_white():
    image = Image.open(io.BytesIO(draw(drawing(), "owl"))).convert("RGB")
    assert image.size == (SIDE, SIDE) and image.getpixel((0, 0)) == (255, 255, 255)
    difference = image.point(lambda value: 255 - value).getbbox()
    assert difference == (BORDER, 44, SIDE - BORDER, 84)  # 120 x 40, as the rectangle is
    assert image.getpixel((64, 64)) == (200, 30, 30)
    with pytest.raises(ValueError, match="owl is empty"):
        draw(drawing(colour=None), "owl")


def test_the_same_package_gives_the_same_bytes(package, tmp_path, monkeypatch):
    data = pack(package, SOURCES)
    assert data == pack(package, SOURCES[::-1])
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert packed.namelist() == ["test/vehicles/b-car.png", "train/birds/a-owl.png"]
        assert packed.read("train/birds/a-owl.png") == draw(drawing(), "owl")
    monkeypatch.setattr(clip_art, "sources", lambda: SOURCES)
    (tmp_path / "package.deb").write_bytes(package)
    assert clip_art_package.main(tmp_path / "package.deb", tmp_path) == len(data)
    card = json.loads((tmp_path / "clip_art.json").read_text())
    assert card["sha256"] == cache.sha256((tmp_path / clip_art.NAME).read_bytes())


def test_another_package_and_a_missing_drawing_are_told(package):
    with pytest.raises(ValueError, match="is not openclipart-png .*: its sha256 differs"):
        pack(package + b"!", SOURCES)
    with pytest.raises(ValueError, match="a/eagle.png is not in the package"):
        pack(package, [("birds", "train", "a/eagle.png")])


def test_the_card_that_is_shipped_names_the_package():
    card = clip_art.card()
    assert card["sha256 of the package"] == clip_art_package.SHA256
    assert clip_art_package.VERSION in card["source"] and "Public Domain" in card["licence"]
