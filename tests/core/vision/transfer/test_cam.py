"""Grad-CAM of the answer of a head, laid over its picture."""

import torch

from core.jobs.progress import last
from core.vision.transfer import grad_cam
from core.vision.transfer.cam import heat_of, laid_over
from core.vision.transfer.features import body
from core.vision.transfer.heads import heads
from core.vision.transfer.pictures import pictures_of
from core.vision.transfer.seen import Seen
from tests.core.vision.transfer.small import DATASET
from tests.core.vision.transfer.test_heads import task


def test_the_heat_is_that_of_the_whole_network(small):
    trained, picture = last(heads(task())), pictures_of(DATASET).test[5]
    whole = small.with_head(body(small), trained.head.module())
    expected = grad_cam.look(small, whole, picture)
    assert expected.target == int(trained.answers[5].argmax())
    heat = heat_of(task(), trained, Seen(example=5))
    assert heat.shape == picture.shape[1:] and float(heat.min()) >= 0
    if float(expected.heat.max()) > 0:
        near = torch.nn.functional.interpolate(
            expected.heat[None, None], picture.shape[1:], mode="bilinear"
        )
        assert torch.allclose(heat, near[0, 0], atol=1e-5)


def test_orange_lies_where_the_heat_is():
    picture = torch.full((3, 4, 4), 100, dtype=torch.uint8)
    heat = torch.zeros(4, 4)
    heat[1, 2] = 3.0
    over = laid_over(picture, heat)
    assert over.dtype == torch.uint8 and over.shape == (3, 4, 4)
    red, _, blue = over[:, 1, 2].tolist()
    assert red > 200 and blue < 50
    assert over[:, 0, 0].tolist() == [100, 100, 100]
    assert torch.equal(laid_over(picture[:1], torch.zeros(4, 4)), picture)
