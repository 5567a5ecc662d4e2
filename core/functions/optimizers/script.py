"""The race as a script: plain loops over torch.optim that print the numbers on the screen."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import torch

from core.catalogue import calls
from core.catalogue.calls import own_code
from core.catalogue.optimizer import arguments, learning_rate, settings
from core.catalogue.schedule import arguments as schedule_arguments
from core.functions.optimizers import geometry
from core.functions.optimizers.drawn import draw_race
from core.functions.optimizers.state import State
from core.registry import Pick
from core.script import WIDTH, Code, Script, SourceText, write


@dataclass(frozen=True)
class Needs:
    """What a race needs beyond the plain loop.

    Args:
        noise: in the gradients.
        shapes: an optimizer is for matrices.
        sparse: an optimizer takes sparse gradients only.
        schedules: of the learning rate; `steps` and `losses` say what their `step` takes: nothing,
            or the loss.
        closures: an optimizer computes the loss itself, more than once a step.
    """

    noise: bool = False
    shapes: bool = False
    sparse: bool = False
    schedules: bool = False
    steps: bool = False
    losses: bool = False
    closures: bool = False

    @classmethod
    def of(cls, state: State) -> "Needs":
        """What the race of a state needs."""
        schedule, choices = state.problem.schedule, [pick.choice for pick in state.racers]
        uses_loss = schedule is not None and schedule.choice.uses_loss
        return cls(
            noise=state.noise > 0,
            shapes=any(choice.parameter_shape != (2,) for choice in choices),
            sparse=any(choice.sparse_gradients for choice in choices),
            schedules=schedule is not None,
            steps=schedule is not None and not uses_loss,
            losses=uses_loss,
            closures=any(choice.needs_closure for choice in choices),
        )


def write_script(state: State) -> Script:
    """The race as plain loops over torch.optim, one after the other."""
    surface, name = surface_code(state.surface)
    schedule, needs = state.problem.schedule, Needs.of(state)
    helpers = [surface, *own_code(*state.racers)]
    constants: dict[str, Any] = {
        "surface": name,
        "start": [state.start_x, state.start_y],
        "steps": state.steps,
        "optimizers": {pick.name: _optimizer_code(pick) for pick in state.racers},
    }
    if needs.shapes:
        shapes = {pick.name: pick.choice.parameter_shape for pick in state.racers}
        constants["shapes"] = {name: shape for name, shape in shapes.items() if shape != (2,)}
    if needs.sparse:
        constants["sparse"] = [pick.name for pick in state.racers if pick.choice.sparse_gradients]
    if schedule is not None:
        constants["schedules"] = {
            pick.name: _schedule_code(schedule, pick, state.steps) for pick in state.racers
        }
        helpers += own_code(schedule)
    if needs.noise:
        constants |= {"deviation": state.noise, "seed": state.seed}
    race = show_race_with_closures if needs.closures else show_race
    decided = {f"needs.{name}": value for name, value in vars(needs).items()}
    plot = partial(draw_race, spans=geometry.domain(state.surface))
    return write(race, *helpers, decided=decided, plot=plot, **constants)


def show_race(surface, start, steps, optimizers, shapes, sparse, schedules, deviation, seed, needs):
    """A race of optimizers: where each is at the end, and the loss there."""
    if needs.noise:
        generator = torch.Generator().manual_seed(seed)
        noise = deviation * torch.randn(steps, 2, generator=generator, dtype=torch.float64)

    for name, make_optimizer in optimizers.items():
        if needs.shapes:
            point = torch.tensor(start, dtype=torch.float64).reshape(shapes.get(name, (2,)))
            point.requires_grad_()
        else:
            point = torch.tensor(start, dtype=torch.float64, requires_grad=True)
        optimizer = make_optimizer(point)
        if needs.schedules:
            schedule = schedules[name](optimizer)
        for step in range(steps):
            optimizer.zero_grad()
            if needs.shapes:
                x, y = point.flatten()
            else:
                x, y = point
            loss = surface(x, y)
            if needs.noise:
                if needs.shapes:  # noqa: SIM108
                    tilt = noise[step].view_as(point) * point
                else:
                    tilt = noise[step] * point
                loss = loss + tilt.sum()  # adds the noise to the gradient
            loss.backward()
            if needs.sparse:  # noqa: SIM102
                if name in sparse:
                    point.grad = point.grad.to_sparse()
            optimizer.step()
            if needs.steps:
                schedule.step()
            if needs.losses:
                schedule.step(loss.item())
        x, y = point.detach().flatten()
        print(f"{name} x = {x.item()!r}")
        print(f"{name} y = {y.item()!r}")
        print(f"{name} loss = {surface(x, y).item()!r}")


def show_race_with_closures(
    surface, start, steps, optimizers, shapes, sparse, schedules, deviation, seed, needs
):
    """A race of optimizers: where each is at the end, and the loss there."""
    if needs.noise:
        generator = torch.Generator().manual_seed(seed)
        noise = deviation * torch.randn(steps, 2, generator=generator, dtype=torch.float64)

    for name, make_optimizer in optimizers.items():
        point = torch.tensor(start, dtype=torch.float64, requires_grad=True)
        if needs.shapes:
            point = point.detach().reshape(shapes.get(name, (2,))).requires_grad_()
        optimizer = make_optimizer(point)
        if needs.schedules:
            schedule = schedules[name](optimizer)
        for step in range(steps):

            def closure():
                optimizer.zero_grad()  # noqa: B023
                x, y = point.flatten()  # noqa: B023
                loss = surface(x, y)
                if needs.noise:
                    tilt = noise[step].view_as(point) * point  # noqa: B023
                    loss = loss + tilt.sum()  # adds the noise to the gradient
                loss.backward()
                if needs.sparse:  # noqa: SIM102
                    if name in sparse:  # noqa: B023
                        point.grad = point.grad.to_sparse()  # noqa: B023
                return loss

            try:
                loss = optimizer.step(closure)
            except (ArithmeticError, IndexError):  # a line search met nan or infinity
                point.data.fill_(torch.nan)
                break
            if needs.steps:
                schedule.step()
            if needs.losses:
                schedule.step(loss.item())
        x, y = point.detach().flatten()
        print(f"{name} x = {x.item()!r}")
        print(f"{name} y = {y.item()!r}")
        print(f"{name} loss = {surface(x, y).item()!r}")


def surface_code(surface: Pick) -> tuple[Callable | SourceText, Code]:
    """The function that a surface is, and how a script names it with these parameters."""
    choice = surface.choice
    if choice.source_text is not None:
        return SourceText(_wrapped(choice.source_text(**dict(surface.arguments)))), Code(
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
    keywords = schedule_arguments(schedule, learning_rate(pick), steps, settings(pick))
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
