"""The picture of a network."""

import json

from core.foundations.autograd.figures.modules import module_picture
from core.foundations.autograd.modules import module_graph
from core.plots.graphs import LEAF, MODULE


def test_closed_modules_are_boxes_and_what_is_in_none_is_a_node():
    picture = module_picture(module_graph("LeNet"), (), "LeNet")
    modules = [box for box in picture.boxes if box.kind == MODULE]
    assert {box.name for box in modules} == {"conv1", "conv2", "hidden1", "hidden2", "output"}
    assert all(box.opens for box in modules) and picture.file == "lenet.svg"
    convolution = next(box for box in modules if box.name == "conv1")
    assert convolution.rows == ("conv1", "Conv2d", "3 nodes", "156 weights")
    assert "ReluBackward0" in {box.rows[0] for box in picture.boxes}


def test_an_opened_module_shows_its_nodes_which_close_it():
    picture = module_picture(module_graph("LeNet"), ("conv1",), "LeNet")
    leaves = [box for box in picture.boxes if box.kind == LEAF]
    assert {box.rows for box in leaves} == {
        ("conv1.weight", "Leaf, 6×1×5×5"),
        ("conv1.bias", "Leaf, 6"),
    }
    assert all(box.opens and "conv1" in box.detail for box in leaves)


def test_all_of_resnet_18_is_drawn_and_sent():
    network = module_graph("ResNet-18")
    picture = module_picture(network, tuple(network.kinds), "ResNet-18")
    assert len(picture.boxes) == 133 and len(picture.arrows) == 140
    assert len(json.dumps(picture.as_data())) < 100_000
    few = module_picture(network, (), "ResNet-18")
    assert len(few.boxes) == 12 and few.file == "resnet-18.svg"
