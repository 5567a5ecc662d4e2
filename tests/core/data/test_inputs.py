"""The picture that a page looks at."""

import threading

import pytest
import torch
from PIL import Image
from torch.nn.functional import avg_pool2d
from torchvision.datasets.folder import default_loader
from torchvision.transforms.functional import pil_to_tensor

from core.data import inputs, mnist
from core.data.handwriting.strokes import decode, draw
from core.data.handwriting.styles import written
from core.data.inputs import DigitInput, Input
from tests import pictures

SEVEN = written("barred 7")


def noise(*shape, seed=0):
    return torch.randint(
        0, 256, shape, generator=torch.Generator().manual_seed(seed), dtype=torch.uint8
    )


def as_image(pixels):
    return Image.fromarray(pixels.permute(1, 2, 0).contiguous().numpy())


@pytest.mark.parametrize("name", inputs.PICTURES)
def test_our_pictures_are_those_that_their_formulas_make(name):
    picture = inputs.image(Input(picture=name))
    assert picture.shape == (3, 512, 512) and picture.dtype == torch.uint8
    small, made = avg_pool2d(picture / 255, 16), pictures.render(name, 32)
    assert float((small - made).abs().mean()) < (0.08 if name == "chart" else 0.03)


def test_every_test_digit_of_mnist_can_be_chosen():
    digits, labels = mnist.test_digits()
    assert inputs.EXAMPLES == len(digits) == len(labels)


def test_our_pictures_are_small_files():
    assert set(inputs.PICTURES) == set(pictures.PICTURES)
    assert sum(file.stat().st_size for file in inputs.FOLDER.iterdir()) < 300_000


def test_a_digit_and_a_drawing():
    assert torch.equal(
        inputs.image(Input(source="test digit", index=17))[0], mnist.test_digits()[0][17]
    )
    drawing = inputs.image(Input(source="drawing", strokes=SEVEN, brush=12))
    assert torch.equal(drawing[0], draw(decode(SEVEN), 12))


@pytest.mark.parametrize("source", ["drawing", "photo"])
def test_a_blank_asks_for_something(source):
    assert inputs.blank(Input(source=source))
    with pytest.raises(ValueError, match=r"=''.* first"):
        inputs.image(Input(source=source))


@pytest.mark.parametrize("shape", [(3, 40, 60), (1, 40, 60), (1, 28, 28), (3, 512, 512)])
def test_an_upload_comes_back(shape):
    pixels = noise(*shape)
    photo = inputs.keep(as_image(pixels.expand(3, -1, -1)))
    state = Input(source="photo", photo=photo)
    assert inputs.in_address(photo) == (shape == (1, 28, 28))
    assert torch.equal(inputs.image(state), pixels)
    assert Input.from_query(state.query()) == state


def test_a_large_upload_is_made_smaller():
    photo = inputs.keep(as_image(noise(3, 300, 900)))
    assert inputs.image(Input(source="photo", photo=photo)).shape == (3, 171, 512)


def test_an_upload_that_is_gone_is_told():
    lost = inputs.keep(as_image(noise(3, 9, 9, seed=100)))
    for seed in range(inputs.UPLOADS):
        inputs.keep(as_image(noise(3, 9, 9, seed=seed)))
    with pytest.raises(ValueError, match="upload it again"):
        inputs.image(Input(source="photo", photo=lost))
    inputs.image(Input(source="photo", photo=inputs.keep(as_image(noise(3, 9, 9, seed=1)))))


def test_uploads_of_many_threads_are_all_there():
    results = []

    def work(seed):
        photo = inputs.keep(as_image(noise(3, 8, 8, seed=seed)))
        results.append(
            torch.equal(inputs.image(Input(source="photo", photo=photo)), noise(3, 8, 8, seed=seed))
        )

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(inputs.UPLOADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [True] * inputs.UPLOADS


@pytest.mark.parametrize("photo", ["upload-", "upload-xyz", "nonsense", "../../etc/passwd"])
def test_a_spoilt_photo_is_named(photo):
    with pytest.raises(ValueError, match="photo="):
        Input(photo=photo)


@pytest.mark.parametrize("shape", [(3, 5, 7), (1, 5, 7)])
def test_a_png_keeps_every_value(shape, tmp_path):
    (tmp_path / "picture.png").write_bytes(inputs.png(noise(*shape)))
    result = pil_to_tensor(default_loader(tmp_path / "picture.png"))
    assert torch.equal(result, noise(*shape).expand(3, -1, -1))


def test_a_picture_is_handed_from_page_to_page():
    drawn = DigitInput(strokes=SEVEN, brush=12)
    assert inputs.handed(drawn, Input) == {"source": "drawing", "strokes": SEVEN, "brush": 12}
    assert Input(**inputs.handed(drawn, Input)) == Input(source="drawing", strokes=SEVEN, brush=12)
    digit = Input(source="test digit", index=5)
    assert inputs.handed(digit, DigitInput) == {"source": "test digit", "index": 5}
    assert Input(**inputs.handed(DigitInput(source="test digit", index=5), Input)) == digit
    assert inputs.handed(Input(picture="balls"), Input) == {"source": "picture", "picture": "balls"}


def test_what_the_other_page_cannot_show_is_not_handed():
    assert inputs.handed(Input(), DigitInput) is None
    large = Input(source="photo", photo=inputs.keep(as_image(noise(3, 40, 40))))
    assert inputs.handed(large, DigitInput) is None
    assert inputs.handed(large, Input) == {"source": "photo", "photo": large.photo}
    small = Input(source="photo", photo=inputs.keep(as_image(noise(1, 28, 28).expand(3, -1, -1))))
    assert DigitInput(**inputs.handed(small, DigitInput)).photo == small.photo
