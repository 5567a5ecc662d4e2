"""The optimizers of torch.optim as data, all of them, at torch's own defaults.

To add one, add an `Optimizer` to `OPTIMIZERS`: a subclass of torch.optim.Optimizer, or a function
that returns one, with a spec for each of its parameters. All else that can be said of it is
optional.
"""

from core.catalogue.adaptive_optimizers import ADAPTIVE_OPTIMIZERS
from core.catalogue.descent_optimizers import DESCENT_OPTIMIZERS
from core.catalogue.optimizer import Optimizer
from core.catalogue.special_optimizers import SPECIAL_OPTIMIZERS
from core.registry import Registry

OPTIMIZERS = Registry("optimizer", DESCENT_OPTIMIZERS | ADAPTIVE_OPTIMIZERS | SPECIAL_OPTIMIZERS)

LEFT_OUT = {"Optimizer": "the base class of all the others"}


def _trains_networks(name: str, choice: Optimizer) -> bool:
    """Whether a usual training loop can step it."""
    return not (
        choice.needs_closure
        or choice.sparse_gradients
        or choice.variant
        or len(choice.parameter_shape) > 1
    )


TRAINING_OPTIMIZERS = OPTIMIZERS.view(
    keep=_trains_networks, change=lambda name, choice: choice.with_defaults(**choice.in_training)
)
"""Those that a usual training loop can step, at the defaults that suit networks."""
