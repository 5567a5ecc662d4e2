"""The losses page as plain PyTorch text that prints the numbers on the screen."""

from collections.abc import Callable

from core.catalogue.losses import code, inputs_code
from core.data import points
from core.functions.losses.classification import STEPS, TWO, descend
from core.functions.losses.curves import chosen, given, probe
from core.functions.losses.fits import fit_absolute, fit_huber, fit_squares, fit_weighted
from core.functions.losses.log_softmax import WAYS, breaks, sure_and_wrong
from core.functions.losses.mistakes import MISTAKES
from core.functions.losses.state import State
from core.functions.losses.surfaces import MODELS, problem
from core.script import Script, join, source

IMPORTS = "\n\nimport torch\nfrom torch import nn"
FUNCTIONAL = "\n\nimport torch\nfrom torch.nn import functional as F"


def write_script(state: State) -> Script:
    """The code for a state's view."""
    if state.view == "curves":
        return Script(_curves(state))
    if state.view == "surface":
        return Script(_outlier(state) if state.model == "outlier" else _surface(state))
    return Script(
        {
            "three classes": _three,
            "two classes": _two,
            "large logits": _large,
            "common mistakes": _mistake,
        }[state.lesson](state)
    )


def _sources(*functions: Callable) -> list[str]:
    """The text of each of the functions, once."""
    return [source(function) for function in dict.fromkeys(functions)]


def _curves(state: State) -> str:
    picks = chosen(state)
    lines = [
        f"    {pick.name!r}: ({code(pick)}, {inputs_code(pick, **given(state))})," for pick in picks
    ]
    start = (
        f"x = torch.full(({state.batch},), {probe(state)!r}, dtype=torch.float64, "
        "requires_grad=True)"
    )
    return join(
        f'"""Losses of a prediction, and their gradients by autograd."""{IMPORTS}',
        *_sources(*(pick.choice.facts["feed"] for pick in picks)),
        "\n".join([start, "losses = {", *lines, "}"]) + LOOP,
    )


LOOP = """
for name, (loss, inputs) in losses.items():
    value = loss(*inputs)
    gradient, = torch.autograd.grad(value, x)
    print(f"{name} = {value.item()!r}")
    print(f"{name} gradient = {gradient[0].item()!r}")
"""


def _data(every: tuple) -> str:
    """The points as tensors x and y."""
    return (
        f"points = torch.tensor({[list(point) for point in every]}, dtype=torch.float64)\nx, y = "
        "points.unbind(-1)"
    )


def _surface(state: State) -> str:
    one, (first, second) = problem(state), MODELS[state.model].names
    model = one.function.__name__
    return join(
        '"""The loss of a model of two parameters, its gradient, and gradient '
        f'descent."""{IMPORTS}',
        source(one.function),
        f"""{_data(one.points)}
{first} = torch.tensor({state.w!r}, dtype=torch.float64, requires_grad=True)
{second} = torch.tensor({state.b!r}, dtype=torch.float64, requires_grad=True)
loss_of = {code(one.loss)}

loss = loss_of({model}(x, {first}, {second}), y)
loss.backward()
print(f"loss = {{loss.item()!r}}")
print(f"gradient {first} = {{{first}.grad.item()!r}}")
print(f"gradient {second} = {{{second}.grad.item()!r}}")""",
        f'''optimizer = torch.optim.SGD([{first}, {second}], lr={state.rate!r})
for step in range({state.steps}):
    optimizer.zero_grad()
    loss_of({model}(x, {first}, {second}), y).backward()
    optimizer.step()
print(f"{first} at the end = {{{first}.item()!r}}")
print(f"{second} at the end = {{{second}.item()!r}}")
print(f"loss at the end = {{loss_of({model}(x, {first}, {second}), y).item()!r}}")''',
    )


def _outlier(state: State) -> str:
    every = (*points.read(state.line), (state.outlier_x, state.outlier_y))
    return join(
        '"""The best line through the same points by three losses; the last point is the '
        f'outlier."""{IMPORTS}',
        *_sources(fit_weighted, fit_squares, fit_absolute, fit_huber),
        f"""{_data(every)}
fits = {{
    "MSELoss": (nn.MSELoss(), fit_squares(x, y)),
    "L1Loss": (nn.L1Loss(), fit_absolute(x, y)),
    "HuberLoss": (nn.HuberLoss(delta={state.delta!r}), fit_huber(x, y, delta={state.delta!r})),
}}
for name, (loss, (w, b)) in fits.items():
    print(f"{{name}} w = {{w.item()!r}}")
    print(f"{{name}} b = {{b.item()!r}}")
    print(f"{{name}} value = {{loss(w * x + b, y).item()!r}}")""",
    )


def _three(state: State) -> str:
    return join(
        '"""Cross-entropy of three logits: probabilities, loss, and the gradient, which is p '
        f'- y."""{FUNCTIONAL}',
        f"""z = torch.tensor({list(state.logits)}, dtype=torch.float64, requires_grad=True)
truth = torch.tensor({state.truth})
p, y = z.softmax(dim=-1), F.one_hot(truth, 3)
loss = F.cross_entropy(z, truth)
loss.backward()
print(f"CrossEntropyLoss = {{loss.item()!r}}")
print(f"NLLLoss of log_softmax = {{F.nll_loss(F.log_softmax(z, dim=-1), truth).item()!r}}")
for k in range(3):
    print(f"p{{k}} = {{p[k].item()!r}}")
    print(f"gradient {{k}} = {{z.grad[k].item()!r}}")
    print(f"p − y {{k}} = {{(p - y)[k].item()!r}}")""",
    )


def _two(state: State) -> str:
    lines = [f"    {name!r}: {loss.__name__}," for name, loss in TWO.items()]
    return join(
        f'"""Two classes: four ways to the same loss, and to the same gradient."""{FUNCTIONAL}',
        *_sources(*TWO.values()),
        "\n".join(["losses = {", *lines, "}"])
        + f"""
for name, loss_of in losses.items():
    z = torch.tensor({list(state.logits[:2])}, dtype=torch.float64, requires_grad=True)
    loss = loss_of(z, {state.yes})
    loss.backward()
    print(f"{{name}} = {{loss.item()!r}}")
    print(f"{{name}}, gradient by z1 = {{z.grad[1].item()!r}}")""",
    )


def _large(state: State) -> str:
    lines = [f"    {name!r}: {way.__name__}," for name, way in WAYS.items()]
    return join(
        '"""Large logits: how far naive logarithms of softmax can be trusted, found by '
        f'trying."""{FUNCTIONAL}',
        *_sources(*WAYS.values(), sure_and_wrong, breaks),
        "\n".join(["ways = {", *lines, "}"])
        + f"""
for name, way in ways.items():
    for dtype in (torch.float32, torch.float64):
        what = f"{{name}} in {{str(dtype).removeprefix('torch.')}}"
        loss, gradient = sure_and_wrong(way, {state.size}, dtype)
        print(f"{{what}}, loss = {{loss!r}}")
        print(f"{{what}}, gradient = {{gradient[0].item()!r}}")
        print(f"{{what}}, loss breaks at = {{breaks(way, dtype, 0)!r}}")
        print(f"{{what}}, gradient breaks at = {{breaks(way, dtype, 1)!r}}")""",
    )


def _mistake(state: State) -> str:
    known = MISTAKES[state.mistake]
    loss, read = (known.right, known.wrong), (known.read_right, known.read_wrong)
    own = [one for one in (*loss, *read) if (one.__module__ or "").startswith("core.")]
    names = [one.__name__ if one in own else f"torch.{one.__name__}" for one in read]
    sides = [
        f'    "{side}": ({one.__name__}, {name}),'
        for side, one, name in zip(("right", "wrong"), loss, names, strict=True)
    ]
    return join(
        f'"""A common mistake beside how it is done right: {state.mistake}."""{FUNCTIONAL}',
        *_sources(*own, descend),
        "\n".join(["sides = {", *sides, "}"])
        + f"""
truth = {state.truth}
best = torch.full((3,), -100.0, dtype=torch.float64)
best[truth] = 100
for side, (loss_of, probabilities_of) in sides.items():
    z = torch.tensor({list(state.logits)}, dtype=torch.float64, requires_grad=True)
    loss = loss_of(z, truth)
    loss.backward()
    path = descend(loss_of, z.detach(), truth, {state.pace!r}, steps={STEPS})
    print(f"{{side}}, loss = {{loss.item()!r}}")
    print(f"{{side}}, loss of the perfect answer = {{loss_of(best, truth).item()!r}}")
    for k, slope in enumerate(z.grad.tolist()):
        print(f"{{side}}, gradient {{k}} = {{slope!r}}")
    print(f"{{side}}, probability at the end = {{probabilities_of(path)[-1, truth].item()!r}}")""",
    )
