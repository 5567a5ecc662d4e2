"""A training, as it is drawn."""

import torch

from core.networks.training.figures.run import pictures_columns, run_figure

CURVE = ((10, 2.0, 0.3), (20, 1.0, 0.6), (40, 0.5, 0.8))
HELD_OUT = ((20, 1.1, 0.7), (40, 0.6, 0.79))


def test_steps_stand_as_epochs_and_shares_as_percent():
    figure = run_figure(CURVE, HELD_OUT, 80, 4)
    loss, held_out_loss, accuracy, held_out_accuracy = figure.data
    assert list(loss.x) == [0.5, 1.0, 2.0] and list(loss.y) == [2.0, 1.0, 0.5]
    assert list(held_out_loss.x) == [1.0, 2.0] == list(held_out_accuracy.x)
    assert list(accuracy.y) == [30, 60, 80] and list(held_out_accuracy.y) == [70, 79]
    assert figure.layout.xaxis.range == (0, 4.08) and figure.layout.yaxis2.range[0] == 62


def test_a_training_without_a_whole_epoch_has_all_accuracies_on_its_axis():
    assert run_figure(CURVE, (), 80, 4).layout.yaxis2.range[0] == 0


def test_pictures_stand_under_their_classes():
    grey = torch.zeros(1, 4, 4, dtype=torch.uint8)
    columns = pictures_columns([(grey, "7"), (grey.expand(3, 4, 4), "frog")])
    assert [column.title for column in columns] == ["7", "frog"]
    assert [column.tiles[0].kind for column in columns] == ["grey", "colour"]
