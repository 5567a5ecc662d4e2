"""The script of the view "Your picture"."""

import io

import pytest
import torch
from PIL import Image

from core.data import inputs
from core.vision.segmentation.sketch import Sketching, numbers
from core.vision.segmentation.sketch_script import DRAWING, PICTURE, WEIGHTS, sketch_script
from tests.alone import put_files
from tests.printed import numbers as printed


def test_it_comes_with_the_drawing_and_the_weights():
    script = sketch_script(Sketching(dark=True))
    assert {*script.files} == {DRAWING, WEIGHTS} and "contrast = -0.35" in script.text
    assert "as_pixels" not in script.text


def test_it_comes_with_an_upload_as_the_page_has_it():
    photo = inputs.keep(Image.new("RGB", (40, 30), (9, 8, 7)))
    script = sketch_script(Sketching(source="photo", photo=photo))
    assert {*script.files} == {PICTURE, WEIGHTS} and "over_texture" not in script.text
    picture = Image.open(io.BytesIO(script.files[PICTURE]))
    assert picture.size == (40, 30) and picture.getpixel((0, 0)) == (9, 8, 7)


def test_it_prints_the_numbers_of_an_upload(tmp_path, monkeypatch, capsys):
    noise = torch.randint(256, (80, 110, 3), generator=torch.Generator().manual_seed(0))
    photo = inputs.keep(Image.fromarray(noise.byte().numpy()))
    setting = Sketching(source="photo", photo=photo)
    script = sketch_script(setting)
    put_files(script, tmp_path)
    monkeypatch.chdir(tmp_path)
    exec(compile(script.text, "script.py", "exec"), {"__name__": "__main__"})
    assert printed(capsys.readouterr().out) == pytest.approx(numbers(setting), rel=1e-6)
