"""Functions that stand in scripts alone: they ask torchvision for what happens inside a network.

`create_feature_extractor` traces a network with torch.fx. That is what a PyTorch user would do, but
while it traces it replaces `nn.Module.__call__` for the whole process, so a server of many sessions
may not call these. The app itself captures with `core.models.tracing`.
"""

import torch
from PIL import Image
from safetensors.torch import load_file


def trained(network):
    """The network with the weights in model.safetensors, ready to look into."""
    model = network()
    model.load_state_dict(load_file("model.safetensors"))
    return model.eval().requires_grad_(False)


def untrained(network):
    """The network with random weights, ready to look into."""
    return network().eval().requires_grad_(False)


def normalise(pictures, mean, deviation):
    """Pictures in [0, 1], (..., C, H, W), as the network takes them."""
    mean, deviation = (torch.tensor(values).view(-1, 1, 1) for values in (mean, deviation))
    return (pictures - mean) / deviation


def read_input(file, mean, deviation):
    """The picture in a file as the network takes it, (1, C, H, W)."""
    from torchvision.transforms.functional import pil_to_tensor

    x = normalise(pil_to_tensor(Image.open(file))[None] / 255, mean, deviation)
    return x.clone(memory_format=torch.contiguous_format)  # in a PIL image channels come last


def guided_backpropagation(model, x, baseline, target, relus, scores):
    """A gradient of which every ReLU passes back only the positive part.

    `relus` and `scores` are names of nodes, as get_graph_node_names(model) lists them.
    """
    from torchvision.models.feature_extraction import create_feature_extractor

    x = x.clone().requires_grad_()
    outputs = create_feature_extractor(model, [*relus, scores])(x)
    for name in relus:
        outputs[name].register_hook(lambda gradient: gradient.clamp(min=0))
    return torch.autograd.grad(outputs[scores][0, target], x)[0]


def from_maps(model, x, baseline, target, method, maps, scores):
    """What a method makes of the score and of the maps of one layer.

    `maps` and `scores` are names of nodes, as get_graph_node_names(model) lists them.
    """
    from torchvision.models.feature_extraction import create_feature_extractor

    outputs = create_feature_extractor(model, [maps, scores])(x.clone().requires_grad_())
    return method(outputs[scores][0, target], outputs[maps], x.shape[2:])


def without_units(model, off, ablation, scores):
    """The network with some of its units switched off, a function of its input.

    `off` has lists of units by the node with which their layer ends; `scores` is the node of the
    scores.
    """
    from torchvision.models.feature_extraction import create_feature_extractor

    def switch_off(output, units):
        return ablation(output, units)

    network = create_feature_extractor(model, [*off, scores])
    graph = network.graph
    end = next(node for node in graph.nodes if node.op == "output")
    for name, units in off.items():
        node = end.args[0][name]
        with graph.inserting_after(node):
            changed = graph.call_function(switch_off, (node, units))
        node.replace_all_uses_with(changed)
        changed.update_arg(0, node)  # all but the new node take what it gives
    network.recompile()
    return lambda x: network(x)[scores]


def print_probabilities(probabilities, classes, indices, suffix=""):
    """A line for each of these classes."""
    for index in indices.tolist():
        print(f"p({classes[index]}){suffix} = {probabilities[index].item():.9g}")
