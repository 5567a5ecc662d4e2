"""By how much the running variances of a network's batch norm have changed."""

from torch import nn


def variance_changes(before, after):
    """For each layer of batch norm, from front to back, by what share its running variances have
    changed: the mean over its channels.
    """
    changes = []
    for old, new in zip(before.modules(), after.modules(), strict=True):
        if isinstance(old, nn.BatchNorm2d):
            ratio = (new.running_var + new.eps) / (old.running_var + old.eps)
            changes.append((ratio - 1).abs().mean().item())
    return changes
