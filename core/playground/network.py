"""From settings to a network of torch: an `nn.Sequential` whose first weights a generator draws."""

import torch
from torch import Tensor, nn

from core.catalogue.initialisations import fill
from core.models.seeding import DrawFrom
from core.playground.data import classes_of
from core.playground.layers import Layer, read_layers
from core.playground.losses import head_of, outputs_for
from core.playground.settings import PLAYGROUND_ACTIVATIONS, Settings
from core.registry import Pick


class SeededDropout(nn.Dropout):
    """Dropout that draws from a generator of its own: with the same seed, the same numbers as
    `nn.Dropout` draws from the global one.
    """

    def __init__(self, p: float, generator: torch.Generator):
        super().__init__(p)
        self.generator = generator

    def forward(self, input: Tensor) -> Tensor:
        """Any shape to the same."""
        if not self.training or not self.p:
            return input
        noise = torch.empty_like(input).bernoulli_(1 - self.p, generator=self.generator)
        return input * noise.div_(1 - self.p)


def activation_of(settings: Settings, layer: Layer) -> Pick:
    """The activation of a layer: its own, or that of all layers."""
    if layer.activation:
        return PLAYGROUND_ACTIVATIONS.pick(layer.activation)
    return settings.activation


def has_usual_start(settings: Settings) -> bool:
    """Whether the first weights are those that torch's layers give themselves."""
    spec = dict(Settings.specs())["initialisation"]
    return settings.initialisation == spec.default


def build(settings: Settings, generator: torch.Generator) -> nn.Sequential:
    """The network with its first weights.

    The generator draws what `torch.manual_seed` with its seed would have torch draw.

    Raises:
        ValueError: the loss is not for these data.
    """
    classes = classes_of(settings.data)
    head, modules, width = head_of(settings.loss, classes), [], len(settings.features)
    with DrawFrom(generator):
        for layer in read_layers(settings.hidden):
            modules.append(nn.Linear(width, layer.width))
            modules += [nn.BatchNorm1d(layer.width)] if layer.norm else []
            modules.append(activation_of(settings, layer).build())
            modules.append(SeededDropout(layer.dropout, generator))
            width = layer.width
        modules.append(nn.Linear(width, outputs_for(classes)))
    modules.append(head.squash() if head.squash else nn.Identity())
    network = nn.Sequential(*modules)
    if not has_usual_start(settings):
        draw_first_weights(network, settings.initialisation, generator)
    return network


def draw_first_weights(network: nn.Sequential, pick: Pick, generator: torch.Generator) -> None:
    """Draws the weights of all linear layers, and sets their biases to 0."""
    for layer in linear_layers(network):
        fill(layer.weight, pick, generator)
        nn.init.zeros_(layer.bias)


def linear_layers(network: nn.Sequential) -> list[nn.Linear]:
    """The layers with weights, from the inputs on; the last makes the outputs."""
    return [module for module in network if isinstance(module, nn.Linear)]


def adapt(network: nn.Sequential, settings: Settings) -> None:
    """Sets what may change while the network is trained: dropout, frozen layers, and what the loss
    makes of the outputs.
    """
    layers = read_layers(settings.hidden)
    dropouts = [module for module in network if isinstance(module, SeededDropout)]
    for dropout, layer in zip(dropouts, layers, strict=True):
        dropout.p = layer.dropout
    blocks = _blocks(network)
    for block, layer in zip(blocks, layers, strict=True):
        for parameter in (p for module in block for p in module.parameters()):
            parameter.requires_grad_(not layer.frozen)
            parameter.grad = None if layer.frozen else parameter.grad
    head = head_of(settings.loss, classes_of(settings.data))
    network[-1] = head.squash() if head.squash else nn.Identity()


def _blocks(network: nn.Sequential) -> list[list[nn.Module]]:
    """The modules of each hidden layer."""
    blocks: list[list[nn.Module]] = []
    for module in list(network)[:-2]:
        if isinstance(module, nn.Linear):
            blocks.append([])
        blocks[-1].append(module)
    return blocks


def weights_of(network: nn.Sequential) -> list[Tensor]:
    """The weights and biases of the linear layers, in order."""
    return [tensor for layer in linear_layers(network) for tensor in (layer.weight, layer.bias)]


def is_idle(module: nn.Module) -> bool:
    """Whether it hands on what it is given, always."""
    return isinstance(module, nn.Identity) or (isinstance(module, SeededDropout) and not module.p)


def as_tested(module: nn.Module, x: Tensor) -> Tensor:
    """What a module makes of x (N, F) outside of training, whatever its mode is: a batch norm takes
    the statistics that it has gathered, and dropout leaves nothing out.
    """
    if isinstance(module, SeededDropout):
        return x
    if not isinstance(module, nn.BatchNorm1d):
        return module(x)
    return nn.functional.batch_norm(
        x, module.running_mean, module.running_var, module.weight, module.bias, eps=module.eps
    )
