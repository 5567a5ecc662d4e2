"""The networks that PyTorch beginners meet, one class each; its source is the code that readers
see.

A network takes pictures (N, C, H, W) that are normalised as its data set says, and returns what its
loss expects: (N, classes) logits for CrossEntropyLoss, log-probabilities for NLLLoss. No dropout:
it draws from the global generator, which the sessions of a server share.
"""

from torch import nn
from torch.nn import functional as F


class MLP(nn.Module):
    """784-128-10, as in the "quickstart for beginners" of TensorFlow and its many PyTorch
    versions.
    """

    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(28 * 28, 128)
        self.output = nn.Linear(128, 10)

    def forward(self, x):
        x = x.flatten(1)  # (N, 784)
        x = F.relu(self.hidden(x))  # (N, 128)
        return self.output(x)  # (N, 10)


class DeepMLP(nn.Module):
    """784-512-128-10: the PyTorch quickstart's network of two hidden layers (512 and 512), the
    second one smaller.
    """

    def __init__(self):
        super().__init__()
        self.hidden1 = nn.Linear(28 * 28, 512)
        self.hidden2 = nn.Linear(512, 128)
        self.output = nn.Linear(128, 10)

    def forward(self, x):
        x = x.flatten(1)  # (N, 784)
        x = F.relu(self.hidden1(x))  # (N, 512)
        x = F.relu(self.hidden2(x))  # (N, 128)
        return self.output(x)  # (N, 10)


class LogSoftmaxMLP(nn.Module):
    """784-128-64-10 with log-softmax, for NLLLoss; from Udacity's "Introduction to deep learning
    with PyTorch".
    """

    def __init__(self):
        super().__init__()
        self.hidden1 = nn.Linear(28 * 28, 128)
        self.hidden2 = nn.Linear(128, 64)
        self.output = nn.Linear(64, 10)

    def forward(self, x):
        x = x.flatten(1)  # (N, 784)
        x = F.relu(self.hidden1(x))  # (N, 128)
        x = F.relu(self.hidden2(x))  # (N, 64)
        return F.log_softmax(self.output(x), dim=1)  # (N, 10)


class CNN(nn.Module):
    """Two convolutions, 16 and 32 channels, as in the CNN of yunjey/pytorch-tutorial but 3x3 and no
    batch norm.

    ReLU comes after pooling: the result is the same, since the larger of two numbers stays the
    larger, and there are four times fewer numbers to go through.
    """

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 16, kernel_size=3, padding=1)
        self.conv2 = nn.Conv2d(16, 32, kernel_size=3, padding=1)
        self.output = nn.Linear(32 * 7 * 7, 10)

    def forward(self, x):
        x = F.relu(F.max_pool2d(self.conv1(x), 2))  # (N, 16, 14, 14)
        x = F.relu(F.max_pool2d(self.conv2(x), 2))  # (N, 32, 7, 7)
        return self.output(x.flatten(1))  # (N, 10)


class LeNet(nn.Module):
    """LeNet-5 (LeCun, Bottou, Bengio, Haffner 1998) as the PyTorch tutorial "Neural Networks" has
    it: ReLU, max pool.

    The tutorial's pictures are 32 x 32; padding makes the 28 x 28 digits as large.
    """

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, kernel_size=5, padding=2)
        self.conv2 = nn.Conv2d(6, 16, kernel_size=5)
        self.hidden1 = nn.Linear(16 * 5 * 5, 120)
        self.hidden2 = nn.Linear(120, 84)
        self.output = nn.Linear(84, 10)

    def forward(self, x):
        x = F.relu(F.max_pool2d(self.conv1(x), 2))  # (N, 6, 14, 14)
        x = F.relu(F.max_pool2d(self.conv2(x), 2))  # (N, 16, 5, 5)
        x = F.relu(self.hidden1(x.flatten(1)))  # (N, 120)
        x = F.relu(self.hidden2(x))  # (N, 84)
        return self.output(x)  # (N, 10)


class DigitNet(nn.Module):
    """Our own, for drawings: five convolutions with batch norm, 195,000 weights, about 1 ms a digit
    on one core.

    The plan is that of VGG (Simonyan and Zisserman 2014), small; batch norm as Ioffe and Szegedy
    (2015) have it. The first convolution takes every second pixel: most of the work of such a net
    is done before the size is first halved.
    """

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(
            1, 32, kernel_size=5, stride=2, padding=2, bias=False
        )  # the norm has a bias
        self.norm1 = nn.BatchNorm2d(32)
        self.conv2 = nn.Conv2d(32, 32, kernel_size=3, padding=1, bias=False)
        self.norm2 = nn.BatchNorm2d(32)
        self.conv3 = nn.Conv2d(32, 80, kernel_size=3, padding=1, bias=False)
        self.norm3 = nn.BatchNorm2d(80)
        self.conv4 = nn.Conv2d(80, 80, kernel_size=3, padding=1, bias=False)
        self.norm4 = nn.BatchNorm2d(80)
        self.conv5 = nn.Conv2d(80, 128, kernel_size=3, padding=1, bias=False)
        self.norm5 = nn.BatchNorm2d(128)
        self.output = nn.Linear(128 * 3 * 3, 10)

    def forward(self, x):
        x = F.relu(self.norm1(self.conv1(x)))  # (N, 32, 14, 14)
        x = F.relu(self.norm2(self.conv2(x)))  # (N, 32, 14, 14)
        x = F.relu(F.max_pool2d(self.norm3(self.conv3(x)), 2))  # (N, 80, 7, 7)
        x = F.relu(self.norm4(self.conv4(x)))  # (N, 80, 7, 7)
        x = F.relu(F.max_pool2d(self.norm5(self.conv5(x)), 2))  # (N, 128, 3, 3)
        return self.output(x.flatten(1))  # (N, 10)


class SimpleCNN(nn.Module):
    """The usual first network for CIFAR-10: 3x3 convolutions with 32 and 64 channels, then 128
    units, then 10.
    """

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 32, kernel_size=3, padding=1)
        self.conv2 = nn.Conv2d(32, 64, kernel_size=3, padding=1)
        self.hidden = nn.Linear(64 * 8 * 8, 128)
        self.output = nn.Linear(128, 10)

    def forward(self, x):
        x = F.relu(F.max_pool2d(self.conv1(x), 2))  # (N, 32, 16, 16)
        x = F.relu(F.max_pool2d(self.conv2(x), 2))  # (N, 64, 8, 8)
        x = F.relu(self.hidden(x.flatten(1)))  # (N, 128)
        return self.output(x)  # (N, 10)
