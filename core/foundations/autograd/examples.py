"""Programs of the autograd page: what its presets show, and what a link may hold."""

PROGRAM = "y = w * x + b\nloss = (y - 1) ** 2"
CHAIN = "u = x ** 2\nv = torch.sin(u)\ny = 3 * v"
NEURON = "z = w * x + b\ny = torch.sigmoid(z)\nloss = (y - 1) ** 2"
TWICE = "y = x * x\nz = y + x"
CROSS_ENTROPY = "z = torch.stack([a, b, c])\nloss = F.cross_entropy(z, torch.tensor(0))"
BROADCAST = "x = torch.tensor([1.0, 2.0, 3.0])\ny = w * x + b\nloss = (y ** 2).mean()"
BRANCH = "y = x\nif x > 0:\n    for i in range(3):\n        y = y * w\nelse:\n    y = -y"
LOOP = "y = x\nwhile y < 10:\n    y = y * w"
DETACHED = "y = x ** 2\nz = y.detach() * x"
OVERWRITTEN = "y = torch.exp(x)\ny += 1"

PROGRAMS = (
    PROGRAM,
    CHAIN,
    NEURON,
    TWICE,
    CROSS_ENTROPY,
    BROADCAST,
    BRANCH,
    DETACHED,
    OVERWRITTEN,
    "h = torch.relu(a * torch.tensor([1.0, -1.0]))\ny = h.sum() + b",
    "y = torch.stack([x, 2 * x])",
    "with torch.no_grad():\n    y = x * 2",
)
"""Examples of all that a program may be."""
