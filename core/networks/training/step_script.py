"""The code of the view "One step": the five calls, and the norms after each."""

from safetensors.torch import load_file
from safetensors.torch import save as tensors_to_bytes

from core.catalogue.optimizer import arguments
from core.data.datasets import DATASETS
from core.networks.training.drawn import draw_step
from core.networks.training.state import State
from core.networks.training.steps import TRAINED, StepChoice, batches, trained
from core.script import Code, Script, parts, write
from core.training.config import TrainConfig
from core.training.script import call, channels

FILE = "batches.safetensors"


def step_script(state: State) -> Script:
    """The script that takes the steps up to the chosen one, and tells of that one.

    Raises:
        ValueError: the settings do not fit one another, or the pictures are not on this computer.
    """
    config, choice = state.config, state.part(StepChoice)
    network, dataset = config.network, DATASETS[config.dataset]
    _, images, labels = batches(config, choice)
    keywords = arguments(config.optimizer)
    helpers = [network.build, network.loss, config.optimizer.choice.build]
    return write(
        take_steps,
        *dict.fromkeys(part for helper in helpers for part in parts(helper)),
        tell,
        files={
            FILE: tensors_to_bytes({"images": images.contiguous(), "labels": labels.contiguous()}),
            **_weights(config, choice),
        },
        decided={"calls_zero_grad": choice.zero, "is_trained": choice.weights == TRAINED},
        plot=draw_step,
        seed=config.seed,
        generator=Code("torch.manual_seed(seed)"),
        model=Code(f"{network.code}().double()"),
        loss_function=Code(call(network.loss, (), {})),
        optimizer=Code(call(config.optimizer.choice, ("model.parameters()",), keywords)),
        mean=channels(dataset.mean),
        deviation=channels(dataset.deviation),
    )


def _weights(config: TrainConfig, choice: StepChoice) -> dict[str, bytes]:
    """The file of trained weights, where the steps begin with them."""
    if choice.weights != TRAINED:
        return {}
    return {"network.safetensors": trained(config).path.read_bytes()}


def take_steps(
    seed,
    generator,
    model,
    loss_function,
    optimizer,
    mean,
    deviation,
    is_trained,
    calls_zero_grad,
):
    """The first steps of a training; the norms before and after each call of the last."""
    file = load_file("batches.safetensors")
    images = ((file["images"] / 255 - mean) / deviation).double()  # (steps, N, C, H, W)
    labels = file["labels"]  # (steps, N)
    if is_trained:
        model.load_state_dict(load_file("network.safetensors"))
    generator.manual_seed(seed)  # for dropout, if there is any
    history = []  # of the last step

    for step in range(len(images)):
        history = [tell("start", model)]
        if calls_zero_grad:
            optimizer.zero_grad()
        history.append(tell("zero_grad", model))
        scores = model(images[step])
        history.append(tell("forward", model))
        loss = loss_function(scores, labels[step])
        history.append(tell("loss", model))
        loss.backward()
        history.append(tell("backward", model))
        optimizer.step()
        history.append(tell("step", model))

    right = scores.argmax(1) == labels[-1]
    print(f"loss = {loss.item()}")
    print(f"accuracy = {right.float().mean().item()}")
    for moment in history:
        for name, norm in moment.items():
            print(f"{name} = {norm}")


def tell(call, model):
    """The norms of a network's parameters and gradients after a call, by name."""
    norms = {}
    for name, parameter in model.named_parameters():
        norms[f"{call}: norm of {name}"] = parameter.norm().item()
        if parameter.grad is not None:
            norms[f"{call}: gradient of {name}"] = parameter.grad.norm().item()
    return norms
