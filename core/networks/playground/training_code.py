"""The lines of a script that train a network of the plane: a loop for each part of a course."""

from collections.abc import Iterator
from dataclasses import replace

from core.catalogue import schedule as schedules
from core.catalogue.calls import changed, written
from core.catalogue.optimizer import arguments, learning_rate
from core.catalogue.optimizer import settings as optimizer_settings
from core.networks.playground.network_code import modules_of
from core.playground.changes import begins_afresh, only_rate_changes
from core.playground.course import Course, Segment
from core.playground.layers import read_layers
from core.playground.losses import head_of, outputs_for
from core.playground.settings import Settings
from core.registry import Pick


def loop_lines(course: Course, classes: int) -> Iterator[str]:
    """The loops, with what changes before each."""
    before, epochs, phase = None, 0, 0
    for segment in course:
        settings = segment.settings
        yield ""
        if before is not None:
            yield f"# After {epochs} epochs the settings change."
        if before is None or begins_afresh(before, settings):
            phase = 0
        yield from _change_lines(course, before, settings, classes)
        yield from _segment_lines(course, segment, phase)
        before, epochs, phase = settings, epochs + segment.epochs, phase + segment.epochs


def has_modes(course: Course) -> bool:
    """Whether the network does something else in training than afterwards."""
    layers = [layer for each in course for layer in read_layers(each.settings.hidden)]
    return any(layer.norm or layer.dropout for layer in layers)


def loss_name(pick: Pick, classes: int) -> tuple[str, str]:
    """How a script calls the loss, and torch's name of it; "" if it is none of torch's."""
    choice = pick.choice
    code = choice.code_several if classes > 2 and choice.build_several else choice.code
    return code or choice.maker(classes).__name__, code


def called_loss(pick: Pick, classes: int) -> str:
    """The loss, made."""
    choice = replace(pick.choice, build=pick.choice.maker(classes))
    return f"{loss_name(pick, classes)[0]}({changed(choice, dict(pick.arguments))})"


def _change_lines(
    course: Course, before: Settings | None, settings: Settings, classes: int
) -> Iterator[str]:
    """What a part of the course has otherwise than the one before."""
    if before is None or before.loss != settings.loss:
        yield from _loss_lines(before, settings, classes)
    yield from _layer_lines(course, before, settings, classes)
    if before is not None and only_rate_changes(before, settings):
        yield "for group in optimizer.param_groups:"
        yield f'    group["lr"] = {learning_rate(settings.optimizer)!r}'
    elif before is None or begins_afresh(before, settings):
        yield from _optimizer_lines(settings)


def _loss_lines(before: Settings | None, settings: Settings, classes: int) -> Iterator[str]:
    head = head_of(settings.loss, classes)
    yield f"loss_function = {called_loss(settings.loss, classes)}"
    yield f"truth = {head.targets.__name__}(labels, {outputs_for(classes)})"
    last = head_of(before.loss, classes).squash if before else head.squash
    if last is not head.squash:
        yield f"model.append(nn.{head.squash.__name__}())" if head.squash else "del model[-1]"


def _layer_lines(
    course: Course, before: Settings | None, settings: Settings, classes: int
) -> Iterator[str]:
    """Dropout and frozen layers."""
    layers = read_layers(settings.hidden)
    earlier = read_layers(before.hidden) if before else None
    modules = modules_of(course, classes)
    for index, layer in enumerate(layers):
        own = [number for number, (*_, layer_index) in enumerate(modules) if layer_index == index]
        was_frozen = earlier[index].frozen if earlier else False
        if layer.frozen != was_frozen:
            yield f"for parameter in model[{own[0]} : {own[-1] + 1}].parameters():"
            yield f"    parameter.requires_grad = {not layer.frozen}"
            if layer.frozen:
                yield "    parameter.grad = None"
        if earlier and layer.dropout != earlier[index].dropout:
            (number,) = (number for number in own if modules[number][1] == "dropout")
            yield f"model[{number}].p = {layer.dropout:g}"


def _optimizer_lines(settings: Settings) -> Iterator[str]:
    pick = settings.optimizer
    call = written(pick.choice.called, ["model.parameters()"], arguments(pick), 16)
    yield from f"optimizer = {call}".splitlines()
    schedule = settings.schedule
    if schedule.choice.constant:
        return
    rate, known = learning_rate(pick), optimizer_settings(pick)
    keywords = schedules.arguments(schedule, rate, settings.horizon, known)
    call = written(schedule.choice.called, ["optimizer"], keywords, 15)
    yield from f"schedule = {call}".splitlines()


def _segment_lines(course: Course, segment: Segment, phase: int) -> Iterator[str]:
    """The loop, and the steps of an epoch that was not finished.

    Args:
        phase: how many epochs the schedule has behind it.
    """
    settings = segment.settings
    batches = f"torch.randperm(trained).split({settings.batch_size})"
    if has_modes(course) and (segment.epochs or segment.steps):
        yield "model.train()"
    if segment.epochs:
        yield f"for epoch in range({segment.epochs}):"
        yield f"    for batch in {batches}:"
        yield from (f"        {line}" for line in _step_lines(settings))
        left = settings.horizon - 1 - phase
        if not settings.schedule.choice.constant and left > 0:
            yield f"    if epoch < {left}:"
            told = "loss.item()" if settings.schedule.choice.uses_loss else ""
            yield f"        schedule.step({told})"
    if segment.steps:
        yield f"for batch in {batches}[:{segment.steps}]:"
        yield from (f"    {line}" for line in _step_lines(settings))


def _step_lines(settings: Settings) -> Iterator[str]:
    yield "optimizer.zero_grad()"
    yield "loss = loss_function(model(features[batch]), truth[batch])"
    if settings.l1 or settings.l2:
        yield "weights = [layer.weight for layer in model if isinstance(layer, nn.Linear)]"
        yield "penalty = torch.zeros(())"
        if settings.l1:
            yield f"penalty = penalty + {settings.l1!r} * sum(w.abs().sum() for w in weights)"
        if settings.l2:
            squares = "sum(w.square().sum() for w in weights)"
            yield f"penalty = penalty + {settings.l2!r} / 2 * {squares}"
        yield "(loss + penalty).backward()"
    else:
        yield "loss.backward()"
    yield "optimizer.step()"
