"""The code of an evaluation."""

from safetensors.torch import load

from core.networks.training.evaluated import CALIBRATION, PARTS
from core.networks.training.evaluated_script import PICTURES, WEIGHTS, evaluated_script
from core.networks.training.state import AFTERWARDS, State
from core.training import store


def test_each_part_reads_the_weights_and_all_test_pictures():
    for part in PARTS:
        script = evaluated_script(State(view=AFTERWARDS, look=part))
        assert script.files[WEIGHTS] == store.path("MLP 784-128-10").read_bytes()
        assert load(script.files[PICTURES])["images"].shape == (10_000, 1, 28, 28)
        assert 'load_file("network.safetensors")' in script.text
    assert (
        "temperature = 1.5"
        in evaluated_script(State(view=AFTERWARDS, look=CALIBRATION, temperature=1.5)).text
    )
