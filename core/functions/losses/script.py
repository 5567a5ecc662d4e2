"""The losses page as plain PyTorch text that prints the numbers on the screen."""

import inspect
from collections.abc import Callable
from functools import partial

import torch
from torch.nn import functional as F

from core.catalogue.calls import own_code
from core.catalogue.loss import code, feed_arguments
from core.functions.losses.classification import STEPS, TWO_CLASS_LOSSES, descend
from core.functions.losses.curves import chosen, fed_with, kind_of, prediction
from core.functions.losses.drawn import (
    draw_descent,
    draw_fits,
    draw_large_logits,
    draw_losses,
    draw_mistake,
    draw_three_classes,
)
from core.functions.losses.fits import LINE_FITS, fit_weighted
from core.functions.losses.log_softmax import DTYPES, WAYS, breaks_at, confidently_wrong
from core.functions.losses.mistakes import MISTAKES
from core.functions.losses.state import (
    CLASSIFICATION,
    COMMON_MISTAKES,
    CURVES,
    LARGE_LOGITS,
    OUTLIER,
    SURFACE,
    THREE_CLASSES,
    TWO_CLASSES,
    State,
    outlier_points,
)
from core.functions.losses.surfaces import REACH, problem
from core.script import Code, Script, write


def write_script(state: State) -> Script:
    """The code for a state's view."""
    return VIEW_SCRIPTS[state.view](state)


def show_losses(losses, prediction, batch):
    """Losses of one prediction, and their gradients by autograd."""
    x = torch.full((batch,), prediction, dtype=torch.float64, requires_grad=True)
    for name, (loss_function, feed, values) in losses.items():
        loss = loss_function(*feed(x, **values))
        (gradient,) = torch.autograd.grad(loss, x)
        print(f"{name} = {loss.item()!r}")
        print(f"{name} gradient = {gradient[0].item()!r}")


def _curves(state: State) -> Script:
    picks, kind = chosen(state), kind_of(state)
    losses = {
        pick.name: (
            Code(code(pick, indent=8)),
            Code(pick.choice.feed.__name__),
            feed_arguments(pick, **fed_with(state)),
        )
        for pick in picks
    }
    return write(
        show_losses,
        *(pick.choice.feed for pick in picks),
        *own_code(*picks),
        plot=partial(draw_losses, span=kind.span, heights=kind.values),
        losses=losses,
        prediction=prediction(state),
        batch=state.batch,
    )


def show_descent(x, y, model, loss_function, start, lr, steps):
    """The loss of a model of two parameters, its gradient, and gradient descent."""
    x, y = torch.tensor([x, y], dtype=torch.float64)
    parameters = {
        name: torch.tensor(value, dtype=torch.float64, requires_grad=True)
        for name, value in start.items()
    }

    loss = loss_function(model(x, **parameters), y)
    loss.backward()
    print(f"loss = {loss.item()!r}")
    for name, parameter in parameters.items():
        print(f"gradient {name} = {parameter.grad.item()!r}")

    optimizer = torch.optim.SGD(parameters.values(), lr=lr)
    for _ in range(steps):
        optimizer.zero_grad()
        loss_function(model(x, **parameters), y).backward()
        optimizer.step()
    for name, parameter in parameters.items():
        print(f"{name} at the end = {parameter.item()!r}")
    print(f"loss at the end = {loss_function(model(x, **parameters), y).item()!r}")


def _surface(state: State) -> Script:
    task = problem(state)
    x, y = zip(*task.points, strict=True)
    return write(
        show_descent,
        task.function,
        *own_code(task.loss),
        plot=partial(draw_descent, reach=REACH),
        x=list(x),
        y=list(y),
        model=Code(task.function.__name__),
        loss_function=Code(code(task.loss, indent=len("loss_function = "))),
        start=dict(zip(task.parameters, state.start, strict=True)),
        lr=state.lr,
        steps=state.steps,
    )


def show_fits(x, y, fits):
    """The best line through the same points by three losses; the last point is the outlier."""
    x, y = torch.tensor([x, y], dtype=torch.float64)
    for name, (loss_function, fit, arguments) in fits.items():
        w, b = fit(x, y, **arguments)
        print(f"{name} w = {w.item()!r}")
        print(f"{name} b = {b.item()!r}")
        print(f"{name} value = {loss_function(w * x + b, y).item()!r}")


def _outlier(state: State) -> Script:
    x, y = zip(*outlier_points(state), state.point, strict=True)
    fits = {
        line_fit.loss: (
            Code(code(line_fit.pick(state), indent=8)),
            Code(line_fit.fit.__name__),
            line_fit.arguments(state),
        )
        for line_fit in LINE_FITS
    }
    helpers = (fit_weighted, *(line_fit.fit for line_fit in LINE_FITS))
    return write(show_fits, *helpers, plot=draw_fits, x=list(x), y=list(y), fits=fits)


def show_three_classes(logits, truth):
    """Cross-entropy of three logits: probabilities, loss, and the gradient, which is p - y."""
    z = torch.tensor(logits, dtype=torch.float64, requires_grad=True)
    truth = torch.tensor(truth)
    p, y = z.softmax(dim=-1), F.one_hot(truth, 3)
    loss = F.cross_entropy(z, truth)
    loss.backward()
    print(f"CrossEntropyLoss = {loss.item()!r}")
    print(f"NLLLoss of log_softmax = {F.nll_loss(F.log_softmax(z, dim=-1), truth).item()!r}")
    for k in range(3):
        print(f"p{k} = {p[k].item()!r}")
        print(f"gradient {k} = {z.grad[k].item()!r}")
        print(f"p − y {k} = {(p - y)[k].item()!r}")


def _three_classes(state: State) -> Script:
    logits = list(state.logits)
    return write(show_three_classes, plot=draw_three_classes, logits=logits, truth=state.truth)


def show_two_classes(losses, logits, yes):
    """Two classes: four ways to the same loss, and to the same gradient."""
    for name, loss_function in losses.items():
        z = torch.tensor(logits, dtype=torch.float64, requires_grad=True)
        loss = loss_function(z, yes)
        loss.backward()
        print(f"{name} = {loss.item()!r}")
        print(f"{name}, gradient for z1 = {z.grad[1].item()!r}")


def _two_classes(state: State) -> Script:
    return write(
        show_two_classes,
        *TWO_CLASS_LOSSES.values(),
        losses={name: Code(loss.__name__) for name, loss in TWO_CLASS_LOSSES.items()},
        logits=list(state.logits[:2]),
        yes=state.yes,
    )


def show_large_logits(ways, dtypes, size):
    """Large logits: up to which size naive logarithms of softmax are right."""
    for name, way in ways.items():
        for dtype_name, dtype in dtypes.items():
            loss, gradient = confidently_wrong(way, size, dtype)
            print(f"{name} in {dtype_name}, loss = {loss!r}")
            print(f"{name} in {dtype_name}, gradient = {gradient[0].item()!r}")
            for index, part in enumerate(("loss", "gradient")):
                limit = breaks_at(way, dtype, index)
                print(f"{name} in {dtype_name}, {part} breaks at = {limit!r}")


def _large_logits(state: State) -> Script:
    return write(
        show_large_logits,
        *WAYS.values(),
        confidently_wrong,
        breaks_at,
        plot=draw_large_logits,
        ways={name: Code(way.__name__) for name, way in WAYS.items()},
        dtypes={name: Code(dtype) for name, dtype in DTYPES.items()},
        size=state.size,
    )


def show_mistake(sides, logits, truth, lr, steps):
    """A common mistake beside how it is done right."""
    best = torch.full((3,), -100.0, dtype=torch.float64)
    best[truth] = 100
    for side, (loss_function, read_probabilities) in sides.items():
        z = torch.tensor(logits, dtype=torch.float64, requires_grad=True)
        loss = loss_function(z, truth)
        loss.backward()
        print(f"{side}, loss = {loss.item()!r}")
        print(f"{side}, loss of a perfect answer = {loss_function(best, truth).item()!r}")
        for k, slope in enumerate(z.grad.tolist()):
            print(f"{side}, gradient {k} = {slope!r}")

        path = descend(loss_function, z.detach(), truth, lr, steps)
        print(f"{side}, probability at the end = {read_probabilities(path)[-1, truth].item()!r}")


def _mistake(state: State) -> Script:
    sides = MISTAKES[state.mistake].sides()
    functions = [function for side in sides.values() for function in side]
    return write(
        show_mistake,
        *(function for function in functions if inspect.isfunction(function)),
        descend,
        title=f"A common mistake beside how it is done right: {state.mistake}.",
        plot=draw_mistake,
        sides={name: tuple(map(_named, side)) for name, side in sides.items()},
        logits=list(state.logits),
        truth=state.truth,
        lr=state.logits_lr,
        steps=STEPS,
    )


def _named(function: Callable) -> Code:
    """How a function is called: one without Python source is torch's own."""
    own = inspect.isfunction(function)
    return Code(function.__name__ if own else f"torch.{function.__name__}")


LESSON_SCRIPTS = {
    THREE_CLASSES: _three_classes,
    TWO_CLASSES: _two_classes,
    LARGE_LOGITS: _large_logits,
    COMMON_MISTAKES: _mistake,
}


def _classification(state: State) -> Script:
    return LESSON_SCRIPTS[state.lesson](state)


VIEW_SCRIPTS = {
    CURVES: _curves,
    SURFACE: _surface,
    OUTLIER: _outlier,
    CLASSIFICATION: _classification,
}
