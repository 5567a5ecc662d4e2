"""The largest curvatures of a loss, without its Hessian: Lanczos (1950), for which products of the
Hessian with vectors are enough.

The functions here stand in scripts too.
"""

import math

import torch


def hessian_product(loss, parameters):
    """A function that multiplies the Hessian of the loss with a vector: it differentiates the
    gradient once more. What does not bend, such as a bias behind a straight loss, gives zeros.
    """
    parameters = list(parameters)
    gradients = torch.autograd.grad(loss, parameters, create_graph=True, materialize_grads=True)
    gradient = torch.cat([part.flatten() for part in gradients])

    def product(vector):
        if not gradient.requires_grad:
            return torch.zeros_like(vector)
        parts = torch.autograd.grad(
            gradient, parameters, vector, retain_graph=True, materialize_grads=True
        )
        return torch.cat([part.flatten() for part in parts])

    return product


def tridiagonal(product, start, steps):
    """A symmetric matrix as it looks from a few steps: tridiagonal, (K, K), and the directions in
    which it looks so, one a row.

    Each new direction is made orthogonal to all before it, twice: rounding would bring back those
    that are there already.
    """
    basis, diagonal, beside = [start / start.norm()], [], []
    for step in range(steps):
        new = product(basis[step])
        diagonal.append(new @ basis[step])
        known = torch.stack(basis)
        for _ in range(2):
            new = new - known.T @ (known @ new)
        length = new.norm()
        if step + 1 == steps or length < 1e-10 * len(start) ** 0.5:
            break
        beside.append(length)
        basis.append(new / length)
    matrix = torch.diag(torch.stack(diagonal))
    if beside:
        beside = torch.stack(beside)
        matrix = matrix + torch.diag(beside, 1) + torch.diag(beside, -1)
    return matrix, torch.stack(basis)


def lanczos(product, start, steps):
    """Eigenvalues of a symmetric matrix as they look from a few steps, in rising order; how much of
    `start` each has, and their vectors, one a column.
    """
    matrix, basis = tridiagonal(product, start, steps)
    values, vectors = torch.linalg.eigh(matrix)
    return values, vectors[0].square(), basis.T @ vectors


def sharpness(product, start, steps):
    """The largest eigenvalue and its vector, from which the next search may start; nan where the
    loss has grown beyond all numbers.
    """
    matrix, basis = tridiagonal(product, start, steps)
    if not matrix.isfinite().all():
        return math.nan, start
    values, vectors = torch.linalg.eigh(matrix)
    return values[-1].item(), basis.T @ vectors[:, -1]
