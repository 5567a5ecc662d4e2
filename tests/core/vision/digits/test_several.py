"""Several digits in one picture, drawn or photographed: each is read as it is when it is alone."""

import pytest
import torch
from torch.nn import functional as F

from core.data.handwriting.hand import write
from core.data.handwriting.strokes import draw, encode
from core.data.handwriting.styles import STYLES
from core.data.packing import pack_each
from core.data.photo import from_photo
from core.data.preparation import steps
from core.topics import TOPICS
from core.vision.digits.marks import digits_apart
from core.vision.digits.reading import classify
from core.vision.digits.state import State, boxes, headline, image, pictures, read_each, verdict
from tests.visits import visited

BRUSH, HEIGHT, GAP = 18, 280, 40


def drawings(count, generator):
    """So many digits in any styles."""
    for index in torch.randint(len(STYLES), (count,), generator=generator).tolist():
        (drawing,) = write(list(STYLES.values())[index].template, 1, generator)
        yield drawing


def photo(digits, generator, noise, dark):
    """A row of drawn digits, GAP pixels apart, photographed in light that falls off."""
    crops = [F.pad(steps(digit).crop / 255, (0, GAP)) for digit in digits]
    row = torch.cat([F.pad(crop, (0, 0, 0, HEIGHT - len(crop))) for crop in crops], 1)
    mask = F.pad(row, (200, 200 - GAP, 300, 300))
    paper = torch.linspace(0.75, 0.6, mask.shape[1]).expand_as(mask)
    light = paper * (1 - 0.6 * mask) if dark else 0.1 + 0.2 * paper + 0.6 * mask
    light = light + noise * torch.randn(light.shape, generator=generator)
    return (light.clamp(0, 1) * 255).to(torch.uint8)


@pytest.mark.parametrize("noise", [0.0, 0.03])
@pytest.mark.parametrize("dark", [True, False], ids=["ink on paper", "chalk"])
def test_each_digit_of_a_photo_is_read_as_it_is_alone(dark, noise):
    generator, same, count = torch.Generator().manual_seed(1), 0, 0
    for length in (2, 5, 8):
        alone = [draw(drawing, BRUSH) for drawing in drawings(length, generator)]
        digits = digits_apart(from_photo(photo(alone, generator, noise, dark)))
        assert len(digits) == length
        for digit, known in zip(digits, alone, strict=True):
            same += int(classify(digit).argmax() == classify(known).argmax())
            count += 1
    assert same >= count - 1


def beside(drawing, left):
    """A drawing at two fifths of its size, its left end at `left`."""
    first = min(x for stroke in drawing for x, _ in stroke)
    return tuple(
        tuple((round((x - first) * 0.4) + left, round(y * 0.4) + 80) for x, y in stroke)
        for stroke in drawing
    )


def test_each_digit_of_a_drawing_is_read_as_it_is_alone():
    same = 0
    for seed in range(20):
        generator = torch.Generator().manual_seed(seed)
        alone = [
            beside(drawing, 20 + 130 * number)
            for number, drawing in enumerate(drawings(2, generator))
        ]
        readings = read_each(State(strokes=encode(alone[0] + alone[1]), brush=10))
        assert len(readings) == 2
        for reading, drawing in zip(readings, alone, strict=True):
            (answer,) = reading.answers.values()
            same += verdict(answer).digit == int(classify(draw(drawing, 10)).argmax())
    assert same == 40


def test_more_digits_than_are_read_get_one_line_on_the_page():
    dots = tuple(((20 + 55 * (index % 5), 20 + 55 * (index // 5)),) for index in range(17))
    state = State(strokes=encode(dots), brush=10)
    with pytest.raises(ValueError, match="shows 17 digits that stand apart: at most 16"):
        read_each(state)
    app = visited(TOPICS["digits"], TOPICS["digits"].query(state))
    (line,) = {warning.value for warning in app.warning}
    assert not app.exception and "at most 16 are read" in line
    assert len(read_each(State(strokes=encode(dots[:16]), brush=10))) == 16


def prepared(count):
    generator = torch.Generator().manual_seed(3)
    return [steps(draw(drawing)).placed for drawing in drawings(count, generator)]


def test_a_state_holds_the_digits_of_a_photo():
    digits = prepared(3)
    state = State(source="photo", photo=pack_each(digits))
    assert State.from_query(state.query()) == state
    assert all(map(torch.equal, pictures(state), digits))
    assert torch.equal(image(state), torch.cat(digits, 1))
    assert len(headline(state)) == 30


def test_several_digits_have_boxes_with_their_answers_and_a_single_one_has_none():
    state = State(source="photo", photo=pack_each(prepared(3)))
    readings = read_each(state)
    frames = boxes(readings, pictures(state))
    answers = [verdict(next(iter(reading.answers.values()))).digit for reading in readings]
    assert [frame.text for frame in frames] == list(map(str, answers))
    assert all(0 <= frame.left < frame.right <= 28 for frame in frames)
    assert boxes(readings[:1], pictures(state)[:1]) == ()
