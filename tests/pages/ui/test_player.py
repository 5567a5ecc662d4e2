"""The functions of the player of races, and of what listens to taps, in a browser."""

import torch

from core.plots.animation import packed
from core.plots.numbers import scientific


def test_the_numbers_of_a_race_are_those_of_the_page(functions_of):
    evaluate, values = (
        functions_of("player"),
        [0, 0.98, -2.5, 1234.5, 3.21e-7, 1e-7, 1.74e-25, -5e20],
    )
    assert evaluate(f"{values}.map(scientific)") == [scientific(value) for value in values]
    numbers = torch.tensor([1.5, -2.0, torch.nan])
    assert evaluate(f"[...unpacked('{packed(numbers)}')].map(String)") == ["1.5", "-2", "NaN"]


def test_the_lowest_of_a_step_is_told(functions_of):
    evaluate = functions_of("player")
    paths = "[{name: 'A', values: [3, 2, NaN]}, {name: 'B', values: [3, 1, NaN]}]"
    race = f"{{steps: 2, paths: {paths}}}"
    assert evaluate(f"[0, 1, 2].map(step => readout({race}, step))") == [
        "Step 0 of 2",
        "Step 1 of 2 · B lowest at 1",
        "Step 2 of 2",
    ]


def test_a_race_stands_where_its_reader_looks(functions_of):
    evaluate = functions_of("player")
    cases = {
        "{step: 0}, undefined, {steps: 9}": 9,
        "{step: 0}, undefined, {steps: 9, waiting: true}": 0,
        "{step: 3}, {steps: 9, sent: 'a'}, {steps: 9, sent: 'b'}": 3,
        "{step: 3}, {steps: 9, sent: 'a'}, {steps: 2, sent: 'b'}": 2,
        "{step: 9}, {steps: 9, sent: 'a'}, {steps: 20, sent: 'b'}": 20,
        "{step: 3}, {steps: 9, sent: 'a', waiting: true}, {steps: 9, sent: 'b'}": 9,
        "{step: 3}, {steps: 9, sent: 'a', waiting: true}, {steps: 9, sent: 'a', waiting: true}": 3,
    }
    assert [evaluate(f"stepAfter({case})") for case in cases] == [*cases.values()]


def test_a_race_that_plays_goes_on_through_a_change(functions_of):
    evaluate = functions_of("player")
    cases = {
        "{step: 3, playing: 7}, false, {steps: 9}": True,
        "{step: 3, playing: 7}, true, {steps: 9}": False,
        "{step: 3, playing: 0}, false, {steps: 9}": False,
        "{step: 3, playing: 7}, false, {steps: 2}": False,
    }
    assert [evaluate(f"goesOn({case})") for case in cases] == [*cases.values()]


def test_a_tap_is_a_point_of_few_digits(functions_of):
    evaluate = functions_of("tap")
    area = "{left: 100, top: 50, width: 400, height: 200}"
    event = "({clientX: x, clientY: y})"
    pixels = "[[200.4, 99.2], [100, 50], [500, 250], [99, 60]]"
    point = f"pointAt({event}, {area}, [-5, 5], [0, 1])"
    assert evaluate(f"{pixels}.map(([x, y]) => {point})") == [
        {"x": -2.5, "y": 0.755},
        {"x": -5, "y": 1},
        {"x": 5, "y": 0},
        None,
    ]


def test_a_player_that_is_gone_draws_no_more(functions_of):
    ends = "{disconnect() {}}"
    player = f"{{plots: new Set([plot]), layers: new Map(), resized: {ends}, changed: {ends}}}"
    assert functions_of("player")(f"""(() => {{
        const heard = new Set(["plotly_afterplot"])
        const plot = {{removeListener: name => heard.delete(name)}}
        const player = {player}
        removed(player)
        drawLater(player)
        return [heard.size, player.plots.size, player.redraw ?? null]
    }})()""") == [0, 0, None]
