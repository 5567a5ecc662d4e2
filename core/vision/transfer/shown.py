"""Functions that stand in the scripts of transfer learning alone."""

import torch
from PIL import Image
from safetensors.torch import load_file, save_file
from torch.nn import functional as F

from core.vision.transfer.head import minimum, raw_pixels
from core.vision.transfer.neighbours import similarities
from core.vision.transfer.pictures import as_input, choose, first
from core.vision.transfer.projection import principal_components


def read_pictures():
    """Pictures for the training, (N, C, H, W) uint8, and labels (N,), then those held out."""
    data = load_file("pictures.safetensors")
    return data["train"], data["train_labels"], data["test"], data["test_labels"]


def features_of(network, train, test, side, mean, deviation):
    """What a network that ends before its head makes of pictures, (N, features) each.

    It is computed once. Delete the file, and it is computed again, which takes some 15 seconds.
    """
    try:
        features = load_file("features.safetensors")
    except FileNotFoundError:
        features = {}
        with torch.inference_mode():
            for name, images in (("train", train), ("test", test)):
                batches = (as_input(batch, side, mean, deviation) for batch in images.split(16))
                features[name] = torch.cat([network(batch) for batch in batches])
        save_file(features, "features.safetensors")
    return features["train"].float(), features["test"].float()


def show_heads(
    data, most, network, side, mean, deviation, per_class, seed, l2, steps, names, truth, answer
):
    """A new head on the features of a network, and the same head on raw pixels."""
    torch.set_num_threads(1)  # with more, sums differ in their last digits
    train_images, train_labels, test_images, test_labels = data
    train, test = first(train_labels, most), first(test_labels, most)
    train_images, test_images = train_images[train], test_images[test]
    train_labels, test_labels = train_labels[train].long(), test_labels[test].long()

    train_x, test_x = features_of(network, train_images, test_images, side, mean, deviation)
    chosen = choose(train_labels, per_class, seed)
    labels = train_labels[chosen]
    weight, bias, losses = minimum(train_x[chosen], labels, len(names), l2, steps)
    answers = F.linear(test_x, weight, bias).argmax(1)
    print(f"held-out pictures = {len(test_labels)}")
    print(f"right with features = {(answers == test_labels).sum().item()}")

    raw_x = raw_pixels(train_images[chosen])
    weight, bias, losses = minimum(raw_x, labels, len(names), l2, steps)
    raw_answers = F.linear(raw_pixels(test_images), weight, bias).argmax(1)
    print(f"right with raw pixels = {(raw_answers == test_labels).sum().item()}")

    matrix = torch.zeros(len(names), len(names), dtype=torch.long)
    for label, answered in zip(test_labels.tolist(), answers.tolist(), strict=True):
        matrix[label, answered] += 1
    print(f"{names[truth]} taken for {names[answer]} = {matrix[truth, answer].item()}")


def show_picture(data, most, network, side, mean, deviation, per_class, seed, l2, steps, names):
    """What a new head on the features of a network, and the same head on raw pixels, make of
    picture.png.
    """
    torch.set_num_threads(1)  # with more, sums differ in their last digits
    train_images, train_labels, test_images, test_labels = data
    train, test = first(train_labels, most), first(test_labels, most)
    train_images, test_images = train_images[train], test_images[test]
    train_labels = train_labels[train].long()

    train_x, _ = features_of(network, train_images, test_images, side, mean, deviation)
    chosen = choose(train_labels, per_class, seed)
    labels = train_labels[chosen]
    head = minimum(train_x[chosen], labels, len(names), l2, steps)
    raw_head = minimum(raw_pixels(train_images[chosen]), labels, len(names), l2, steps)

    picture = read_picture("picture.png")
    with torch.inference_mode():
        x = network(as_input(picture, side, mean, deviation))
    probabilities = F.linear(x, head[0], head[1]).softmax(1)[0].tolist()
    raw = F.linear(raw_pixels(picture), raw_head[0], raw_head[1]).softmax(1)[0].tolist()
    for name, probability in zip(names, probabilities, strict=True):
        print(f"p({name}) = {probability}")
    for name, probability in zip(names, raw, strict=True):
        print(f"raw pixels: p({name}) = {probability}")


def show_alike(data, most, network, side, mean, deviation, names, example, count, needs):
    """The held-out pictures in the plane of most variance, and the pictures to learn from that are
    nearest to one.
    """
    torch.set_num_threads(1)  # with more, sums differ in their last digits
    train_images, train_labels, test_images, test_labels = data
    train, test = first(train_labels, most), first(test_labels, most)
    train_images, test_images = train_images[train], test_images[test]
    train_labels, test_labels = train_labels[train].long(), test_labels[test].long()

    train_x, test_x = features_of(network, train_images, test_images, side, mean, deviation)
    points, shares = principal_components(test_x)
    print(f"variance in the first direction = {shares[0].item()}")
    print(f"variance in the second direction = {shares[1].item()}")

    if needs.example:
        query = test_x[example]
    else:
        with torch.inference_mode():
            picture = read_picture("picture.png")
            query = network(as_input(picture, side, mean, deviation))[0]
    alike, rows = similarities(train_x, query).sort(descending=True, stable=True)
    for rank in range(count):
        name = names[train_labels[rows[rank]]]
        print(f"{rank + 1}. {name} = {alike[rank].item()}")


def show_data(data, most, names):
    """How many pictures there are of each class."""
    train_images, train_labels, test_images, test_labels = data
    train, test = first(train_labels, most), first(test_labels, most)
    print(f"classes = {len(names)}")
    print(f"pictures to learn from = {len(train)}")
    print(f"held-out pictures = {len(test)}")
    counts = torch.bincount(train_labels[train].long(), minlength=len(names)).tolist()
    for name, count in zip(names, counts, strict=True):
        print(f"{name}: {count} to learn from")


def show_stages(model, stages, learning, lr):
    """What a training of some stages of a network changes, and what stays frozen."""
    model.requires_grad_(False)
    for stage in learning:
        for name in stages[stage]:
            model.get_submodule(name).requires_grad_(True)
    trainable = [value for value in model.parameters() if value.requires_grad]
    optimizer = torch.optim.AdamW(trainable, lr=lr, weight_decay=0.01)

    total = sum(value.numel() for value in model.parameters())
    learns = sum(value.numel() for group in optimizer.param_groups for value in group["params"])
    print(f"parameters = {total}")
    print(f"trainable parameters = {learns}")
    print(f"frozen parameters = {total - learns}")
    print(f"buffers = {len(list(model.buffers()))}")
    counts = []
    for stage, names in stages.items():
        parts = [model.get_submodule(name) for name in names]
        counts.append(sum(value.numel() for part in parts for value in part.parameters()))
        print(f"{stage}: {counts[-1]:,} parameters, {'learns' if stage in learning else 'frozen'}")


def read_picture(file):
    """The picture in a file, (1, C, H, W) uint8."""
    from torchvision.transforms.functional import pil_to_tensor

    return pil_to_tensor(Image.open(file))[None].contiguous()
