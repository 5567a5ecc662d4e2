"""Mistakes of the training loop and of the optimizer."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F


def no_zero_grad(x: Tensor, y: Tensor, broken: bool):
    """`backward` adds to the gradients that are there. Without `zero_grad` every step goes along
    the sum of all gradients so far.
    """
    model = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    losses = []
    for _ in range(150):
        loss = F.mse_loss(model(x)[:, 0], y)
        if not broken:
            optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    rises = (torch.tensor(losses).diff() > 0).sum().item()
    return model, losses, {"steps on which the loss rose": rises}


def learning_rate(x: Tensor, y: Tensor, broken: bool, factor: float = 100.0):
    """Above 2 / (the largest curvature) every step of gradient descent goes farther beyond the
    minimum than it was before.
    """
    model = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1))

    def loss_of(weights):
        start, parameters = 0, {}
        for name, parameter in model.named_parameters():
            parameters[name] = weights[start : start + parameter.numel()].view_as(parameter)
            start += parameter.numel()
        return F.mse_loss(torch.func.functional_call(model, parameters, x)[:, 0], y)

    weights = nn.utils.parameters_to_vector(model.parameters()).detach()
    hessian = torch.autograd.functional.hessian(loss_of, weights)
    curvature = torch.linalg.eigvalsh(hessian)[-1].item()
    if broken:  # noqa: SIM108
        lr = 0.05 * factor
    else:
        lr = 0.05
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    losses = []
    for _ in range(150):
        loss = F.mse_loss(model(x)[:, 0], y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses, {"learning rate": lr, "2 / largest curvature": 2 / curvature}


def other_parameters(x: Tensor, y: Tensor, broken: bool):
    """The optimizer holds the parameters of a network that is no longer in use: nothing that the
    loss depends on ever moves.
    """
    model = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.3, momentum=0.9)
    if broken:
        model = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1))  # made anew
    before = model[0].weight.detach().clone()
    losses = []
    for _ in range(150):
        loss = F.binary_cross_entropy_with_logits(model(x)[:, 0], y.float())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    moved = (model[0].weight - before).abs().max().item()
    return model, losses, {"largest change of a weight": moved}


def dropout_left_on(x: Tensor, y: Tensor, broken: bool):
    """Without `eval` dropout goes on removing neurons while the network is used: it says something
    else each time.
    """
    model = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Dropout(0.5), nn.Linear(16, 1))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.3, momentum=0.9)
    losses = []
    for _ in range(150):
        loss = F.binary_cross_entropy_with_logits(model(x)[:, 0], y.float())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    if not broken:
        model.eval()
    with torch.no_grad():
        differ = ((model(x) > 0) != (model(x) > 0)).float().mean().item()
    return model, losses, {"share of answers that differ the second time": differ}


def batch_of_one(x: Tensor, y: Tensor, broken: bool):
    """Batch norm needs two examples to find a deviation. The last batch of 101 examples in batches
    of 20 has one.
    """
    x, y = x[:101], y[:101]
    model = nn.Sequential(nn.Linear(2, 8), nn.BatchNorm1d(8), nn.Tanh(), nn.Linear(8, 1))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.3, momentum=0.9)
    losses = []
    for _ in range(30):
        for batch in torch.randperm(len(x)).split(20):
            if not broken:  # noqa: SIM102
                if len(batch) < 20:  # as DataLoader(..., drop_last=True) does
                    continue
            loss = F.binary_cross_entropy_with_logits(model(x[batch])[:, 0], y[batch].float())
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    return model.eval(), losses, {}
