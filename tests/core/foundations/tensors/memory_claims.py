"""What the presets of the view "Memory" say, in numbers."""

from core.foundations.tensors.memory import Chain, memory
from core.torch_message import TorchMessage
from tests.core.claims import Claims, yes

CLAIMS = Claims()


def result_of(state):
    return memory(state.part(Chain))


@CLAIMS.of("Transposing moves nothing")
def _(state):
    first, turned = result_of(state).steps
    assert first.tensor.stride() == (3, 1) and turned.tensor.stride() == (1, 3)
    assert turned.tensor.data_ptr() == first.tensor.data_ptr() and len(first.path) == 6


@CLAIMS.answer("Transposing moves nothing")
def _(state):
    return "None" if result_of(state).last.shares else "6"


@CLAIMS.of("Many rows in a few cells")
def _(state):
    last = result_of(state).last
    assert last.tensor.shape == (4, 3) and last.tensor.stride()[0] == 0
    assert last.path == (0, 1, 2) * 4


@CLAIMS.answer("Many rows in a few cells")
def _(state):
    return str(len(set(result_of(state).last.path)))


@CLAIMS.of("A number in two tensors")
def _(state):
    result = result_of(state)
    assert result.last.shares and result.last.tensor[0] == 99
    assert result.steps[0].tensor.tolist() == [[0, 1, 2], [99, 4, 5]]


@CLAIMS.answer("A number in two tensors")
def _(state):
    return yes(any(result_of(state).steps[0].changed))


@CLAIMS.of("A copy is separate")
def _(state):
    result = result_of(state)
    assert not result.last.shares and result.last.tensor[0] == 99
    assert result.steps[0].tensor.flatten().tolist() == [0, 1, 2, 3, 4, 5]


@CLAIMS.answer("A copy is separate")
def _(state):
    return "x changes too" if any(result_of(state).steps[0].changed) else "x stays"


@CLAIMS.of("No view after a transpose")
def _(state):
    """A tensor of one dimension reads cells at equal distances."""
    result = result_of(state)
    path = result.steps[-2].path
    assert path == (0, 3, 1, 4, 2, 5)
    assert len({after - before for before, after in zip(path, path[1:], strict=False)}) > 1
    assert isinstance(result.last.tensor, TorchMessage)
    assert memory(Chain(chain="x.view(6)")).last.fits


@CLAIMS.answer("No view after a transpose")
def _(state):
    return yes(result_of(state).last.fits)


@CLAIMS.of("Reshape copies where it must")
def _(state):
    assert not result_of(state).last.shares
    assert memory(Chain(chain="x.reshape(6)")).last.shares


@CLAIMS.answer("Reshape copies where it must")
def _(state):
    return "In the cells of x" if result_of(state).last.shares else "In new cells"
