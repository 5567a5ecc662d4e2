"""The plain loops, against what NumPy makes of the same numbers."""

import numpy as np
import pytest

from core.foundations.tensors import loops
from core.foundations.tensors.puzzles import PUZZLES
from core.foundations.tensors.solving import TRIALS, trial


def softmax(z):
    powers = np.exp(z)
    return powers / powers.sum(axis=-1, keepdims=True)


ORACLES = {
    loops.outer_sum: np.add.outer,
    loops.back_to_front: lambda x, i: x[::-1],
    loops.identity: lambda i: np.eye(len(i)),
    loops.one_hot: lambda labels, i: np.eye(len(i))[labels],
    loops.normalised_rows: lambda x: x / x.sum(axis=1, keepdims=True),
    loops.causal_mask: lambda i: np.tri(len(i)),
    loops.running_sum: lambda x, i: np.cumsum(x),
    loops.sums_by_class: lambda x, labels, i: np.bincount(labels, x, minlength=len(i)),
    loops.log_probabilities: lambda z, labels: np.log(softmax(z))[np.arange(len(z)), labels],
    loops.moving_averages: lambda x: np.convolve(x, np.ones(3) / 3, mode="valid"),
    loops.distances: lambda p, q: np.linalg.norm(p[:, None] - q[None], axis=2),
    loops.channels_first: lambda x: np.moveaxis(x, 3, 1) / 255,
    loops.patches: lambda x: x.reshape(len(x) // 2, 2, -1, 2).swapaxes(1, 2).reshape(-1, 4),
    loops.attention: lambda q, k, v: softmax(q @ k.T / np.sqrt(q.shape[1])) @ v,
}


@pytest.mark.parametrize("name", PUZZLES)
def test_a_loop_makes_what_numpy_makes(name):
    puzzle = PUZZLES[name]
    for number in range(TRIALS):
        inputs, wanted = trial(puzzle, number).inputs, trial(puzzle, number).wanted
        expected = ORACLES[puzzle.build](*(tensor.numpy() for tensor in inputs.values()))
        assert np.allclose(wanted.numpy(), expected, atol=1e-5)
