"""The race as plain PyTorch text: a loop over torch.optim that prints the numbers on the screen."""

from core.catalogue import calls, schedules
from core.catalogue.optimizers import arguments
from core.functions.optimizers import surfaces
from core.functions.optimizers.state import State, run
from core.script import Script, join, source


def write_script(state: State) -> Script:
    """The race as plain loops over torch.optim, one after the other."""
    function, call = surfaces.code(state.surface)
    schedule = state.schedule.choice
    own = schedule.facts.get("own")
    parts = [
        HEAD
        + "import math\n\n" * ("math." in function)
        + "import torch"
        + "\nfrom torch.optim import lr_scheduler" * bool(own),
        function,
    ]
    parts += [source(schedule.build)] * bool(own)
    optimizers = [
        (
            f"    {pick.name!r}: lambda point: "
            f"{calls.written(pick.choice.code, ['[point]'], arguments(pick))},"
        )
        for pick in state.racers
    ]
    lines = [
        f"start, steps = [{state.start_x!r}, {state.start_y!r}], {state.steps}",
        "optimizers = {",
        *optimizers,
        "}",
        *_schedules(state),
        *_noise(state),
    ]
    return Script(join(*parts, "\n".join(lines), _loop(state, call)))


def _schedules(state: State) -> list[str]:
    """A schedule for each optimizer, as their rates differ."""
    if state.schedule.name == "none":
        return []
    made = [
        (
            pick.name,
            schedules.arguments(
                state.schedule, pick["lr"], state.steps, calls.defaults(pick.choice.build)
            ),
        )
        for pick in state.racers
    ]
    lines = [
        (
            f"    {name!r}: lambda optimizer: "
            f"{calls.written(state.schedule.choice.code, ['optimizer'], given)},"
        )
        for name, given in made
    ]
    return ["schedules = {", *lines, "}"]


def _noise(state: State) -> list[str]:
    if not state.noise:
        return []
    return [
        f"generator = torch.Generator().manual_seed({state.seed})",
        f"noise = {state.noise!r} * torch.randn(steps, 2, generator=generator, "
        "dtype=torch.float64)",
    ]


STUMBLING = [
    "        try:",
    "            loss = optimizer.step(closure)",
    "        except (ArithmeticError, IndexError):  # its line search stumbles over what is "
    "not finite",
    "            point.data.fill_(torch.nan)",
    "            break",
]


def _lost(state: State, name: str) -> bool:
    """Whether a racer ends at no number."""
    return any(
        pick.name == name and bool(one.points[-1].isnan().all())
        for pick, one in zip(state.racers, run(state), strict=True)
    )


def _loop(state: State, call: str) -> str:
    """The loop, with the lines that this race needs."""
    needs = {pick.choice.facts.get("needs"): pick.name for pick in state.racers}
    matrix, sparse, closure = (needs.get(need) for need in ("matrix", "sparse", "closure"))
    start = f"[start] if name == {matrix!r} else start" if matrix else "start"
    numbers = "point.flatten()" if matrix else "point"
    noise = "noise[step].view_as(point)" if matrix else "noise[step]"
    scheduled, told = state.schedule.name != "none", state.schedule.choice.facts.get("loss")
    step = [
        "optimizer.zero_grad()",
        f"x, y = {numbers}",
        f"loss = {call}"
        + f" + ({noise} * point).sum()  # adds the noise to the gradient" * bool(state.noise),
        "loss.backward()",
        *[f"if name == {sparse!r}:", "    point.grad = point.grad.to_sparse()"] * bool(sparse),
    ]
    step = [f"        {line}" for line in step]
    if closure:
        step = [
            "        def closure():",
            *(f"    {line}" for line in step),
            "            return loss",
            "",
        ]
        step += STUMBLING if _lost(state, closure) else ["        loss = optimizer.step(closure)"]
    else:
        step += ["        optimizer.step()"]
    return "\n".join(
        [
            "for name, make in optimizers.items():",
            f"    point = torch.tensor({start}, dtype=torch.float64, requires_grad=True)",
            "    optimizer = make(point)",
            *["    schedule = schedules[name](optimizer)"] * scheduled,
            "    for step in range(steps):",
            *step,
            *[f"        schedule.step({'loss.item()' if told else ''})"] * scheduled,
            f"    x, y = {numbers.replace('point', 'point.detach()')}",
            '    print(f"{name} x = {x.item()!r}")',
            '    print(f"{name} y = {y.item()!r}")',
            f'    print(f"{{name}} loss = {{{call}.item()!r}}")',
        ]
    )


HEAD = '"""A race of optimizers: where each is at the end, and the loss there."""\n\n'
