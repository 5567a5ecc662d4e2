"""Programs for the view "Line by line": what autograd does at each line, and what torch refuses."""

LEAF = "x = torch.tensor(a, requires_grad=True)\n"
VECTOR = "x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)\n"

ACCUMULATE = LEAF + "for i in range(3):\n    loss = x ** 2\n    loss.backward()"
ZERO_GRAD = (
    "w = torch.tensor(a, requires_grad=True)\n"
    "optimizer = torch.optim.SGD([w], lr=0.1)\n"
    "for i in range(3):\n"
    "    optimizer.zero_grad()\n"
    "    loss = w ** 2\n"
    "    loss.backward()\n"
    "    optimizer.step()"
)
LEAVES = LEAF + "c = torch.tensor(3.0)\ny = c * x\ny.retain_grad()\nz = y ** 2\nz.backward()"
NO_GRAD = LEAF + "y = x ** 2\nwith torch.no_grad():\n    z = y * x\nw = z * x\nw.backward()"
INFERENCE = LEAF + "with torch.inference_mode():\n    y = x ** 2\nz = y * x"
VECTOR_JACOBIAN = (
    "x = torch.tensor([1.0, 2.0], requires_grad=True)\n"
    "y = torch.stack([x[0] * x[1], x[0] + x[1], x[1] ** 2])\n"
    "v = torch.tensor([a, b, c])\n"
    "y.backward(v)"
)
SECOND = (
    LEAF
    + "y = x ** 3\n"
    + "g = torch.autograd.grad(y, x, create_graph=True)[0]\n"
    + "h = torch.autograd.grad(g, x)[0]"
)
OWN_FUNCTION = (
    "x = torch.tensor(a, dtype=torch.float64, requires_grad=True)\n"
    "y = Square.apply(x)\n"
    "y.backward()\n"
    "right = torch.autograd.gradcheck(Square.apply, x)"
)
RETAINED = LEAF + "y = torch.exp(x)\ny.backward(retain_graph=True)\ny.backward()"

TWICE = LEAF + "y = torch.exp(x)\ny.backward()\ny.backward()"
NOT_SCALAR = VECTOR + "y = x ** 2\ny.backward()"
WRONG_VECTOR = VECTOR + "y = x ** 2\nv = torch.tensor([1.0, 2.0])\ny.backward(v)"
NO_GRAPH = (
    "z = torch.tensor([1.0, 3.0, 2.0], requires_grad=True)\n"
    "answer = z.argmax().float()\n"
    "loss = (answer - 2) ** 2\n"
    "loss.backward()"
)
CUT_OFF = LEAF + "y = x ** 2\nz = y.detach()\nloss = 3 * z\nloss.backward()"
UNRECORDED = LEAF + "with torch.no_grad():\n    loss = x ** 2\nloss.backward()"
LEAF_IN_PLACE = LEAF + "x += 1"
VIEW_IN_PLACE = VECTOR + "first = x[0]\nfirst.mul_(2)"
OVERWRITTEN = VECTOR + "y = torch.exp(x)\ny += 1\nloss = y.sum()\nloss.backward()"
STEP_FIRST = (
    "w = torch.tensor(a, requires_grad=True)\n"
    "optimizer = torch.optim.SGD([w], lr=0.1)\n"
    "y = w ** 2\n"
    "first = 2 * y\n"
    "first.backward(retain_graph=True)\n"
    "optimizer.step()\n"
    "second = 3 * y\n"
    "second.backward()"
)
NO_LEAF = LEAF + "y = 3 * x\nz = y ** 2\nz.backward()\ng = y.grad"
TO_NUMPY = LEAF + "y = 3 * x\narray = y.numpy()"
COPIED = LEAF + "y = torch.tensor(x)\nz = y * 2\nz.backward()"
FROZEN = (
    "w = torch.tensor(0.5)\n"
    "b = torch.tensor(0.0)\n"
    "w.requires_grad = False\n"
    "b.requires_grad = False\n"
    "loss = (w * a + b - 1) ** 2\n"
    "loss.backward()"
)
WRONG_FUNCTION = (
    "x = torch.tensor(a, dtype=torch.float64, requires_grad=True)\n"
    "y = WrongSquare.apply(x)\n"
    "y.backward()\n"
    "right = torch.autograd.gradcheck(WrongSquare.apply, x)"
)

SHOWN = (
    ACCUMULATE,
    ZERO_GRAD,
    LEAVES,
    NO_GRAD,
    INFERENCE,
    VECTOR_JACOBIAN,
    SECOND,
    OWN_FUNCTION,
    RETAINED,
)
"""What autograd does."""

REFUSED = (
    TWICE,
    NOT_SCALAR,
    WRONG_VECTOR,
    NO_GRAPH,
    CUT_OFF,
    UNRECORDED,
    LEAF_IN_PLACE,
    VIEW_IN_PLACE,
    OVERWRITTEN,
    STEP_FIRST,
    NO_LEAF,
    TO_NUMPY,
    COPIED,
    FROZEN,
    WRONG_FUNCTION,
)
"""What torch refuses, or warns of."""

LINE_PROGRAMS = SHOWN + REFUSED
