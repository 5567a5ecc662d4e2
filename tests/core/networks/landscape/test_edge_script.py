"""The script of the edge of stability."""

from core.networks.landscape.edge import Edge
from core.networks.landscape.edge_script import edge_script


def test_it_has_the_settings_on_top():
    script = edge_script(Edge(rates=("0.2",), momentum=0.5, steps=400, seed=3, examples=100))
    for line in (
        "generator = torch.manual_seed(3)",
        'rates = {"0.2": 0.2}',
        "momentum = 0.5",
        "every = 10",
    ):
        assert line in script.text
    assert [*script.files] == ["digits.safetensors"]
