"""The pictures of the tensors page's notebooks: each function's body is a cell that draws with
matplotlib what the script has left in these names.
"""


def draw_tensor(x):
    """The tensor: a grid, or several beside each other."""
    import matplotlib.pyplot as plt

    rows = x.shape[-2] if x.ndim > 1 else 1
    columns = x.shape[-1] if x.ndim else 1
    grids = x.double().reshape(-1, rows, columns)
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
