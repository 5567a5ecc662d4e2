"""Operations that compute: element by element, and products of matrices."""

from core.foundations.tensors.formulas import pairs_of, product_of, sum_of
from core.foundations.tensors.operation import (
    Operation,
    broadcast_clash,
    operation,
    product_clash,
    same_clash,
)
from core.foundations.tensors.parameters import number, text

TWO, PRODUCT = ("2, 3", "2, 3"), ("2, 3", "3, 2")

SAME_SHAPE = "Element by element: the result has the shape of x."
BROADCAST = (
    "Element by element: align the shapes from the right; where one size is 1, the other counts."
)
MATRICES = (
    "(n, k) times (k, m) gives (n, m): the inner sizes have to be equal, and they go. Further "
    "dimensions in front are a batch."
)

ELEMENTWISE: dict[str, Operation] = {
    "Add": operation(
        "x + y",
        "Adds two tensors, cell to cell.",
        shapes=TWO,
        clash=broadcast_clash,
        rule=BROADCAST,
        formula=sum_of,
    ),
    "Multiply": operation(
        "x * y",
        "Multiplies cell by cell. The product of matrices is written @.",
        shapes=TWO,
        clash=broadcast_clash,
        rule=BROADCAST,
        formula=product_of,
    ),
    "Power": operation(
        "x ** {exponent}",
        "Raises every cell to a power.",
        {"exponent": number("Exponent", 2.0, -3.0, 4.0)},
        rule=SAME_SHAPE,
    ),
    "Exp": operation("torch.exp(x)", "e to the power of every cell.", rule=SAME_SHAPE),
    "Abs": operation("x.abs()", "The size of every cell, without its sign.", rule=SAME_SHAPE),
    "ReLU": operation(
        "torch.relu(x)",
        "What is negative becomes 0, the rest stays.",
        rule=SAME_SHAPE,
    ),
    "Sigmoid": operation(
        "torch.sigmoid(x)", "Bends every cell into the range from 0 to 1.", rule=SAME_SHAPE
    ),
    "Clamp": operation(
        "x.clamp({min}, {max})",
        "What is out of the range becomes its limit.",
        {"min": number("Smallest (min)", -1.0), "max": number("Largest (max)", 2.0)},
        rule=SAME_SHAPE,
    ),
    "Compare": operation(
        "x > {threshold}",
        "Asks every cell a question: the result is a mask of True and False.",
        {"threshold": number("Threshold", 0.0)},
        rule=SAME_SHAPE,
    ),
    "Where": operation(
        "torch.where(x > {threshold}, x, y)",
        "Takes the cell of x where the condition holds, and that of y elsewhere.",
        {"threshold": number("Threshold", 0.0)},
        shapes=TWO,
        clash=broadcast_clash,
        rule=BROADCAST,
    ),
}

MATRIX: dict[str, Operation] = {
    "Matmul (@)": operation(
        "x @ y",
        "A row of x times a column of y, cell by cell, and added up: one cell of the result.",
        shapes=PRODUCT,
        clash=product_clash,
        rule=MATRICES,
        formula=pairs_of,
    ),
    "Mm": operation(
        "torch.mm(x, y)",
        "The product of two matrices, and of nothing else: it does not broadcast.",
        shapes=PRODUCT,
        clash=product_clash,
        rule=MATRICES,
        formula=pairs_of,
    ),
    "Bmm": operation(
        "torch.bmm(x, y)",
        "A batch of products: each matrix of x times its partner in y.",
        shapes=("2, 2, 3", "2, 3, 2"),
        clash=product_clash,
        rule=MATRICES,
        formula=pairs_of,
    ),
    "Dot": operation(
        "torch.dot(x, y)",
        "Two rows, multiplied cell by cell and added up: one number.",
        shapes=("3", "3"),
        clash=same_clash,
        rule="Two rows of one length give a single number: its shape is ().",
        formula=pairs_of,
    ),
    "Outer": operation(
        "torch.outer(x, y)",
        "Every cell of x times every cell of y.",
        shapes=("2", "3"),
        rule="(n,) and (m,) give (n, m).",
        formula=product_of,
    ),
    "Einsum": operation(
        'torch.einsum("{equation}", x, y)',
        "Letters name the dimensions; what is not behind the arrow is added up.",
        {
            "equation": text(
                "Equation",
                "ij,jk->ik",
                'torch.einsum("{}", x, y)',
                "ij,jk->ki",
                "ij,jk->",
                "ij,jk->ijk",
                note="ij,jk->ik is the product of two matrices.",
            )
        },
        shapes=PRODUCT,
        clash=product_clash,
        rule="The letters behind the arrow, each with its size.",
    ),
}

NUMERIC = {**ELEMENTWISE, **MATRIX}
