"""The pictures of the tensors page's notebooks: each function's body is a cell that draws with
matplotlib what the script has left in these names.
"""


def draw_tensor(x):
    """The tensor: a grid, or several beside each other."""
    import matplotlib.pyplot as plt

    rows = x.shape[-2] if x.ndim > 1 else 1
    columns = x.shape[-1] if x.ndim else 1
    grids = x.cpu().double().reshape(-1, rows, columns)
    largest = grids.abs().max() + 1
    _, axes = plt.subplots(1, len(grids), squeeze=False, figsize=(3 * len(grids), 3))
    for axis, grid in zip(axes[0], grids, strict=True):
        axis.imshow(grid, cmap="RdBu_r", vmin=-largest, vmax=largest)
        for row, numbers in enumerate(grid.tolist()):
            for column, number in enumerate(numbers):
                axis.text(column, row, f"{number:.3g}", ha="center", va="center")
    plt.show()


def draw_operation(inputs, names, outputs):
    """What goes in and what comes out, each in the order of its cells."""
    import matplotlib.pyplot as plt

    tensors = {**inputs, **dict(zip(names, outputs, strict=True))}
    _, axes = plt.subplots(len(tensors), squeeze=False, figsize=(8, 1.2 * len(tensors)))
    for axis, (name, tensor) in zip(axes[:, 0], tensors.items(), strict=True):
        numbers = tensor.double().flatten()
        axis.imshow(numbers[None], cmap="RdBu_r", aspect="auto")
        for cell, number in enumerate(numbers.tolist()):
            axis.text(cell, 0, f"{number:.3g}", ha="center", va="center")
        axis.set_title(f"{name}: shape {tuple(tensor.shape)}")
        axis.set_yticks([])
    plt.tight_layout()
    plt.show()


def draw_result(result):
    """The result: a grid, or several beside each other."""
    import matplotlib.pyplot as plt

    rows = result.shape[-2] if result.dim() > 1 else 1
    columns = result.shape[-1] if result.dim() else 1
    grids = result.double().reshape(-1, rows, columns)
    _, axes = plt.subplots(1, len(grids), squeeze=False, figsize=(3 * len(grids), 3))
    for axis, grid in zip(axes[0], grids, strict=True):
        axis.imshow(grid, cmap="Oranges", vmin=grids.min(), vmax=grids.max() + 1)
        for row, numbers in enumerate(grid.tolist()):
            for column, number in enumerate(numbers):
                axis.text(column, row, f"{number:.3g}", ha="center", va="center")
    plt.show()


def draw_way(y):
    """The cells of memory from left to right, in the order in which the tensor reads them."""
    import matplotlib.pyplot as plt
    import torch

    count = y.untyped_storage().nbytes() // y.element_size()
    cells = torch.arange(count).as_strided(y.shape, y.stride(), y.storage_offset()).flatten()
    _, axis = plt.subplots(figsize=(8, 3))
    axis.plot(cells, range(len(cells)), "o-")
    axis.set(xlabel="cell of memory", ylabel="read as number", xlim=(-0.5, count - 0.5))
    plt.show()


def draw_number(result):
    """The result as a bar. Print it with more digits to see what was rounded."""
    import matplotlib.pyplot as plt

    _, axis = plt.subplots(figsize=(6, 2))
    axis.barh([str(result.dtype)], result.double().clamp(-1e30, 1e30))
    axis.set(xlabel="result")
    plt.show()


def draw_wanted(wanted):
    """What is wanted: all its numbers, the last dimension running fastest."""
    import matplotlib.pyplot as plt

    _, axis = plt.subplots(figsize=(8, 2))
    axis.imshow(wanted.reshape(wanted.shape[0], -1), cmap="Oranges", aspect="auto")
    axis.set(title=f"wanted: shape {tuple(wanted.shape)}")
    plt.show()


def draw_both(a, t):
    """The array and the tensor, number by number."""
    import matplotlib.pyplot as plt

    _, axis = plt.subplots(figsize=(6, 3))
    axis.plot(list(a), "o-", label="array a")
    axis.plot(t.tolist(), "x--", label="tensor t")
    axis.set(xlabel="index", ylabel="number")
    axis.legend()
    plt.show()
