"""Puzzles: make one tensor from others, in one expression.

To add one, add an entry: what it asks, its inputs, a plain loop that makes the same, hints from
vague to plain, and a solution.
"""

from core.foundations.tensors import loops
from core.foundations.tensors.puzzle import Input, puzzle
from core.registry import Registry

FEW, MANY = (1, 5), (3, 8)

EVEN = (2, 6)
"""Of a letter that is doubled: only even sizes."""

COUNT = Input(("n",), "the numbers 0, 1, 2 ...")

PUZZLES = Registry(
    "puzzle",
    {
        "Outer sum": puzzle(
            loops.outer_sum,
            "a[:, None] + b",
            "a + b",
            task="Add every number of `a` to every number of `b`. Each row belongs to one number "
            "of `a`.",
            inputs={"a": Input(("n",)), "b": Input(("m",))},
            sizes={"n": FEW, "m": FEW},
            hints=(
                "The result has the shape (n, m). Which two shapes broadcast to it?",
                "`a` has to be a column, with the shape (n, 1).",
                "`a[:, None]` has that shape.",
            ),
        ),
        "Back to front": puzzle(
            loops.back_to_front,
            "x[-1 - i]",
            "x[-i]",
            task="Reverse `x`, so that its last number comes first. `i` counts its positions.",
            inputs={"x": Input(("n",)), "i": COUNT},
            sizes={"n": (2, 6)},
            without=("flip", "fliplr", "flipud"),
            hints=(
                "A tensor of whole numbers can be an index: `x[i]` is `x` itself.",
                "The index has to start at the last position and count down.",
                "Negative indices count from the end: -1, -2, -3 ...",
            ),
        ),
        "Identity": puzzle(
            loops.identity,
            "(i[:, None] == i).float()",
            "i[:, None] * i",
            task="Make the identity matrix: 1 on the diagonal, 0 elsewhere.",
            inputs={"i": COUNT},
            sizes={"n": FEW},
            without=("eye", "diag", "diagflat", "diag_embed", "one_hot"),
            hints=(
                "On the diagonal, the row number equals the column number.",
                "Compare a column of row numbers with a row of column numbers: `==` broadcasts "
                "too.",
                "Write `i[:, None] == i`, and let `.float()` turn True and False into numbers.",
            ),
        ),
        "One-hot": puzzle(
            loops.one_hot,
            "(labels[:, None] == i).long()",
            "labels == i",
            task="Make a row for each label, with a 1 in the column of its class and 0 elsewhere. "
            "`i` counts the classes.",
            inputs={
                "labels": Input(("m",), "class numbers", below="n"),
                "i": COUNT,
            },
            sizes={"m": FEW, "n": (2, 5)},
            without=("one_hot", "scatter", "eye", "diag"),
            hints=(
                "Use the trick of the identity matrix, with labels instead of row numbers.",
                "Make the labels a column, (m, 1), and leave the classes as a row, (n,).",
            ),
        ),
        "Rows that add up to 1": puzzle(
            loops.normalised_rows,
            "x / x.sum(dim=1, keepdim=True)",
            "x / x.sum(dim=1)",
            task="Divide each number of `x` by the sum of its row.",
            inputs={"x": Input(("n", "m"), "positive numbers")},
            sizes={"n": FEW, "m": FEW},
            without=("normalize",),
            hints=(
                "`x.sum(dim=1)` gives the sums of the rows, in the shape (n,).",
                "To divide (n, m) by them, they have to be a column: (n, 1).",
                "`keepdim=True` keeps the summed dimension, with size 1.",
            ),
        ),
        "Causal mask": puzzle(
            loops.causal_mask,
            "i[:, None] >= i",
            "i[:, None] > i",
            task="A word may look at itself and at those before it. Make a mask that is true "
            "unless the column comes after the row.",
            inputs={"i": COUNT},
            sizes={"n": FEW},
            without=("tril", "triu"),
            hints=(
                "Which comparison holds on and below the diagonal?",
                "The row number is at least the column number.",
            ),
        ),
        "Running sum": puzzle(
            loops.running_sum,
            "(i[:, None] >= i).float() @ x",
            "x.sum() * (i + 1)",
            task="At each position, add up all numbers of `x` up to and including it. `i` counts "
            "the positions.",
            inputs={"x": Input(("n",)), "i": COUNT},
            sizes={"n": FEW},
            without=("cumsum", "tril", "triu", "logcumsumexp"),
            hints=(
                "A matrix product adds up: each row of the matrix chooses which numbers.",
                "The causal mask has exactly the rows you need.",
                "`@` does not take a mask: turn it into numbers with `.float()`.",
            ),
        ),
        "Sums by class": puzzle(
            loops.sums_by_class,
            "(labels == i[:, None]).float() @ x",
            "x * (labels == i[:, None])",
            task="Add up the numbers of each class: `labels` says to which class each number of "
            "`x` belongs, `i` counts the classes.",
            inputs={
                "x": Input(("m",)),
                "labels": Input(("m",), "class numbers", below="n"),
                "i": COUNT,
            },
            sizes={"n": (2, 4), "m": MANY},
            without=("scatter_add", "index_add", "bincount", "one_hot"),
            hints=(
                "Turn one-hot around: one row per class, with a 1 for each number that belongs to "
                "it.",
                "Its product with `x` adds them up.",
            ),
        ),
        "The label's log-probability": puzzle(
            loops.log_probabilities,
            "F.log_softmax(z, dim=1).gather(1, labels[:, None]).squeeze(1)",
            "F.log_softmax(z, dim=0)[:, 0]",
            task="Each row of `z` holds the logits of an example. Take the log-probability of its "
            "label: the cross-entropy loss without the minus sign.",
            inputs={
                "z": Input(("n", "k"), "numbers"),
                "labels": Input(("n",), "class numbers", below="k"),
            },
            sizes={"n": FEW, "k": (2, 5)},
            without=("cross_entropy", "nll_loss"),
            hints=(
                "`F.log_softmax(z, dim=1)` gives all log-probabilities, (n, k).",
                "`gather(1, index)` takes from each row the columns that `index`, (n, 1), names.",
                "`labels[:, None]` is that index, and `squeeze(1)` removes the dimension of size 1 "
                "again.",
            ),
        ),
        "Moving average": puzzle(
            loops.moving_averages,
            "x.unfold(0, 3, 1).mean(dim=1)",
            "x[1:-1]",
            task="Take the mean of each number and the two after it: n numbers give n - 2.",
            inputs={"x": Input(("n",))},
            sizes={"n": MANY},
            hints=(
                "Take three slices of `x` of the same length, each shifted by one.",
                "They are `x[:-2]`, `x[1:-1]` and `x[2:]`. Or take a view of all windows with "
                "`unfold`.",
                "`x.unfold(0, 3, 1)` has a window of 3 numbers in each row.",
            ),
        ),
        "Distances": puzzle(
            loops.distances,
            "((p[:, None] - q) ** 2).sum(dim=-1).sqrt()",
            "((p - q) ** 2).sum(dim=-1).sqrt()",
            task="Find the distance from every point of `p` to every point of `q`; a row is a "
            "point.",
            inputs={"p": Input(("n", "d")), "q": Input(("m", "d"))},
            sizes={"n": FEW, "m": FEW, "d": (1, 3)},
            without=("cdist", "dist", "pairwise_distance"),
            hints=(
                "Use the trick of the outer sum, with points instead of numbers.",
                "`p[:, None]` has the shape (n, 1, d), and subtracting `q` gives (n, m, d).",
                "Square, add up over the last dimension, and take the square root.",
            ),
        ),
        "Channels first": puzzle(
            loops.channels_first,
            "x.permute(0, 3, 1, 2) / 255",
            "x.reshape(x.shape[0], x.shape[3], x.shape[1], x.shape[2]) / 255",
            task="Picture files give (n, h, w, c) with values from 0 to 255. PyTorch's layers want "
            "(n, c, h, w), and here values from 0 to 1.",
            inputs={"x": Input(("n", "h", "w", "c"), "pixels")},
            sizes={"n": (1, 2), "h": (1, 3), "w": (1, 3), "c": (2, 3)},
            hints=(
                "`reshape` would scramble the pixels: you need to reorder the dimensions.",
                "`permute` takes the old dimension numbers in their new order.",
            ),
        ),
        "Patches": puzzle(
            loops.patches,
            "x.unfold(0, 2, 2).unfold(1, 2, 2).reshape(-1, 4)",
            "x.reshape(-1, 4)",
            task="Cut the picture `x` into squares of 2 x 2, and lay each out as a row of four: "
            "what a vision transformer reads, and what a convolution multiplies.",
            inputs={"x": Input(("hh", "ww"))},
            sizes={"hh": EVEN, "ww": EVEN},
            hints=(
                "`x.unfold(0, 2, 2)` cuts the rows into pairs; the pair becomes a new last "
                "dimension.",
                "Do the same along dimension 1: the shape is then (h / 2, w / 2, 2, 2).",
                "`reshape(-1, 4)` turns each square into a row.",
            ),
        ),
        "Attention": puzzle(
            loops.attention,
            "torch.softmax(q @ k.T / q.shape[1] ** 0.5, dim=1) @ v",
            "torch.softmax(q @ k.T, dim=1) @ v",
            task="For each query in `q`, weight the values `v` by the softmax of its dot products "
            "with the keys `k`, divided by the square root of d: the heart of a transformer.",
            inputs={
                "q": Input(("n", "d"), "numbers"),
                "k": Input(("m", "d"), "numbers"),
                "v": Input(("m", "e"), "numbers"),
            },
            sizes={"n": FEW, "m": FEW, "d": (2, 4), "e": (1, 3)},
            without=("scaled_dot_product_attention",),
            hints=(
                "One matrix product gives all dot products at once: (n, d) @ (d, m).",
                "Take the softmax over the keys, `dim=1`, so that each row adds up to 1.",
                "`q.shape[1]` is d, and `** 0.5` takes its square root.",
            ),
        ),
    },
)
"""By name, from easy to hard."""
