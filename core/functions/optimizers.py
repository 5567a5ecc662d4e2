"""The optimizers of torch.optim as data. To add one, add a `Choice` with torch's own argument names."""

import torch

from core.registry import Choice, Flag, Pick, Range, Registry

LR = Range(1e-5, 10.0, 0.01, 1e-5, note="Learning rate: the length of a step.")
DECAY = Range(0.0, 1.0, 0.0, 1e-4, note="Weight decay: how strongly weights are pulled to zero.")

OPTIMIZERS = Registry("optimizer", {
    "SGD": Choice(torch.optim.SGD, {
        "lr": LR,
        "momentum": Range(0.0, 0.999, 0.9, 0.001, note="How much of the last step is kept."),
        "weight_decay": DECAY,
        "nesterov": Flag(False, "Looks ahead along the momentum."),
    }, "Stochastic gradient descent, with momentum.", "torch.optim.SGD", {"fused": True}),
    "Adam": Choice(torch.optim.Adam, {"lr": Range(1e-5, 10.0, 0.001, 1e-5, note=LR.note), "weight_decay": DECAY},
                   "A step length of its own for each weight (Kingma and Ba 2015).", "torch.optim.Adam",
                   {"fused": True}),
    "AdamW": Choice(torch.optim.AdamW, {
        "lr": Range(1e-5, 10.0, 0.001, 1e-5, note=LR.note),
        "weight_decay": Range(0.0, 1.0, 0.01, 1e-4, note=DECAY.note),
    }, "Adam with weight decay apart from the gradient (Loshchilov and Hutter 2019).", "torch.optim.AdamW",
        {"fused": True}),
})


def arguments(pick: Pick) -> dict:
    """What torch's class takes beside the parameters; fused into one loop over them, which is faster, where it can."""
    return dict(pick.arguments) | ({"fused": True} if pick.choice.facts.get("fused") else {})
