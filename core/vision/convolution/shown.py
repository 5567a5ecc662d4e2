"""What the scripts of the convolution page do, a function a view: this is the code readers see.

Each prints the numbers of its view, one a line. The files it reads lie beside the script.
"""

import torch
from PIL import Image
from torch import nn
from torch.nn import functional as F


def read_picture(path):
    """The pixels of a picture, (C, H, W) in [0, 1]; C is 1 for greys."""
    image = Image.open(path)
    pixels = torch.frombuffer(bytearray(image.tobytes()), dtype=torch.uint8)
    return pixels.view(image.height, image.width, -1).permute(2, 0, 1) / 255


def set_weights(conv, kernel, bias):
    """The same kernel and bias for each channel."""
    with torch.no_grad():
        conv.weight.copy_(torch.tensor(kernel))
        conv.bias.fill_(bias)


def show_filter(kernel, bias, conv, model, row, column, colours):
    """A kernel over picture.png, which lies beside this file."""
    set_weights(conv, kernel, bias)
    x = read_picture("picture.png")[None]  # (1, C, H, W)
    x = x.to(memory_format=torch.channels_last)  # faster for one kernel per channel
    with torch.no_grad():
        y = model(x)
    print(f"smallest = {y.min():.9g}")
    print(f"largest = {y.max():.9g}")
    print(f"mean = {y.double().mean():.17g}")
    for colour, value in zip(colours, y[0, :, row, column], strict=True):
        print(f"row {row}, column {column}, {colour} = {value:.9g}")


def show_number(kernel, bias, conv, model, row, column, channel, padding, padding_mode):
    """One number of a convolution: the window under the kernel, the products, their sum."""
    set_weights(conv, kernel, bias)
    x = read_picture("picture.png")[None]  # (1, C, H, W)
    x = x.to(memory_format=torch.channels_last)  # faster for one kernel per channel
    with torch.no_grad():
        y = model(x)  # (1, C, H', W')
    padded = F.pad(x, (padding,) * 4, mode=padding_mode)
    windows = F.unfold(padded, conv.kernel_size, conv.dilation, stride=conv.stride)
    windows = windows.view(x.shape[1], -1, *y.shape[2:])  # (C, numbers in a window, H', W')
    products = windows[channel, :, row, column].view(conv.kernel_size) * torch.tensor(kernel)
    for i, line in enumerate(products):
        for j, product in enumerate(line):
            print(f"product {i}, {j} = {product:.9g}")
    print(f"their sum = {products.sum():.9g}")
    print(f"output = {y[0, channel, row, column]:.9g}")  # the sum, the bias, the activation


def show_colours(weights, bias, conv, model, row, column):
    """One filter over the red, green and blue of picture.png: three parts and a bias, added up."""
    set_weights(conv, weights, bias)  # a slice for each colour
    x = read_picture("picture.png")[None]  # (1, 3, H, W)
    geometry = {"stride": conv.stride, "padding": conv.padding, "dilation": conv.dilation}
    with torch.no_grad():
        for index, colour in enumerate(["red", "green", "blue"]):
            channel = slice(index, index + 1)
            part = F.conv2d(x[:, channel], conv.weight[:, channel], **geometry)
            print(f"{colour} = {part[0, 0, row, column]:.9g}")
        total, output = conv(x), model(x)
    print(f"bias = {bias}")
    print(f"sum = {total[0, 0, row, column]:.9g}")
    print(f"output = {output[0, 0, row, column]:.9g}")


def run_on_digits(conv, shape):
    """Input and output of a layer: digits from 0 to 9 in, whole numbers from -2 to 2 as weights."""
    index = torch.arange(torch.Size(shape).numel())
    x = ((7 * index + index * index // 3 + 3) % 10).float().view(shape)
    with torch.no_grad():
        weights = (2 * torch.arange(conv.weight.numel()) + 1) % 5 - 2
        conv.weight.copy_(weights.view_as(conv.weight))
        conv.bias.zero_()
        return x, conv(x)


def print_sizes(conv, y):
    """The size of the output, and how many parameters the layer has."""
    print(f"output channels = {y.shape[1]}")
    print(f"output size = {y.shape[2]}")
    print(f"weights = {conv.weight.numel()}")
    print(f"biases = {conv.bias.numel()}")
    print(f"sum of the output = {y.sum():.9g}")


def show_layer(conv, shape):
    """A convolution layer: the size of its output, its parameters, its cost."""
    _, y = run_on_digits(conv, shape)
    print_sizes(conv, y)
    # each number of the output is a sum over all weights of its channel
    print(f"multiply-adds = {y.numel() * conv.weight[0].numel()}")


def show_transposed_layer(conv, shape):
    """A transposed convolution layer: the size of its output, its parameters, its cost."""
    x, y = run_on_digits(conv, shape)
    print_sizes(conv, y)
    # each number of the input is multiplied by all weights of its channel
    print(f"multiply-adds = {x.numel() * conv.weight[0].numel()}")


def pool_picture(pool, row, column):
    """The pooled picture.png, with the gradient that comes back; returns the picture."""
    x = read_picture("picture.png")  # (1, H, W)
    x.requires_grad_()
    y = pool(x)
    y.sum().backward()  # every output counts the same
    print(f"rows = {y.shape[1]}")
    print(f"columns = {y.shape[2]}")
    print(f"row {row}, column {column} = {y[0, row, column]:.9g}")
    print(f"largest gradient = {x.grad.max():.9g}")
    return x


def show_pool(pool, row, column):
    """Pooling over picture.png, and the gradient that comes back."""
    pool_picture(pool, row, column)


def show_max_pool(pool, row, column):
    """Max pooling over picture.png, the gradient that comes back, and who won a window."""
    x = pool_picture(pool, row, column)
    pool.return_indices = True
    _, indices = pool(x)
    winner = indices[0, row, column]  # the index in the flattened picture
    print(f"row of the winner = {winner // x.shape[2]}")
    print(f"column of the winner = {winner % x.shape[2]}")


def show_channels_first(shape, index):
    """Maps become one row of numbers, one map after the other."""
    maps = read_picture("maps.png").view(shape)  # channels, rows, columns
    row = maps.flatten()
    print(f"numbers = {len(row)}")
    print(f"number {index} = {row[index]:.9g}")


def show_channels_last(shape, index):
    """Maps become one row of numbers, the channels of one cell after those of the other."""
    maps = read_picture("maps.png").view(shape)  # channels, rows, columns
    row = maps.permute(1, 2, 0).flatten()
    print(f"numbers = {len(row)}")
    print(f"number {index} = {row[index]:.9g}")


def show_receptive_fields(layers, side, large):
    """What a unit of each layer sees: where the gradient of the middle unit is not zero."""
    # pooling by the mean and weights of one sign keep every path open
    layers = layers.double()
    for parameter in layers.parameters():
        nn.init.constant_(parameter, 0.1)
    y = torch.ones(1, 1, side, side, dtype=torch.float64)
    x = torch.ones(1, 1, large, large, dtype=torch.float64, requires_grad=True)
    z = x  # so large that no edge cuts off what the middle unit sees
    for depth, layer in enumerate(layers, 1):
        y, z = layer(y), layer(z)
        middle = z.shape[2] // 2
        (gradient,) = torch.autograd.grad(z[0, 0, middle, middle], x, retain_graph=True)
        rows = gradient[0, 0].sum(1).nonzero()
        print(f"layer {depth} sees = {rows.max() - rows.min() + 1}")
        print(f"layer {depth} side = {y.shape[2]}")
