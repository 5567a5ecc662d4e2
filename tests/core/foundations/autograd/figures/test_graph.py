"""Pictures of one graph, and of two side by side."""

import json

from core.foundations.autograd.examples import BRANCH, DETACHED, OVERWRITTEN, PROGRAM
from core.foundations.autograd.figures.graph import graph_picture, pair_picture
from core.foundations.autograd.runs import run


def test_a_picture_has_a_scene_for_the_forward_pass_and_one_for_each_node():
    picture = graph_picture(run(PROGRAM, (2.0, 0.5, 1.0)))
    assert len(picture.scenes) == 8 and "a graph of 7 nodes" in picture.scenes[0].sentence
    assert len(json.dumps(picture.as_data())) < 20_000


def test_nothing_of_the_gradients_is_sent_while_they_are_guessed():
    picture = graph_picture(run("y = w * x", (3.0, 4.0)), hidden=True)
    assert len(picture.scenes) == 1 and picture.scenes[0].rows["n1"] == {2: ".grad = ?"}
    assert ".grad = 4" not in json.dumps(picture.as_data())


def test_where_torch_refuses_the_cause_is_marked():
    picture = graph_picture(run(OVERWRITTEN, (1.0,)))
    kinds = {box.name: box.rows[0] for box in picture.boxes}
    (marked,) = picture.scenes[0].marks
    assert kinds[marked] == "ExpBackward0" and "RuntimeError" in picture.scenes[0].sentence
    cut = graph_picture(run("y = x.detach()", (1.0,)))
    assert cut.scenes[0].marks == {"c0": "error"}
    assert graph_picture(run(DETACHED, (1.0,))).scenes[0].marks == {}


def test_two_graphs_stand_beside_each_other_and_step_together():
    first, second = run(BRANCH, (1.5, 2.0)), run(BRANCH, (-1.5, 2.0))
    picture = pair_picture(first, second, ("x = 1.5", "x = −1.5"))
    assert len(picture.boxes) == 7 and len(picture.scenes) == 6 and len(picture.frames) == 2
    left = max(box.centre[0] + box.size[0] / 2 for box in picture.boxes if box.name[0] == "n")
    right = min(box.centre[0] - box.size[0] / 2 for box in picture.boxes if box.name[0] == "b")
    assert left < right
    assert all(0 <= box.centre[1] <= picture.height for box in picture.boxes)
    assert picture.scenes[1].live == ("n0", "bn0") and picture.scenes[5].live[0] in ("n2", "n4")
    (asked,) = pair_picture(first, second, ("x = 1.5", "x = −1.5"), hidden=True).scenes
    assert all(rows == {2: ".grad = ?"} for rows in asked.rows.values())
    assert {name[0] for name in asked.rows} == {"n", "b"}
