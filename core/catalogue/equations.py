"""How each optimizer of torch makes its step: a sum of terms, each a fraction of named numbers.

The formulas are those of torch.optim's own code, read from the settings and the state of a real
optimizer; a test holds their sums against the steps that torch takes. To write one for another
optimizer, write a function of a `Step` that returns a list of `Term`s, and give it to the
optimizer's entry.

Symbols: g gradient, theta point, eta learning rate, lambda weight decay, m and v the moving
averages of the gradients and of their squares, t the number of the step.
"""

import math
from collections.abc import Sequence

import torch
from torch import Tensor

from core.catalogue.terms import Factor, Step, Term


def sgd(step: Step) -> list[Term]:
    """Gradient descent, with momentum and Nesterov's momentum (Sutskever et al. 2013)."""
    mu = step["momentum"]
    rate = [_rate(step)]
    if not mu:
        return _from_gradients(step, rate)
    ahead = Factor.of(r"(1+\mu)", "1 + momentum", 1 + mu)
    if "momentum_buffer" not in step.before:  # torch begins with the gradient itself
        return _from_gradients(step, [*rate, ahead] if step["nesterov"] else rate)
    momentum = Factor.of(r"\mu", "momentum", mu)
    buffer = Factor.of("b", "the momentum buffer before the step", step.old("momentum_buffer"))
    if step["nesterov"]:
        memory = Term("from momentum", (*rate, momentum, momentum, buffer))
        return [memory, *_from_gradients(step, [*rate, ahead])]
    new = list(rate)
    if step["dampening"]:
        new.append(Factor.of(r"(1-\tau)", "1 − dampening", 1 - step["dampening"]))
    return [Term("from momentum", (*rate, momentum, buffer)), *_from_gradients(step, new)]


def adam(step: Step) -> list[Term]:
    """Adam (Kingma and Ba 2015) and AdamW (Loshchilov and Hutter 2019)."""
    name = "max_exp_avg_sq" if step["amsgrad"] else "exp_avg_sq"
    divisor = [_mean_correction(step), _adam_root(step, name)]
    return [*_if_decoupled(step), *_from_mean(step, [_rate(step)], divisor)]


def nadam(step: Step) -> list[Term]:
    """Adam with Nesterov's momentum (Dozat 2016)."""
    beta1 = step["betas"][0]
    momentum, next_momentum = (
        beta1 * (1 - 0.5 * 0.96 ** (count * step["momentum_decay"]))
        for count in (step.count, step.count + 1)
    )
    product, root = step.after["mu_product"].double(), _adam_root(step)
    words = "bias correction of the average gradient"
    correction = Factor.of(r"(1-\prod\mu)", words, 1 - product)
    next_correction = Factor.of(r"(1-\mu'\prod\mu)", words, 1 - product * next_momentum)
    direct = Factor.of(r"(1-\mu)", "1 − the momentum of this step", 1 - momentum)
    ahead = Factor.of(r"\mu'", "the momentum of the next step", next_momentum)
    return [
        *_if_decoupled(step),
        *(
            Term(f"{term.words}, directly", term.numerator, term.denominator)
            for term in _from_gradients(step, [_rate(step), direct], [correction, root])
        ),
        *_from_mean(step, [_rate(step), ahead], [next_correction, root]),
    ]


def radam(step: Step) -> list[Term]:
    """Rectified Adam: without the division until there are enough gradients (Liu et al. 2020)."""
    beta2 = step["betas"][1]
    correction = 1 - beta2**step.count
    longest = 2 / (1 - beta2) - 1
    length = longest - 2 * step.count * beta2**step.count / correction
    new, divisor = [_rate(step)], [_mean_correction(step)]
    if length > 5:
        rectification = math.sqrt(
            (length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length)
        )
        new.append(Factor.of("r", "rectification", rectification))
        new.append(_square_correction(math.sqrt(correction)))
        divisor.append(_uncorrected_root(step))
    return [*_if_decoupled(step), *_from_mean(step, new, divisor)]


def adamax(step: Step) -> list[Term]:
    """Adam with the largest recent gradient in place of the mean square (Kingma and Ba 2015)."""
    largest = Factor.of("u", "the largest recent gradient", step.after["exp_inf"])
    return _from_mean(step, [_rate(step)], [_mean_correction(step), largest])


def adagrad(step: Step) -> list[Term]:
    """Divides by the root of the sum of all squares (Duchi et al. 2011)."""
    root = _root(step, "s", "the root of the sum of all squared gradients", step.after["sum"])
    divisor = [root]
    if step["lr_decay"]:
        decay = 1 + (step.count - 1) * step["lr_decay"]
        divisor.insert(0, Factor.of(r"(1+(t-1)\delta)", "learning-rate decay", decay))
    return _from_gradients(step, [_rate(step)], divisor)


def adadelta(step: Step) -> list[Term]:
    """In proportion to the size of its own recent steps (Zeiler 2012)."""
    steps = (step.old("acc_delta") + step["eps"]).sqrt()
    gradients = (step.after["square_avg"] + step["eps"]).sqrt()
    return _from_gradients(
        step,
        [_rate(step), Factor.of(r"\sqrt{d+\epsilon}", "the size of its recent steps", steps)],
        [Factor.of(r"\sqrt{v+\epsilon}", "the size of the recent gradients", gradients)],
    )


def rmsprop(step: Step) -> list[Term]:
    """Divides by the root of the mean square (Hinton 2012)."""
    symbol, squares = "v", step.after["square_avg"]
    if step["centered"]:
        mean = step.after["grad_avg"]
        symbol, squares = r"v-\bar g^2", squares.addcmul(mean, mean, value=-1)
    root = _root(step, symbol, "the size of the recent gradients", squares)
    terms = _from_gradients(step, [_rate(step)], [root])
    if step["momentum"]:
        momentum = Factor.of(r"\mu", "momentum", step["momentum"])
        buffer = Factor.of("b", "the momentum buffer before the step", step.old("momentum_buffer"))
        terms.insert(0, Term("from momentum", (_rate(step), momentum, buffer)))
    return terms


def rprop(step: Step) -> list[Term]:
    """The sign of the gradient alone (Riedmiller and Braun 1993)."""
    turned = step.gradient * step.old("prev") < 0
    sign = torch.where(turned, 0.0, step.gradient.sign())
    words = "minus the sign of the gradient; 0 where it has just changed"
    direction = Factor.of(r"-\operatorname{sign} g", words, -sign)
    length = Factor.of(r"\Delta", "the coordinate's own step size", step.after["step_size"])
    return [Term("from the sign of the gradient", (direction, length))]


def asgd(step: Step) -> list[Term]:
    """Gradient descent whose learning rate decays (Polyak and Juditsky 1992)."""
    eta = step.before.get("eta", torch.tensor(step["lr"])).double()
    rate = Factor.of(r"-\eta_t", "minus the learning rate of this step", -eta)
    terms = _from_gradients(step, [rate])
    if step["lambd"]:
        decay = Factor.of(r"\lambda_\eta", "lambd", step["lambd"])
        terms.insert(0, Term("from lambd", (rate, decay, _point(step))))
    return terms


def sparse_adam(step: Step) -> list[Term]:
    """Adam at the coordinates whose gradient is not zero."""
    nonzero = (step.gradient != 0).double()
    correction = math.sqrt(1 - step["betas"][1] ** step.count)
    new = [
        _rate(step),
        Factor.of(r"[g\neq0]", "1 where the gradient is not zero, else 0", nonzero),
        _square_correction(correction),
    ]
    return _from_mean(step, new, [_mean_correction(step), _uncorrected_root(step)])


def adafactor(step: Step) -> list[Term]:
    """In proportion to the point's own size, and clipped (Shazeer and Stern 2018)."""
    least, floor = step["eps"]
    least = torch.finfo(torch.float64).eps if least is None else least
    rate = min(step["lr"], 1 / math.sqrt(step.count))
    length = max(floor, float(step.point.norm()) / math.sqrt(2)) * rate
    root = step.after["variance"].clamp(min=least**2).sqrt()
    clip = max(1.0, float((step.gradient / root).norm()) / (math.sqrt(2) * step["d"]))
    size = Factor.of(r"-\alpha", "minus the learning rate times the point's size", -length)
    divisor = (
        Factor.of(r"\sqrt{\hat v}", "the size of the recent gradients", root),
        Factor.of("c", "what clips the update", clip),
    )
    return [*_decoupled(step), Term("from the gradient", (size, _gradient(step)), divisor)]


def _rate(step: Step) -> Factor:
    """The learning rate, with the sign of a step downhill."""
    return Factor.of(r"-\eta", "minus the learning rate", -step["lr"])


def _gradient(step: Step) -> Factor:
    return Factor.of("g", "the gradient", step.gradient)


def _point(step: Step) -> Factor:
    return Factor.of(r"\theta", "the point", step.point)


def _decay(step: Step) -> list[Factor]:
    return [Factor.of(r"\lambda", "weight decay", step["weight_decay"]), _point(step)]


def _from_gradients(
    step: Step, factors: Sequence[Factor], divisor: Sequence[Factor] = ()
) -> list[Term]:
    """These factors times the gradient, and times weight decay where that is added to the gradient
    (L2 regularization).
    """
    terms = [Term("from the gradient", (*factors, _gradient(step)), tuple(divisor))]
    if step.settings.get("weight_decay") and not step.settings.get("decoupled_weight_decay"):
        terms.append(Term("from weight decay", (*factors, *_decay(step)), tuple(divisor)))
    return terms


def _from_mean(step: Step, factors: Sequence[Factor], divisor: Sequence[Factor]) -> list[Term]:
    """These factors times Adam's average of the gradients: what it was before, and what the
    gradient adds to it.
    """
    beta1 = step["betas"][0]
    old = Factor.of(r"\beta_1", "beta1", beta1)
    new = Factor.of(r"(1-\beta_1)", "1 − beta1", 1 - beta1)
    mean = Factor.of("m", "the average gradient before the step", step.old("exp_avg"))
    memory = Term("from momentum", (*factors, old, mean), tuple(divisor))
    return [memory, *_from_gradients(step, [*factors, new], divisor)]


def _mean_correction(step: Step) -> Factor:
    """What makes up for an average that began at zero."""
    words = "bias correction of the average gradient"
    return Factor.of(r"(1-\beta_1^t)", words, 1 - step["betas"][0] ** step.count)


def _square_correction(value: float) -> Factor:
    return Factor.of(r"\sqrt{1-\beta_2^t}", "bias correction of the gradients' size", value)


def _root(step: Step, symbol: str, words: str, squares: Tensor) -> Factor:
    value = squares.flatten().sqrt() + step["eps"]
    return Factor.of(rf"(\sqrt{{{symbol}}}+\epsilon)", words, value)


def _adam_root(step: Step, name: str = "exp_avg_sq") -> Factor:
    """The root of Adam's mean square, bias-corrected."""
    squares = step.after[name] / (1 - step["betas"][1] ** step.count)
    words = "the size of the recent gradients"
    if name != "exp_avg_sq":
        words = "the largest such size so far"
    return _root(step, r"\hat v", words, squares)


def _uncorrected_root(step: Step) -> Factor:
    words = "the size of the recent gradients, not corrected"
    return _root(step, "v", words, step.after["exp_avg_sq"])


def _decoupled(step: Step) -> list[Term]:
    """Weight decay apart from the gradient."""
    if not step["weight_decay"]:
        return []
    return [Term("from weight decay", (_rate(step), *_decay(step)))]


def _if_decoupled(step: Step) -> list[Term]:
    return _decoupled(step) if step["decoupled_weight_decay"] else []
