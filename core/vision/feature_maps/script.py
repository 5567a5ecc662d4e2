"""The code of the feature maps page: plain PyTorch for each view, which reads the picture and the
weights beside it.
"""

import re

import torch
from torch.overrides import TorchFunctionMode

from core.data.inputs import png
from core.models.zoo import initialise
from core.script import Script, join, source
from core.training import store
from core.vision.feature_maps import attribution, units
from core.vision.feature_maps import state as page
from core.vision.feature_maps.subjects import SEED, Subject, subject


class Watch(TorchFunctionMode):
    """Keeps what each function of a network gives, in turn; `edit` may change it on its way."""

    def __init__(self, edit=lambda place, output: output):
        super().__init__()
        self.edit, self.outputs = edit, []

    def __torch_function__(self, function, types, args=(), kwargs=None):
        output = function(*args, **(kwargs or {}))
        if isinstance(output, torch.Tensor):
            output = self.edit(len(self.outputs), output)
            self.outputs.append(output)
        return output


def write_script(state: page.State) -> Script:
    """The script of a state: the parts it is made of, what makes the network and its input, the
    lines of the view.
    """
    one = subject(state.network, state.weights)
    parts, lines = {"network": _network, "map": _map, "likes": _likes, "why": _why, "off": _off}[
        state.view
    ](state)
    pictured = state.view != "likes"
    body = join(*_own(one), *parts, _model(one) + _input(one, pictured), *lines)
    files = {"input.png": png(page.prepared(state))} if pictured else {}
    if state.weights == "trained" and one.task != "imagenet":
        files["model.safetensors"] = store.path(state.network).read_bytes()
    title = TITLES[state.view].format(
        name=state.network + " with random weights" * (state.weights == "random")
    )
    return Script(join(f'"""{title}"""\n\n{_imports(body)}', body), files)


TITLES = {
    "network": "What {name} makes of input.png, layer by layer.",
    "map": "Where one map of {name} comes from: a sum over the maps before it.",
    "likes": "A picture that excites one unit of {name}, made from noise.",
    "why": "Why {name} gives its answer for input.png.",
    "off": "{name} with some of its units switched off.",
}

IMPORTS = (  # what is imported, in which line
    ("math", "import math"),
    ("", ""),
    ("torch", "import torch"),
    ("load_file", "from safetensors.torch import load_file"),
    ("Tensor", "from torch import Tensor"),
    ("nn", "from torch import nn"),
    ("F", "from torch.nn import functional as F"),
    ("TorchFunctionMode", "from torch.overrides import TorchFunctionMode"),
    ("default_loader", "from torchvision.datasets.folder import default_loader"),
    ("ResNet18_Weights", "from torchvision.models import ResNet18_Weights"),
    ("resnet18", "from torchvision.models import resnet18"),
    ("pil_to_tensor", "from torchvision.transforms.functional import pil_to_tensor"),
)


def _imports(body: str) -> str:
    """The imports that a text needs, those from one module in one line."""
    lines = "\n".join(line for name, line in IMPORTS if re.search(rf"(?<![\w.]){name}(?!\w)", body))
    return re.sub(r"(from (\S+) import \w+)\nfrom \2 import (\w+)", r"\1, \3", lines)


def _own(one: Subject) -> list[str]:
    """The classes and functions that make the network."""
    if one.task == "imagenet":
        return [source(initialise)] if one.weights == "random" else []
    return [source(type(one.model))]


def _model(one: Subject) -> str:
    if one.task == "imagenet" and one.weights == "trained":
        return (
            "model = "
            "resnet18(weights=ResNet18_Weights.IMAGENET1K_V1).eval().requires_grad_(False)\n"
        )
    if one.task == "imagenet":
        return RANDOM_RESNET
    if one.weights == "random":
        return f"torch.manual_seed({SEED})\nmodel = {one.code}.eval().requires_grad_(False)\n"
    return (
        f'model = {one.code}\nmodel.load_state_dict(load_file("model.safetensors"))\n'
        "model.eval().requires_grad_(False)\n"
    )


RANDOM_RESNET = f"""model, generator = resnet18(), torch.Generator().manual_seed({SEED})
initialise(model, generator)
for layer in model.modules():
    if isinstance(layer, nn.Conv2d):
        nn.init.kaiming_normal_(layer.weight, mode="fan_out", nonlinearity="relu", generator=generator)
model.eval().requires_grad_(False)
"""


def _input(one: Subject, pictured: bool) -> str:
    """The lines that make `x`."""
    lines = [
        f"{name} = torch.tensor({list(values)}).view(-1, 1, 1)"
        for name, values in (("mean", one.mean), ("deviation", one.deviation))
    ]
    if pictured:
        lines += [
            "picture = "
            f'pil_to_tensor(default_loader("input.png"))[:{one.shape[0]}].contiguous() / 255',
            f"x = ((picture - mean) / deviation)[None]  # {(1, *one.shape)}",
        ]
    return "\n".join(lines)


RUN = """watch = Watch()
with torch.inference_mode(), watch:
    scores = model(x)
"""


def _classes(one: Subject) -> str:
    names = (
        'ResNet18_Weights.IMAGENET1K_V1.meta["categories"]'
        if one.task == "imagenet"
        else repr(list(one.classes))
    )
    return f"classes = {names}\n"


def _shares(one: Subject, values: str = "probabilities", suffix: str = "", by: str = "") -> str:
    """The lines that print the probabilities of all classes, or of the five largest of `by`."""
    which = (
        f"range({len(one.classes)})"
        if len(one.classes) <= 10
        else f"{by or values}.topk(5).indices.tolist()"
    )
    return (
        f"for place in {which}:\n"
        f'    print(f"p({{classes[place]}}){suffix} = {{{values}[place].item()!r}}")\n'
    )


def _network(state: page.State) -> tuple[list[str], list[str]]:
    one, found = subject(state.network, state.weights), page.seen(state)
    places = {layer.name: layer.end - 1 for layer in found.layers()[1:]}
    return [source(Watch)], [
        f"""{RUN}ends = {places}  # which function each layer ends with
for name, place in ends.items():
    print(f"largest of {{name}} = {{watch.outputs[place].max().item()!r}}")

{_classes(one)}probabilities = scores[0].softmax(0)
{_shares(one)}"""
    ]


USUAL = {"stride": (1, 1), "padding": (0, 0), "dilation": (1, 1)}


def _map(state: page.State) -> tuple[list[str], list[str]]:
    found = page.seen(state)
    name, number = page.layer(state, found), page.unit(state, found)
    place = found.place(name)
    stage, before = found.stages[place], found.stages[place].inputs[0]
    taken = (
        "x[0]"
        if before == 0
        else f"watch.outputs[{before - 1}][0]  # from {found.stages[before].name}"
    )
    if stage.kind == "linear":
        parts = f"parts = layer.weight[{number}] * before  # each number before it times its weight"
    else:
        given = {
            key: stage.options[key] for key, usual in USUAL.items() if stage.options[key] != usual
        }
        options = "".join(f", {key}={value}" for key, value in given.items())
        parts = (
            f"kernels = layer.weight[{number}]  # {tuple(stage.weight[0].shape)}: one for "
            "each map before it\nparts = F.conv2d(before, kernels[:, None], "
            f"groups=len(kernels){options})"
        )
    last = found.chain(name)[-1]
    return [source(Watch)], [
        f"""{RUN}
layer = model.get_submodule({name!r})
before = {taken}
{parts}
bias = 0.0 if layer.bias is None else layer.bias[{number}].item()
total = parts.sum({"0" * (stage.kind != "linear")}) + bias
assert torch.allclose(total, watch.outputs[{place - 1}][0, {number}], rtol=1e-3, atol=1e-3)  # the layer's own
end = watch.outputs[{last - 1}][0, {number}]  # after all that the layer does to the sum

print(f"bias = {{bias!r}}")
print(f"largest part = {{parts.max().item()!r}}")
print(f"largest of the sum = {{total.max().item()!r}}")
print(f"largest of the map = {{end.max().item()!r}}")
print(f"mean of the map = {{end.mean().item()!r}}")
"""
    ]


def _likes(state: page.State) -> tuple[list[str], list[str]]:
    one, found = subject(state.network, state.weights), page.anatomy(state.network, state.weights)
    name = page.layer(state, found)
    place = found.place(found.before_activation(name).name)
    excited = f'''def excited(picture):
    """The mean of the map of unit {state.unit} of {name}, before the activation."""
    x = (picture - mean) / deviation
    with Watch() as watch:
        model(x)
    return watch.outputs[{place - 1}][0, {state.unit}].mean()'''
    blur = (
        f"        if step < {0.75 * state.steps:g}:\n            picture.copy_(blurred(picture, "
        f"{state.blur}))\n"
    )
    shape = ", ".join(map(str, one.shape))
    return [source(Watch), *([source(units.blurred)] if state.blur else [])], [
        excited,
        f"""\
generator = torch.Generator().manual_seed({state.seed})
picture = (0.5 + 0.1 * torch.randn(1, {shape}, generator=generator)).clamp(0, 1).requires_grad_()
optimizer = torch.optim.Adam([picture], lr={state.lr})
print(f"noise = {{excited(picture).item()!r}}")
for step in range({state.steps}):
    shift = torch.randint({-state.jitter}, {state.jitter + 1}, (2,), generator=generator).tolist()
    value = excited(picture.roll(shift, (2, 3)))
    edges = picture.diff(dim=2).abs().mean() + picture.diff(dim=3).abs().mean()
    loss = {state.variation} * edges - value / (1 + value.abs()).detach()
    (picture.grad,) = torch.autograd.grad(loss, picture)
    optimizer.step()
    with torch.no_grad():
{blur * bool(state.blur)}        picture.clamp_(0, 1)
print(f"after {state.steps} steps = {{excited(picture).item()!r}}")
""",
    ]


METHODS = {
    "guided backpropagation": (
        attribution.GuidedReLU,
        attribution.Guided,
        attribution.guided_backpropagation,
    ),
    "Grad-CAM": (Watch, attribution.grad_cam),
}
"""What a method is made of where it is more than its own function."""


def _why(state: page.State) -> tuple[list[str], list[str]]:
    found = page.seen(state)
    name, aim = page.layer(state, found), page.target(state, found)
    picks = [pick for pick in state.methods if pick.name in page.usable(state, found)]
    parts = [part for pick in picks for part in METHODS.get(pick.name, (pick.choice.build,))]
    calls = "".join(_call(pick) for pick in picks if pick.name != "Grad-CAM")
    if "Grad-CAM" in page.usable(state, found):
        calls += GRAD_CAM.format(name=name, place=found.chain(name)[-1] - 1)
    own = [
        f"AT_ONCE = {attribution.AT_ONCE}  # pictures",
        source(attribution.gradients),
        *map(source, parts),
        source(attribution.rise),
    ]
    return own, [
        f"""target = {aim}
black = ((torch.zeros_like(picture) - mean) / deviation)[None]
with torch.inference_mode():
    print(f"score = {{model(x)[0, target].item()!r}}")
print(f"rise of the score from black = {{rise(model, x, black, target)!r}}")

found = {{}}
{calls}for name, values in found.items():
    print(f"{{name}}, sum = {{values[0].sum().item()!r}}")
"""
    ]


GRAD_CAM = """seen = x.clone().requires_grad_()
with Watch() as watch:
    scores = model(seen)
maps = watch.outputs[{place}]  # of {name}
found["Grad-CAM"] = grad_cam(scores[0, target], maps, x.shape[2:])
"""


def _call(pick) -> str:
    arguments = "".join(f", {key}={value!r}" for key, value in pick.arguments)
    return (
        f"found[{pick.name!r}] = {pick.choice.build.__name__}(model, x, black, target{arguments})\n"
    )


def _off(state: page.State) -> tuple[list[str], list[str]]:
    one, found = subject(state.network, state.weights), page.seen(state)
    places = {
        found.place(name) - 1: numbers for name, numbers in page.ends_off(state, found).items()
    }
    edit = f"""off = {places}  # the units, by the function with which their layer ends


def edit(place, output):
    return switched_off(output, off[place], {state.manner!r}) if place in off else output"""
    lines = f"""with torch.inference_mode():
    before = model(x)[0].softmax(0)
    with Watch(edit):
        scores = model(x)
    after = scores[0].softmax(0)

{_classes(one)}{_shares(one, "before", " before")}{_shares(one, "after", " after", "before")}"""
    return [f"MANNERS = {units.MANNERS}", source(Watch), source(units.switched_off)], [edit, lines]
