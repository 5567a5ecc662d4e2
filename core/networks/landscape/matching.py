"""The same network with its hidden units in another order, and which order makes two networks most
alike (Git Re-Basin, Ainsworth et al. 2023).

The functions here stand in scripts too.
"""

import torch


def permuted(weights, order):
    """A network of two layers with its hidden units in another order: it computes the same."""
    return {
        "0.weight": weights["0.weight"][order],
        "0.bias": weights["0.bias"][order],
        "2.weight": weights["2.weight"][:, order],
        "2.bias": weights["2.bias"],
    }


def likeness(first, second):
    """How alike each hidden unit of one network is to each of another, (N, N): the inner product of
    all weights to it and from it.
    """
    ins = first["0.weight"] @ second["0.weight"].T + first["0.bias"].outer(second["0.bias"])
    return ins + first["2.weight"].T @ second["2.weight"]


def assignment(costs):
    """For each row of a square matrix a column of its own, so that their sum is least: the
    Hungarian algorithm (Kuhn 1955), a shortest path for each row.
    """
    count, none = len(costs), -1
    of_rows = torch.zeros(count, dtype=costs.dtype)
    of_columns = torch.zeros(count + 1, dtype=costs.dtype)
    row_of = torch.full((count + 1,), none)
    for row in range(count):
        row_of[count], column = row, count
        shortest = torch.full((count,), torch.inf, dtype=costs.dtype)
        before = torch.full((count,), none)
        used = torch.zeros(count + 1, dtype=torch.bool)
        while row_of[column] != none:
            used[column] = True
            here = row_of[column]
            lengths = costs[here] - of_rows[here] - of_columns[:count]
            better = ~used[:count] & (lengths < shortest)
            shortest[better], before[better] = lengths[better], column
            nearest = shortest.masked_fill(used[:count], torch.inf)
            column = int(nearest.argmin())
            step = nearest[column].clone()
            of_rows[row_of[used]] += step
            of_columns[used] -= step
            shortest[~used[:count]] -= step
        while column != count:
            previous = int(before[column])
            row_of[column] = row_of[previous]
            column = previous
    return row_of[:count].argsort()
