"""What the forward pass tells."""

import torch

from core.foundations.autograd.recording import Recorder


def test_every_node_has_its_value_and_its_call():
    x = torch.tensor(2.0, requires_grad=True)
    with Recorder() as recorder:
        y = torch.exp(x) * x
    node = y.grad_fn.next_functions[0][0]
    assert recorder.recorded[y.grad_fn].call == "mul"
    assert torch.equal(recorder.recorded[node].value, torch.tensor(2.0).exp())
    assert recorder.cuts == []


def test_a_cut_and_what_follows_it():
    x = torch.tensor(2.0, requires_grad=True)
    with Recorder() as recorder:
        y = x.detach() * 3
        z = y * x
        asked = x > 0
    first, second, comparison = recorder.cuts
    assert (first.call, second.call) == ("detach", "mul") and second.inputs == (first,)
    assert recorder.recorded[z.grad_fn].cuts == (second,)
    assert recorder.leading_to([]) == (first, second)  # they feed a node
    assert recorder.leading_to([asked])[-1] is comparison


def test_no_grad_and_the_likes_cut_and_constants_do_not():
    x = torch.tensor(2.0, requires_grad=True)
    with Recorder() as recorder:
        with torch.no_grad():
            y = x * 2
        torch.zeros_like(x)
        torch.tensor(1.0) * 2
    assert [cut.output is y for cut in recorder.cuts] == [True]


def test_a_part_that_is_set_gives_its_tensor_another_node():
    x = torch.tensor(2.0, requires_grad=True)
    with Recorder() as recorder:
        y = torch.zeros(2)
        y[0] = x
        z = y * x.detach()
    assert recorder.recorded[y.grad_fn].call == "setitem"
    assert torch.equal(recorder.recorded[y.grad_fn].value, torch.tensor([2.0, 0.0]))
    assert [cut.call for cut in recorder.cuts] == ["detach"] and z.grad_fn in recorder.recorded
