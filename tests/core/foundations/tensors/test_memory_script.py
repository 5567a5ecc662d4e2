"""The code of memory; tests/test_scripts.py runs that of all presets."""

import pytest
import torch

from core.foundations.tensors.memory import Chain, headline, memory
from core.foundations.tensors.memory_script import memory_script, start_code
from tests.printed import numbers

CHAINS = [
    Chain(),
    Chain(base="()", chain="x.reshape(1)"),
    Chain(base="3", chain="x.expand(2, 3)", write_at="-1, 0", written=-5),
    Chain(chain="x.T", write_at="9, 9"),
    Chain(chain="x.T.view(6)", write_at="0"),
    Chain(chain="torch.cat([x, x])"),
    Chain(chain="x.max(0).values", write_at="1"),
    Chain(chain="x.T.unbind()[2]"),
    Chain(chain="x.view(7).T"),
]


@pytest.mark.parametrize("chain", CHAINS, ids=lambda chain: chain.chain)
def test_the_script_prints_the_numbers_of_the_screen(chain, capsys):
    exec(compile(memory_script(chain).text, "script", "exec"), {"__name__": "__main__"})
    assert numbers(capsys.readouterr().out) == headline(chain)


@pytest.mark.parametrize("base", ["()", "6", "2, 3", "2, 1, 3"])
def test_the_start_in_plain_pytorch(base):
    chain = Chain(base=base, chain="x")
    tensor = eval(start_code(chain), {"torch": torch})
    assert torch.equal(tensor, memory(chain).last.tensor)
