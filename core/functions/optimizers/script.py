"""The race as a script: plain loops over torch.optim that print the numbers on the screen."""

import re
from collections.abc import Callable
from typing import Any

import torch

from core.catalogue import calls, schedules
from core.catalogue.optimizers import arguments, learning_rate, settings
from core.functions.optimizers.state import State
from core.registry import Pick
from core.script import WIDTH, Code, Script, Text, write


def write_script(state: State) -> Script:
    """The race as plain loops over torch.optim, one after the other."""
    helper, surface = surface_code(state.surface)
    schedule, choices = state.problem.schedule, [pick.choice for pick in state.racers]
    shapes = {
        pick.name: pick.choice.parameter_shape
        for pick in state.racers
        if pick.choice.parameter_shape != (2,)
    }
    sparse = [pick.name for pick in state.racers if pick.choice.sparse_gradients]
    constants: dict[str, Any] = {
        "surface": surface,
        "start": [state.start_x, state.start_y],
        "steps": state.steps,
        "optimizers": {pick.name: _optimizer_code(pick) for pick in state.racers},
    }
    own = [choice.build for choice in choices if not choice.code]
    if shapes:
        constants["shapes"] = shapes
    if sparse:
        constants["sparse"] = sparse
    if schedule is not None:
        constants["schedules"] = {
            pick.name: _schedule_code(schedule, pick, state.steps) for pick in state.racers
        }
        own += [] if schedule.choice.code else [schedule.choice.build]
    if state.noise:
        constants |= {"deviation": state.noise, "seed": state.seed}
    decided = {
        "has_noise": state.noise > 0,
        "has_shapes": bool(shapes),
        "has_sparse": bool(sparse),
        "has_schedule": schedule is not None,
        "schedule_uses_loss": schedule is not None and schedule.choice.uses_loss,
        "has_closure": any(choice.needs_closure for choice in choices),
    }
    return write(show_race, helper, *own, decided=decided, **constants)


def show_race(
    surface: Callable,
    start: list[float],
    steps: int,
    optimizers: dict[str, Callable],
    shapes: dict[str, tuple[int, ...]],
    sparse: list[str],
    schedules: dict[str, Callable],
    deviation: float,
    seed: int,
    has_noise: bool,
    has_shapes: bool,
    has_sparse: bool,
    has_schedule: bool,
    schedule_uses_loss: bool,
    has_closure: bool,
) -> None:
    """A race of optimizers: where each is at the end, and the loss there."""
    if has_noise:
        generator = torch.Generator().manual_seed(seed)
        noise = deviation * torch.randn(steps, 2, generator=generator, dtype=torch.float64)

    for name, make_optimizer in optimizers.items():
        if has_shapes:
            point = torch.tensor(start, dtype=torch.float64).reshape(shapes.get(name, (2,)))
            point.requires_grad_()
        else:
            point = torch.tensor(start, dtype=torch.float64, requires_grad=True)
        optimizer = make_optimizer(point)
        if has_schedule:
            schedule = schedules[name](optimizer)
        for step in range(steps):
            if has_closure:

                def closure():
                    optimizer.zero_grad()  # noqa: B023
                    x, y = point.flatten()  # noqa: B023
                    loss = surface(x, y)
                    if has_noise:
                        tilt = noise[step].view_as(point) * point  # noqa: B023
                        loss = loss + tilt.sum()  # adds the noise to the gradient
                    loss.backward()
                    if has_sparse:  # noqa: SIM102
                        if name in sparse:  # noqa: B023
                            point.grad = point.grad.to_sparse()  # noqa: B023
                    return loss

                try:
                    loss = optimizer.step(closure)
                except (ArithmeticError, IndexError):  # a line search met nan or infinity
                    point.data.fill_(torch.nan)
                    break
            else:
                optimizer.zero_grad()
                if has_shapes:
                    x, y = point.flatten()
                else:
                    x, y = point
                loss = surface(x, y)
                if has_noise:
                    if has_shapes:  # noqa: SIM108
                        tilt = noise[step].view_as(point) * point
                    else:
                        tilt = noise[step] * point
                    loss = loss + tilt.sum()  # adds the noise to the gradient
                loss.backward()
                if has_sparse:  # noqa: SIM102
                    if name in sparse:
                        point.grad = point.grad.to_sparse()
                optimizer.step()
            if has_schedule:
                if schedule_uses_loss:
                    schedule.step(loss.item())
                else:
                    schedule.step()
        x, y = point.detach().flatten()
        print(f"{name} x = {x.item()!r}")
        print(f"{name} y = {y.item()!r}")
        print(f"{name} loss = {surface(x, y).item()!r}")


def surface_code(surface: Pick) -> tuple[Callable | Text, Code]:
    """The function that a surface is, and how a script names it with these parameters."""
    choice = surface.choice
    if choice.source_text is not None:
        return Text(_wrapped(choice.source_text(**dict(surface.arguments)))), Code(
            choice.build.__name__
        )
    usual = calls.defaults(choice.build)
    keywords = {name: value for name, value in surface.arguments if usual[name] != value}
    name = choice.build.__name__
    return choice.build, Code(calls.written("partial", [name], keywords) if keywords else name)


def _optimizer_code(pick: Pick) -> Code:
    return _factory(pick.name, "point", "[point]", pick, arguments(pick))


def _schedule_code(schedule: Pick, pick: Pick, steps: int) -> Code:
    """A schedule of an optimizer; each has its own, as their learning rates differ."""
    keywords = schedules.arguments(schedule, learning_rate(pick), steps, settings(pick))
    return _factory(pick.name, "optimizer", "optimizer", schedule, keywords)


def _factory(key: str, parameter: str, leading: str, pick: Pick, keywords: dict[str, Any]) -> Code:
    """A function of one parameter that makes the picked thing, as it stands in a dictionary under a
    key.
    """
    start = f"lambda {parameter}: "
    column = len(f"    {key!r}: {start}")
    return Code(start + calls.written(pick.choice.called, [leading], keywords, column, 4))


def _wrapped(text: str) -> str:
    """A function of one `return`, its expression on several lines where one would be too long."""
    if max(map(len, text.splitlines())) <= WIDTH:
        return text
    start, _, expression = text.partition("return ")
    lines, line = [], ""
    for piece in re.findall(r"[^ (]*[ (]?", expression):  # may be broken behind these
        if len(line) + len(piece) > WIDTH - 8:
            lines.append(line.rstrip())
            line = ""
        line += piece
    inner = "\n".join(f"        {each}" for each in [*lines, line])
    return f"{start}return (\n{inner}\n    )"
