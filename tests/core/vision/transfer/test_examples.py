"""The pictures of a cell of the confusion matrix."""

import torch

from core.jobs.progress import last
from core.vision.transfer.examples import cell_examples, cells
from core.vision.transfer.heads import Heads, heads
from core.vision.transfer.pictures import pictures_of
from tests.core.vision.transfer.small import DATASET
from tests.core.vision.transfer.test_heads import task


def test_a_cell_holds_its_pictures_the_surest_first():
    trained, images = last(heads(task())), pictures_of(DATASET).test
    seen = []
    for row, column, count in cells(trained):
        examples = cell_examples(trained, DATASET, (row, column))
        assert len(examples) == count
        sure = [example.confidence for example in examples]
        assert sure == sorted(sure, reverse=True)
        for example in examples:
            scores = trained.answers[example.index]
            assert (int(trained.labels[example.index]), int(scores.argmax())) == (row, column)
            assert torch.equal(example.image, images[example.index])
            assert abs(example.confidence - float(scores.softmax(0).max())) < 1e-5
            names = trained.classes[row], trained.classes[column]
            assert (example.truth, example.answer) == names
        seen += [example.index for example in examples]
    assert sorted(seen) == list(range(12))


def test_mistakes_come_before_right_answers():
    answers = torch.eye(3)[[1, 1, 0, 2, 2, 0, 0]]
    labels = torch.tensor([0, 0, 0, 1, 2, 2, 0])
    trained = Heads(None, None, answers, answers, labels, ("a", "b", "c"), 7, 0.1)
    assert cells(trained) == ((0, 1, 2), (1, 2, 1), (2, 0, 1), (0, 0, 2), (2, 2, 1))
