"""How each optimizer of torch makes its step: as a sum of terms, each a fraction of named numbers.

The numbers are those of one step of a real optimizer: its settings, its state before and after, the
gradient and the point. The formulas are those of torch.optim's own code; a test holds the sums
against the steps that torch takes. To add one, write a function of a `Situation` and add it to
`EQUATIONS` under the name of torch's class.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor


@dataclass(frozen=True, eq=False)
class Factor:
    """A number for each coordinate, (2,) float64: its symbol as LaTeX, and what it is in words."""

    symbol: str
    words: str
    value: Tensor


@dataclass(frozen=True, eq=False)
class Term:
    """A part of a step: the product of the factors `over` the line by that of those `under` it,
    both maybe empty.
    """

    words: str
    over: tuple[Factor, ...]
    under: tuple[Factor, ...] = ()

    @property
    def value(self) -> Tensor:
        """Its share of the step, (2,) float64."""
        ones = torch.ones(2, dtype=torch.float64)
        over, under = (
            math.prod((factor.value for factor in part), start=ones)
            for part in (self.over, self.under)
        )
        return over / under


@dataclass(frozen=True, eq=False)
class Situation:
    """One step of an optimizer.

    Args:
        settings: the optimizer's group of parameters, as it was at this step.
        count: of steps, this one included.
        point, gradient: before the step, (2,).
        before, after: the optimizer's state by torch's names.
    """

    settings: Mapping[str, Any]
    count: int
    point: Tensor
    gradient: Tensor
    before: Mapping[str, Any]
    after: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.settings[name]

    def old(self, name: str) -> Tensor:
        """A tensor of the state before the step; zero if there was none yet."""
        return self.before.get(name, torch.zeros(2, dtype=torch.float64)).flatten()


Equation = Callable[[Situation], list[Term]]


def _factor(symbol: str, words: str, value: Any) -> Factor:
    return Factor(symbol, words, torch.as_tensor(value, dtype=torch.float64).expand(2))


def _rate(now: Situation) -> Factor:
    """The learning rate, with the sign of a step downhill."""
    return _factor(r"-\eta", "minus the learning rate", -now["lr"])


def _slopes(now: Situation) -> Iterator[tuple[str, tuple[Factor, ...]]]:
    """What an optimizer takes for the gradient: the surface's, and the pull of weight decay if that
    is part of it.
    """
    yield "from the gradient", (_factor("g", "the gradient", now.gradient),)
    if now.settings.get("weight_decay") and not now.settings.get("decoupled_weight_decay"):
        yield "from weight decay", _pull(now)


def _pull(now: Situation) -> tuple[Factor, Factor]:
    return (
        _factor(r"\lambda", "weight decay", now["weight_decay"]),
        _factor(r"\theta", "the point", now.point),
    )


def _slope(now: Situation) -> Tensor:
    """The gradient, and the pull of weight decay if that is part of it."""
    return sum(math.prod(factor.value for factor in factors) for _, factors in _slopes(now))


def _decoupled(now: Situation) -> list[Term]:
    """Weight decay apart from the gradient."""
    apart = now["weight_decay"] and now.settings.get("decoupled_weight_decay", True)
    return [Term("from weight decay", (_rate(now), *_pull(now)))] if apart else []


def _terms(
    now: Situation, memory: Sequence[Factor], new: Sequence[Factor], under: Sequence[Factor] = ()
) -> list[Term]:
    """The usual shape of a step: what is remembered, and the same of what is new."""
    remembered = [Term("from memory", tuple(memory), tuple(under))] if memory else []
    return remembered + [
        Term(words, (*new, *factors), tuple(under)) for words, factors in _slopes(now)
    ]


def _sgd(now: Situation) -> list[Term]:
    momentum = _factor(r"\mu", "momentum", now["momentum"])
    if not now["momentum"]:
        return _terms(now, (), (_rate(now),))
    if "momentum_buffer" not in now.before:
        new = (_factor(r"(1+\mu)", "1 + momentum", 1 + now["momentum"]),) * now["nesterov"]
        return _terms(now, (), (_rate(now), *new))
    memory = (
        _rate(now),
        momentum,
        *(momentum,) * now["nesterov"],
        _factor("b", "the momentum so far", now.old("momentum_buffer")),
    )
    if now["nesterov"]:
        return _terms(
            now, memory, (_rate(now), _factor(r"(1+\mu)", "1 + momentum", 1 + now["momentum"]))
        )
    kept = (
        (_factor(r"(1-\tau)", "1 − dampening", 1 - now["dampening"]),) if now["dampening"] else ()
    )
    return _terms(now, memory, (_rate(now), *kept))


def _betas(now: Situation) -> tuple[Factor, Factor, Factor, Factor]:
    """beta1, 1 - beta1, the mean of the gradients so far, and what it is corrected by."""
    beta1, _ = now["betas"]
    return (
        _factor(r"\beta_1", "how much of the mean is kept", beta1),
        _factor(r"(1-\beta_1)", "how much of the gradient is taken", 1 - beta1),
        _factor("m", "the mean of the gradients so far", now.old("exp_avg")),
        _factor(r"(1-\beta_1^t)", "what an early mean lacks", 1 - beta1**now.count),
    )


def _root(now: Situation, symbol: str, words: str, squares: Tensor) -> Factor:
    return _factor(rf"(\sqrt{{{symbol}}}+\epsilon)", words, squares.flatten().sqrt() + now["eps"])


def _adam_root(now: Situation, name: str = "exp_avg_sq") -> Factor:
    squares = now.after[name] / (1 - now["betas"][1] ** now.count)
    words = (
        "the largest size of the gradients so far"
        if name.startswith("max")
        else "the size of the gradients"
    )
    return _root(now, r"\hat v", words, squares)


def _adam(now: Situation) -> list[Term]:
    kept, taken, mean, lack = _betas(now)
    under = lack, _adam_root(now, "max_exp_avg_sq" if now["amsgrad"] else "exp_avg_sq")
    return _decoupled_if_asked(now) + _terms(
        now, (_rate(now), kept, mean), (_rate(now), taken), under
    )


def _decoupled_if_asked(now: Situation) -> list[Term]:
    return _decoupled(now) if now["decoupled_weight_decay"] else []


def _nadam(now: Situation) -> list[Term]:
    kept, taken, mean, _ = _betas(now)
    momentum, ahead = (
        kept.value[0] * (1 - 0.5 * 0.96 ** (count * now["momentum_decay"]))
        for count in (now.count, now.count + 1)
    )
    product, root = now.after["mu_product"].double(), _adam_root(now)
    lack, lack_ahead = (
        _factor(symbol, "what an early mean lacks", 1 - value)
        for symbol, value in ((r"(1-\prod\mu)", product), (r"(1-\mu'\prod\mu)", product * ahead))
    )
    next_momentum = _factor(r"\mu'", "the momentum of the next step", ahead)
    now_alone = _factor(r"(1-\mu)", "1 − the momentum of this step", 1 - momentum)
    straight = [
        Term(f"{words}, at once", (_rate(now), now_alone, *factors), (lack, root))
        for words, factors in _slopes(now)
    ]
    means = _terms(
        now,
        (_rate(now), next_momentum, kept, mean),
        (_rate(now), next_momentum, taken),
        (lack_ahead, root),
    )
    return _decoupled_if_asked(now) + straight + means


def _radam(now: Situation) -> list[Term]:
    kept, taken, mean, lack = _betas(now)
    beta2, squares = now["betas"][1], 1 - now["betas"][1] ** now.count
    most = 2 / (1 - beta2) - 1
    length = most - 2 * now.count * beta2**now.count / squares
    if length <= 5:  # too few gradients to divide by their size
        return _decoupled_if_asked(now) + _terms(
            now, (_rate(now), kept, mean), (_rate(now), taken), (lack,)
        )
    sure = math.sqrt((length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length))
    more = (
        _factor("r", "how sure of the size it is", sure),
        _factor(r"\sqrt{1-\beta_2^t}", "what an early size lacks", math.sqrt(squares)),
    )
    under = lack, _root(now, "v", "the size of the gradients, uncorrected", now.after["exp_avg_sq"])
    return _decoupled_if_asked(now) + _terms(
        now, (_rate(now), *more, kept, mean), (_rate(now), *more, taken), under
    )


def _adamax(now: Situation) -> list[Term]:
    kept, taken, mean, lack = _betas(now)
    under = lack, _factor("u", "the largest recent gradient", now.after["exp_inf"])
    return _terms(now, (_rate(now), kept, mean), (_rate(now), taken), under)


def _adagrad(now: Situation) -> list[Term]:
    fading = (
        _factor(r"(1+(t-1)\delta)", "how the rate decays", 1 + (now.count - 1) * now["lr_decay"]),
    )
    return _terms(
        now,
        (),
        (_rate(now),),
        (
            *fading * bool(now["lr_decay"]),
            _root(now, "s", "the size of all gradients so far", now.after["sum"]),
        ),
    )


def _adadelta(now: Situation) -> list[Term]:
    over = _factor(
        r"\sqrt{d+\epsilon}",
        "the size of its last steps",
        (now.old("acc_delta") + now["eps"]).sqrt(),
    )
    under = _factor(
        r"\sqrt{v+\epsilon}",
        "the size of the gradients",
        (now.after["square_avg"] + now["eps"]).sqrt(),
    )
    return _terms(now, (), (_rate(now), over), (under,))


def _rmsprop(now: Situation) -> list[Term]:
    squares, symbol = now.after["square_avg"], "v"
    if now["centered"]:
        squares, symbol = (
            squares.addcmul(now.after["grad_avg"], now.after["grad_avg"], value=-1),
            r"v-\bar g^2",
        )
    root = _root(now, symbol, "the size of the gradients", squares)
    rolling = (
        [
            Term(
                "from memory",
                (
                    _rate(now),
                    _factor(r"\mu", "momentum", now["momentum"]),
                    _factor("b", "the momentum so far", now.old("momentum_buffer")),
                ),
            )
        ]
        if now["momentum"]
        else []
    )
    return rolling + _terms(now, (), (_rate(now),), (root,))


def _rprop(now: Situation) -> list[Term]:
    turned = now.gradient * now.old("prev") < 0
    sign = torch.where(turned, 0.0, now.gradient.sign())
    return [
        Term(
            "from the sign of the gradient",
            (
                _factor(
                    r"-\operatorname{sign} g", "minus the sign, 0 where it has just turned", -sign
                ),
                _factor(r"\Delta", "its own length for each coordinate", now.after["step_size"]),
            ),
        )
    ]


def _asgd(now: Situation) -> list[Term]:
    rate = _factor(
        r"-\eta_t",
        "minus the rate at this step",
        -now.before.get("eta", torch.tensor(now["lr"])).double(),
    )
    decay = _factor(r"\lambda_\eta", "how fast the rate decays", now["lambd"])
    pull = (
        [Term("from the decay", (rate, decay, _factor(r"\theta", "the point", now.point)))]
        if now["lambd"]
        else []
    )
    return pull + _terms(now, (), (rate,))


def _sparse_adam(now: Situation) -> list[Term]:
    kept, taken, mean, lack = _betas(now)
    touched = _factor(r"[g\neq0]", "1 where the gradient is not zero", (now.gradient != 0).double())
    squares = math.sqrt(1 - now["betas"][1] ** now.count)
    more = touched, _factor(r"\sqrt{1-\beta_2^t}", "what an early size lacks", squares)
    under = lack, _root(now, "v", "the size of the gradients, uncorrected", now.after["exp_avg_sq"])
    return _terms(now, (_rate(now), *more, kept, mean), (_rate(now), *more, taken), under)


def _adafactor(now: Situation) -> list[Term]:
    least, floor = now["eps"]
    least = torch.finfo(torch.float64).eps if least is None else least
    length = max(floor, float(now.point.norm()) / math.sqrt(2)) * min(
        now["lr"], 1 / math.sqrt(now.count)
    )
    root = now.after["variance"].clamp(min=least**2).sqrt()
    clip = max(1.0, float((now.gradient / root).norm()) / (math.sqrt(2) * now["d"]))
    step = [
        Term(
            "from the gradient",
            (
                _factor(r"-\alpha", "minus the rate times the point's size", -length),
                _factor("g", "the gradient", now.gradient),
            ),
            (
                _factor(r"\sqrt{\hat v}", "the size of the gradients", root),
                _factor("c", "what clips it", clip),
            ),
        )
    ]
    return _decoupled(now) + step


EQUATIONS: dict[str, Equation] = {
    "SGD": _sgd,
    "Adam": _adam,
    "AdamW": _adam,
    "NAdam": _nadam,
    "RAdam": _radam,
    "Adamax": _adamax,
    "Adagrad": _adagrad,
    "Adadelta": _adadelta,
    "RMSprop": _rmsprop,
    "Rprop": _rprop,
    "ASGD": _asgd,
    "SparseAdam": _sparse_adam,
    "Adafactor": _adafactor,
}

UNWRITTEN = {
    "LBFGS": (
        "one step is several moves, each along a direction that is made of all the moves it "
        "remembers"
    ),
    "Muon": "its direction is the momentum after some multiplications of matrices in 16 bits",
}
"""Classes of torch whose step is no short sum, with the reason."""
