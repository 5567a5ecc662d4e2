"""The convolution page as data: what a reader can set, the presets, the numbers on the screen, the code for them."""

from dataclasses import dataclass

from core.registry import Options, Range, setting
from core.snippet import Twin, join
from core.topics import Preset
from core.vision import inputs
from core.vision.filtering import AFTER, Filtered, Filtering, result
from core.vision.inputs import Input
from core.vision.kernels import KERNELS, YOURS

VIEWS = ("kernels",)
SHOWN = ("automatic", "as it is", "signed", "stretched", "size")


@dataclass(frozen=True)
class State(Input, Filtering):
    """Everything a reader can set on the convolution page."""

    view: str = setting(Options(VIEWS, "kernels"))
    shown: str = setting(Options(SHOWN, "automatic", note="How numbers become light in the output."))
    row: int = setting(Range(0, 511, 90, 1))
    column: int = setting(Range(0, 511, 70, 1))

    @property
    def input(self) -> Input:
        return Input(**{name: getattr(self, name) for name, _ in Input.specs()})

    @property
    def filtering(self) -> Filtering:
        return Filtering(**{name: getattr(self, name) for name, _ in Filtering.specs()})


def found(state: State) -> Filtered:
    """The picture of a state under its kernel."""
    return result(state.input, state.filtering)


def cell(state: State, height: int, width: int) -> tuple[int, int]:
    """Row and column of the chosen output pixel; the last ones where the output is smaller."""
    return min(state.row, height - 1), min(state.column, width - 1)


def headline(state: State) -> dict[str, float]:
    """The numbers of the view, by the names under which the code prints them."""
    y = found(state).output
    row, column = cell(state, *y.shape[1:])
    values = {f"row {row}, column {column}{name}": float(part[row, column])
              for name, part in zip(channels(len(y)), y, strict=True)}
    return {"smallest": float(y.min()), "largest": float(y.max()), "mean": float(y.double().mean())} | values


def channels(count: int) -> tuple[str, ...]:
    """What is added to a number's name for each of one or three channels."""
    return ("",) if count == 1 else (", red", ", green", ", blue")


def twin(state: State) -> Twin:
    """The code that prints the view's numbers."""
    return _filtering(state)


def _filtering(state: State) -> Twin:
    done = found(state)
    count, (height, width) = len(done.picture), done.kernel.shape
    row, column = cell(state, *done.output.shape[1:])
    own = "" if state.after.name == "Identity" else f"    y = {state.after}.eval()(y)\n"
    rows = ",\n".join(f"    [{', '.join(f'{weight:.6g}' for weight in line)}]" for line in done.kernel.tolist())
    names = ", ".join(repr(name) for name in channels(count))
    text = join(
        '"""A kernel over picture.png, which lies beside this file."""\n\n'
        "import torch\nfrom torch import nn\nfrom torchvision.datasets.folder import default_loader\n"
        "from torchvision.transforms.functional import pil_to_tensor",
        f'''x = pil_to_tensor(default_loader("picture.png"))[None, :{count}] / 255  # (1, {count}, H, W)
x = x.to(memory_format=torch.channels_last)  # faster where each channel has a kernel of its own
kernel = torch.tensor([
{rows},
])''',
        f'''conv = nn.Conv2d({count}, {count}, kernel_size=({height}, {width}), stride={state.stride}, \
padding={state.padding}, dilation={state.dilation},
                 groups={count}, padding_mode={state.padding_mode!r})
with torch.no_grad():
    conv.weight.copy_(kernel)  # the same for each channel
    conv.bias.fill_({state.bias!r})
    y = conv(x)
{own}''',
        f'''print(f"smallest = {{y.min().item()!r}}")
print(f"largest = {{y.max().item()!r}}")
print(f"mean = {{y.double().mean().item()!r}}")
for channel, name in enumerate([{names}]):
    print(f"row {row}, column {column}{{name}} = {{y[0, channel, {row}, {column}].item()!r}}")''',
    )
    return Twin(text, {"picture.png": inputs.png(done.picture)})


def _kernel(name: str, **arguments):
    return KERNELS.pick(name, **arguments)


PRESETS = (
    Preset("Edges", "Sobel takes the left neighbours from the right ones: upright edges light up, level ones vanish.",
           State()),
    Preset("Soft focus", "A Gaussian is a mean in which near pixels count more. Raise sigma and the size with it.",
           State(picture="sunflower", kernel=_kernel("Gaussian blur", size=7, sigma=2.0), padding=3,
                 padding_mode="reflect")),
    Preset("A corner of light", "Emboss: differences along the diagonal, on top of the picture itself.",
           State(picture="balls", kernel="Emboss", colour=False)),
    Preset("What a network learned", "Nobody designed this filter: LeNet found it while it learned to read digits.",
           State(source="test digit", index=0, kernel="LeNet", padding=2, after=AFTER.pick("ReLU"))),
    Preset("Only every third", "A stride of 3: the output is a third as wide, and fine rings turn into false ones.",
           State(picture="chart", kernel="Identity", stride=3, colour=False)),
    Preset("Your own", "Change any number of the grid: the picture follows.",
           State(picture="balls", kernel=YOURS, grid="0_-1_0~-1_5_-1~0_-1_0")),
)
