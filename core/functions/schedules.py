"""How the learning rate changes while a network trains, as data. To add one, add a `Choice`.

Some schedules need to know how long the training is, or its learning rate: `facts` names the arguments of torch that
take the number of steps ("steps") and the optimizer's learning rate ("lr").
"""

from torch.optim import Optimizer, lr_scheduler

from core.registry import Choice, Pick, Range, Registry

SCHEDULES = Registry("schedule", {
    "none": Choice(lr_scheduler.ConstantLR, note="The learning rate stays.", facts={"always": {"factor": 1.0}}),
    "OneCycleLR": Choice(lr_scheduler.OneCycleLR, {
        "pct_start": Range(0.05, 0.95, 0.3, 0.05, note="Share of the steps in which the rate rises."),
    }, "Rises to the learning rate and falls to almost nothing (Smith and Topin 2019).",
        "torch.optim.lr_scheduler.OneCycleLR", {"lr": "max_lr", "steps": "total_steps"}),
    "CosineAnnealingLR": Choice(
        lr_scheduler.CosineAnnealingLR, note="Falls to nothing along a cosine (Loshchilov and Hutter 2017).",
        code="torch.optim.lr_scheduler.CosineAnnealingLR", facts={"steps": "T_max"}),
})


def arguments(pick: Pick, lr: float, steps: int) -> dict:
    """What torch's class takes beside the optimizer, for a training of `steps` steps."""
    facts = pick.choice.facts
    known = {facts[name]: value for name, value in (("lr", lr), ("steps", steps)) if name in facts}
    return {**facts.get("always", {}), **known, **dict(pick.arguments)}


def schedule(pick: Pick, optimizer: Optimizer, lr: float, steps: int) -> lr_scheduler.LRScheduler:
    """The picked schedule of an optimizer; its `step()` follows each of the optimizer's."""
    return pick.choice.build(optimizer, **arguments(pick, lr, steps))
