"""The page's sentences, with the numbers that they hold."""

from dataclasses import replace

import torch

from core.plots.numbers import percent
from core.vision.transfer.alike import Map, Neighbour
from core.vision.transfer.classes import Shown
from core.vision.transfer.heads import Reading
from core.vision.transfer.seen import CAMERA, UPLOAD
from core.vision.transfer.state import VIEWS
from core.vision.transfer.task import Task
from core.vision.transfer.ways import Course, WayChoice
from core.vision.transfer.words import (
    INTUITION,
    alike_sentence,
    cell_words,
    course_words,
    dataset_sentence,
    draft_sentence,
    heads_sentence,
    reading_sentence,
    request,
    running_words,
    ways_sentence,
)
from tests.core.vision.transfer.test_state import TRAINED


def test_the_sentence_has_both_accuracies():
    said = heads_sentence(Task(), TRAINED)
    assert f"**{percent(2 / 6)}** of 6 held-out pictures" in said
    assert "1,280 features of EfficientNet-Lite0" in said and "in 0.1 s from 6 pictures" in said
    assert "in less than 0.1 s" in heads_sentence(Task(), replace(TRAINED, seconds=0.04))


def test_a_cell_is_told_by_its_classes():
    assert cell_words(TRAINED, (0, 1), 2) == "a taken for b: 2"
    assert cell_words(TRAINED, (2, 2), 1) == "c, rightly told: 1"


def test_what_is_alike_is_told_with_how_often_the_class_is_the_same():
    plane = Map(torch.zeros(2, 2), torch.zeros(2), ("a", "b"), (0.5, 0.2), 0.4, 0.75)
    close = [Neighbour(row, None, name, 0.5) for row, name in enumerate("aab")]
    said = alike_sentence(plane, close, "b")
    assert "same class for **75.0\N{NO-BREAK SPACE}%**" in said
    assert "similar to this picture of b is one of **a**, as are 2 of the nearest 3" in said
    assert "as are all of the nearest 2" in alike_sentence(plane, close[:2], "")
    assert "similar to this picture is" in alike_sentence(plane, close, "")


def test_classes_are_told_with_their_counts():
    shown = [Shown("a", (), 8), Shown("b", (), 9)]
    said = dataset_sentence("Mugs", shown, 4)
    assert said == "**Mugs** has 2 classes, with 17 pictures to learn from and 4 held out."
    assert "17 pictures so far. That is enough" in draft_sentence(shown, ())
    assert draft_sentence(shown, ("Add another class.",)).endswith("Add another class\\.")


def test_a_reading_is_told_with_its_class_where_that_is_known():
    reading = Reading(torch.tensor([0.1, 0.7, 0.2]), torch.tensor([0.2, 0.2, 0.6]))
    said = reading_sentence(TRAINED, reading, "")
    assert "answers **b** (70.0\N{NO-BREAK SPACE}%), the head on raw pixels **c**" in said
    assert reading_sentence(TRAINED, reading, "a").endswith("The true class is **a**.")
    assert "Upload one" in request(UPLOAD) and "camera" in request(CAMERA)
    assert tuple(INTUITION) == VIEWS


def test_it_is_told_how_many_trainings_are_done_wait_or_failed():
    done, runs = Course("Head only", state="trained"), Course("A", state="running", share=0.5)
    waits, failed = (
        Course("B", state="queued"),
        Course("C", state="failed", note="too little memory"),
    )
    assert course_words([done, runs, waits]) == "1 of 3 are trained, 1 waiting."
    assert course_words([done, failed]) == "C: too little memory."
    assert course_words([done, done]).startswith("All are trained")
    assert course_words([done, Course("D")]).endswith("1 of 2 are trained.")
    assert running_words(runs) == f"A: {percent(0.5, 0)} done"
    assert running_words(replace(runs, note="Frozen stages")) == "A: Frozen stages"


def test_a_network_without_batch_norm_has_no_buffers_to_tell_of():
    shown = {"trainable parameters": 10, "parameters": 100, "buffers": 0}
    said = ways_sentence(WayChoice(), shown)
    assert said.endswith("(10.0\N{NO-BREAK SPACE}%). It has no batch norm.")
    assert "changes its 3 buffers" in ways_sentence(WayChoice(), shown | {"buffers": 3})
