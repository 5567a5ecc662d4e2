"""EfficientNet-Lite0 in plain PyTorch; its source is the code that readers see.

EfficientNet-B0 (Tan and Le 2019) as TensorFlow's TPU project made it lighter: no
squeeze-and-excitation, and ReLU6 in place of SiLU. Pictures (N, 3, H, W) to (N, 1000) scores, where
H and W are multiples of 32.
"""

from safetensors.torch import load_file
from torch import nn
from torch.nn import functional as F


def norm(channels):
    """Batch norm with TensorFlow's epsilon."""
    return nn.BatchNorm2d(channels, eps=1e-3)


def padded(x, conv):
    """The input of a convolution that halves its size, padded as TensorFlow does it: a row and a
    column more at the end than at the start.
    """
    if conv.stride == (1, 1):
        return x  # the convolution pads by itself
    start = (conv.kernel_size[0] - 2) // 2
    return F.pad(x, (start, start + 1, start, start + 1))


class InvertedResidual(nn.Module):
    """More channels by a 1x1 convolution, a convolution in each channel alone, then fewer channels
    (Sandler et al. 2018). Where size and channels stay, the input is added.
    """

    def __init__(self, inputs, outputs, kernel, stride, expansion):
        super().__init__()
        hidden = inputs * expansion
        self.expand = None
        if expansion > 1:
            self.expand = nn.Conv2d(inputs, hidden, kernel_size=1, bias=False)
            self.expand_norm = norm(hidden)
        padding = kernel // 2 if stride == 1 else 0
        self.depthwise = nn.Conv2d(
            hidden, hidden, kernel, stride, padding, groups=hidden, bias=False
        )
        self.depthwise_norm = norm(hidden)
        self.project = nn.Conv2d(hidden, outputs, kernel_size=1, bias=False)
        self.project_norm = norm(outputs)
        self.adds = stride == 1 and inputs == outputs

    def forward(self, x):
        y = x
        if self.expand is not None:
            y = F.relu6(self.expand_norm(self.expand(y)))
        y = F.relu6(self.depthwise_norm(self.depthwise(padded(y, self.depthwise))))
        y = self.project_norm(self.project(y))
        return x + y if self.adds else y


class EfficientNetLite0(nn.Module):
    """A convolution, seven stages of inverted residuals, a 1x1 convolution, and a linear layer."""

    def __init__(self, classes=1000):
        super().__init__()
        plan = (  # expansion, channels, kernel, stride and blocks of each stage
            (1, 16, 3, 1, 1),
            (6, 24, 3, 2, 2),
            (6, 40, 5, 2, 2),
            (6, 80, 3, 2, 3),
            (6, 112, 5, 1, 3),
            (6, 192, 5, 2, 4),
            (6, 320, 3, 1, 1),
        )
        self.stem = nn.Conv2d(3, 32, kernel_size=3, stride=2, bias=False)
        self.stem_norm = norm(32)
        stages, inputs = [], 32
        for expansion, outputs, kernel, stride, count in plan:
            blocks = [InvertedResidual(inputs, outputs, kernel, stride, expansion)]
            for _ in range(count - 1):
                blocks.append(InvertedResidual(outputs, outputs, kernel, 1, expansion))
            stages.append(nn.Sequential(*blocks))
            inputs = outputs
        self.stages = nn.Sequential(*stages)
        self.head = nn.Conv2d(320, 1280, kernel_size=1, bias=False)
        self.head_norm = norm(1280)
        self.classifier = nn.Linear(1280, classes)

    def forward(self, x):
        x = F.relu6(self.stem_norm(self.stem(padded(x, self.stem))))  # (N, 32, 112, 112)
        x = self.stages(x)  # (N, 320, 7, 7)
        x = F.relu6(self.head_norm(self.head(x)))  # (N, 1280, 7, 7)
        x = F.adaptive_avg_pool2d(x, 1).flatten(1)  # (N, 1280)
        return self.classifier(x)  # (N, classes)


def trained_efficientnet_lite0():
    """EfficientNet-Lite0 as it was trained on ImageNet, ready to look into."""
    model = EfficientNetLite0()
    model.load_state_dict(load_file("efficientnet-lite0.safetensors"))
    return model.eval().requires_grad_(False)


def untrained_efficientnet_lite0():
    """EfficientNet-Lite0 with random weights, ready to look into."""
    return EfficientNetLite0().eval().requires_grad_(False)


def efficientnet_lite0_with_head(model, head):
    """EfficientNet-Lite0 with another head, which takes 1,280 numbers."""
    model.classifier = head
    return model
