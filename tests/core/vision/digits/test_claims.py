"""Every preset of the draw page shows what its sentence says."""

import pytest

from core.data import mnist
from core.data.handwriting.strokes import decode, encode
from core.training import store
from core.vision.digits.state import PRESETS, State, image, label, read, verdict
from tests.core.claims import Claims, yes
from tests.core.shares import shares

pytestmark = pytest.mark.usefixtures("one_thread")

CLAIMS = Claims()


def digits(state: State) -> dict[str, int]:
    """What each network reads."""
    return {name: verdict(answer).digit for name, answer in read(state).answers.items()}


@CLAIMS.of("A barred 7")
def _(state):
    """A bar is a stroke of its own through the stem."""
    assert digits(state)[store.DEFAULT] == 7 and len(decode(state.strokes)) > 1


@CLAIMS.answer("A barred 7")
def _(state):
    return yes(digits(state)[store.DEFAULT] != 7)


@CLAIMS.of("1 with flag and foot")
def _(state):
    *without_foot, _ = decode(state.strokes)
    bare = state.replace(strokes=encode(without_foot))
    assert set(digits(state).values()) == set(digits(bare).values()) == {1}


@CLAIMS.answer("1 with flag and foot")
def _(state):
    return yes(set(digits(state).values()) == {1})


@CLAIMS.of("A 9 like a g")
def _(state):
    """Those that saw only MNIST were trained on nothing else."""
    read_as = digits(state)
    assert read_as.pop(store.DEFAULT) == 9 and set(read_as.values()) == {8}


@CLAIMS.answer("A 9 like a g")
def _(state):
    return yes(len(set(digits(state).values())) == 1)


@CLAIMS.of("4 or 9?")
def _(state):
    """A stroke from the end of one arm to the other closes the gap."""
    first, *others = decode(state.strokes)
    closed = state.replace(strokes=encode((first, *others, (first[0], others[0][0]))))
    assert digits(state)[store.DEFAULT] == 4 and digits(closed)[store.DEFAULT] == 9


@CLAIMS.of("Tiny, in a corner")
def _(state):
    """The ink lies within a quarter of the width and height, and is placed as any other."""
    rows, columns = image(state).nonzero().max(0).values.tolist()
    assert max(rows, columns) < 0.3 * image(state).shape[0]
    placed = read(state).steps.placed
    assert (placed.nonzero().max(0).values - placed.nonzero().min(0).values).max() > 15


@CLAIMS.answer("Tiny, in a corner")
def _(state):
    return yes(digits(state)[store.DEFAULT] != 2)


@CLAIMS.of("Most confidently wrong")
def _(state):
    _, labels = mnist.test_digits()
    likely = shares(store.DEFAULT).gather(1, labels.long()[:, None])[:, 0]
    assert int(likely.argmin()) == state.index
    assert digits(state)[store.DEFAULT] != label(state)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_the_sentence_is_true(preset):
    CLAIMS.check(preset)
