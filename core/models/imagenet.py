"""Networks that were trained on ImageNet, untrained or with these weights.

To add a network, write one `Shipped` or one `Published` in `PRETRAINED`.
"""

from torch import nn

from core.models.efficientnet import (
    EfficientNetLite0,
    efficientnet_lite0_with_head,
    trained_efficientnet_lite0,
    untrained_efficientnet_lite0,
)
from core.models.pretrained import Published, Shipped
from core.registry import Registry

IMAGENET_MEAN, IMAGENET_DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
"""Of red, green and blue in the training pictures of ImageNet, as PyTorch's networks take them."""


def build_resnet18() -> nn.Module:
    """ResNet-18 as torchvision makes it."""
    from torchvision.models import resnet18  # takes a second, which the other networks save

    return resnet18()


def trained_resnet18():
    """ResNet-18 as it was trained on ImageNet, ready to look into."""
    from torchvision.models import ResNet18_Weights, resnet18

    return resnet18(weights=ResNet18_Weights.IMAGENET1K_V1).eval().requires_grad_(False)


def untrained_resnet18():
    """ResNet-18 with random weights, ready to look into."""
    from torchvision.models import resnet18

    return resnet18().eval().requires_grad_(False)


def resnet18_with_head(model, head):
    """ResNet-18 with another head in place of its last layer, which takes 512 numbers."""
    model.fc = head
    return model


def build_squeezenet() -> nn.Module:
    """SqueezeNet 1.1 as torchvision makes it."""
    from torchvision.models import squeezenet1_1

    return squeezenet1_1()


def trained_squeezenet():
    """SqueezeNet 1.1 as it was trained on ImageNet, ready to look into."""
    from safetensors.torch import load_file
    from torchvision.models import squeezenet1_1

    model = squeezenet1_1()
    model.load_state_dict(load_file("squeezenet-1.1.safetensors"))
    return model.eval().requires_grad_(False)


def untrained_squeezenet():
    """SqueezeNet 1.1 with random weights, ready to look into."""
    from torchvision.models import squeezenet1_1

    return squeezenet1_1().eval().requires_grad_(False)


def squeezenet_with_head(model, head):
    """SqueezeNet with another head, which takes the means of its last 512 maps."""
    model.classifier = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), head)
    return model


def imagenet_classes():
    """The names of the thousand classes of ImageNet."""
    from torchvision.models import ResNet18_Weights

    return ResNet18_Weights.IMAGENET1K_V1.meta["categories"]


PRETRAINED = Registry(
    "pre-trained network",
    {
        "ResNet-18": Published(
            build_resnet18,
            note="For photographs of a thousand kinds of things (He, Zhang, Ren and Sun 2015).",
            url="https://download.pytorch.org/models/resnet18-f37072fd.pth",
            # begins as the file's name says
            sha256="f37072fd47e89c5e827621c5baffa7500819f7896bbacec160b1a16c560e07ec",
            size=46_830_571,
            classes=imagenet_classes,
            load=trained_resnet18,
            draw=untrained_resnet18,
            mean=IMAGENET_MEAN,
            deviation=IMAGENET_DEVIATION,
            side=224,
            shorter=256,
            dataset="CIFAR-10",  # those of ImageNet are not free
            stages={
                "stem": ("conv1", "bn1"),
                **{name: (name,) for name in ("layer1", "layer2", "layer3", "layer4")},
            },
            features=512,
            with_head=resnet18_with_head,
        ),
        "EfficientNet-Lite0": Shipped(
            EfficientNetLite0,
            note="The most accurate here, and small: most of its convolutions look at one channel "
            "each (Tan and Le 2019, made lighter).",
            file="efficientnet-lite0.safetensors",
            classes=imagenet_classes,
            load=trained_efficientnet_lite0,
            draw=untrained_efficientnet_lite0,
            mean=(127 / 255,) * 3,  # it learned from (x - 127) / 128
            deviation=(128 / 255,) * 3,
            side=224,
            shorter=256,
            dataset="Clip art",
            stages={
                "stem": ("stem", "stem_norm"),
                **{f"stage {number}": (f"stages.{number - 1}",) for number in range(1, 8)},
                "last convolution": ("head", "head_norm"),
            },
            features=1280,
            with_head=efficientnet_lite0_with_head,
        ),
        "SqueezeNet 1.1": Shipped(
            build_squeezenet,
            note="Made to be small: 1.2 million weights and no batch norm (Iandola et al. 2016).",
            file="squeezenet-1.1.safetensors",
            classes=imagenet_classes,
            load=trained_squeezenet,
            draw=untrained_squeezenet,
            mean=tuple(byte / 255 for byte in (123.68, 116.779, 103.939)),
            deviation=IMAGENET_DEVIATION,
            side=227,
            shorter=256,
            dataset="Clip art",
            stages={
                "stem": ("features.0",),
                "fire 2-3": ("features.3", "features.4"),
                "fire 4-5": ("features.6", "features.7"),
                "fire 6-9": tuple(f"features.{index}" for index in range(9, 13)),
            },
            features=512,
            with_head=squeezenet_with_head,
        ),
    },
)
"""Networks that were trained on ImageNet, by name."""
