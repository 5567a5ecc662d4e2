"""What losses are fed with: predictions x (N,) and a target, as the arguments of a module's call.

Each function's source is part of the code that readers see, so it uses `torch` and nothing else of
this module.
"""

import torch


def prediction_and_target(x, target):
    """Most losses compare these two."""
    return x, torch.full_like(x, target)


def with_variance(x, target, var):
    """A predicted mean and a predicted variance."""
    return x, torch.full_like(x, target), torch.full_like(x, var)


def with_sign(x, target):
    """This loss wants 1 for yes and -1 for no."""
    return x, torch.full_like(x, 1.0 if target >= 0.5 else -1.0)


def ranking(x, target):
    """The score x beside a score of 0: 1 if x should rank higher, -1 if lower."""
    return x, torch.zeros_like(x), torch.full_like(x, 1.0 if target >= 0.5 else -1.0)


def log_probabilities(x, target):
    """This loss wants the logarithm of each class's probability, and the class."""
    return torch.stack([1 - x, x], dim=-1).log(), torch.full(x.shape, int(target >= 0.5))


def log_distributions(x, target, log_target):
    """This loss wants the logarithms of the predicted probabilities, and the true ones."""
    truth = torch.full_like(x, target)
    truth = torch.stack([1 - truth, truth], dim=-1)  # (N, 2)
    return torch.stack([1 - x, x], dim=-1).log(), truth.log() if log_target else truth


def scores_and_class(x, target, z1, z2):
    """Three scores, the first of which is x, and the true class."""
    scores = torch.stack([x, torch.full_like(x, z1), torch.full_like(x, z2)], dim=-1)  # (N, 3)
    return scores, torch.full(x.shape, target)


def scores_and_labels(x, target, z1, z2):
    """Three scores, the first of which is x, and for each label whether it is true."""
    scores = torch.stack([x, torch.full_like(x, z1), torch.full_like(x, z2)], dim=-1)  # (N, 3)
    labels = torch.zeros_like(scores)
    labels[..., target] = 1
    return scores, labels


def scores_and_label_list(x, target, z1, z2):
    """Three scores, the first of which is x, and a list of the true labels; -1 ends it."""
    scores = torch.stack([x, torch.full_like(x, z1), torch.full_like(x, z2)], dim=-1)  # (N, 3)
    return scores, torch.tensor([target, -1, -1]).expand(scores.shape)


def triplet(x, target, other):
    """An anchor at 0, a vector x away from it, and one `other` away. Which of them is like the
    anchor?
    """
    moving = torch.stack([x, torch.zeros_like(x)], dim=-1)  # (N, 2)
    fixed = torch.tensor([0.6 * other, 0.8 * other], dtype=x.dtype).expand(moving.shape)
    anchor = torch.zeros_like(moving)
    return (anchor, moving, fixed) if target >= 0.5 else (anchor, fixed, moving)


def two_vectors(x, target):
    """Two vectors with the angle x between them; 1 if they are alike, -1 if not."""
    fixed = torch.stack([torch.ones_like(x), torch.zeros_like(x)], dim=-1)  # (N, 2)
    turned = torch.stack([x.cos(), x.sin()], dim=-1)
    return turned, fixed, torch.full_like(x, 1.0 if target >= 0.5 else -1.0)
