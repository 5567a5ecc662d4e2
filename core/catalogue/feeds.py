"""What losses are fed with: predictions x (N,), a target, and what else there is, as the arguments
of a module's call.

Each function's source is part of the code that readers see, so it uses `torch` and nothing else of
this module.
"""

import torch


def same(x, target):
    return x, torch.full_like(x, target)


def with_variance(x, target, var):
    return x, torch.full_like(x, target), torch.full_like(x, var)


def signed(x, target):
    """This loss wants 1 for yes and -1 for no."""
    return x, torch.full_like(x, 1.0 if target >= 0.5 else -1.0)


def ranked(x, target):
    """The score x beside a score of 0: 1 if x belongs above it, -1 if below."""
    return x, torch.zeros_like(x), torch.full_like(x, 1.0 if target >= 0.5 else -1.0)


def log_probabilities(x, target):
    """This loss wants the logarithm of each class's probability, and the class."""
    return torch.stack([1 - x, x], dim=-1).log(), torch.full(x.shape, int(target >= 0.5))


def log_shares(x, target, log_target):
    """This loss wants the logarithm of each probability, and the probabilities that they " "should
    be.
    """
    shares = torch.full_like(x, target)
    shares = torch.stack([1 - shares, shares], dim=-1)
    return torch.stack([1 - x, x], dim=-1).log(), shares.log() if log_target else shares


def scores(x, target, z1, z2):
    """Three scores, the first of which is x, and the class that is true."""
    logits = torch.stack([x, torch.full_like(x, z1), torch.full_like(x, z2)], dim=-1)
    return logits, torch.full(x.shape, target)


def labels(x, target, z1, z2):
    """Three scores, the first of which is x, and for each label whether it is true."""
    logits = torch.stack([x, torch.full_like(x, z1), torch.full_like(x, z2)], dim=-1)
    true = torch.zeros_like(logits)
    true[..., target] = 1
    return logits, true


def listed(x, target, z1, z2):
    """Three scores, the first of which is x, and a list of the true labels; -1 ends it."""
    logits = torch.stack([x, torch.full_like(x, z1), torch.full_like(x, z2)], dim=-1)
    return logits, torch.tensor([target, -1, -1]).expand(logits.shape)


def triplet(x, target, other):
    """An anchor at 0, a vector x away from it, one `other` away: which of them is of the anchor's
    kind?
    """
    moved = torch.stack([x, torch.zeros_like(x)], dim=-1)
    fixed = torch.tensor([0.6 * other, 0.8 * other], dtype=x.dtype).expand(moved.shape)
    return (
        (torch.zeros_like(moved), moved, fixed)
        if target >= 0.5
        else (torch.zeros_like(moved), fixed, moved)
    )


def turned(x, target):
    """Two vectors with the angle x between them; 1 if they belong together, -1 if not."""
    fixed = torch.stack([torch.ones_like(x), torch.zeros_like(x)], dim=-1)
    return (
        torch.stack([x.cos(), x.sin()], dim=-1),
        fixed,
        torch.full_like(x, 1.0 if target >= 0.5 else -1.0),
    )
