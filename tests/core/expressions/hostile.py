"""Texts that want something else than an expression, or too much of one."""

import random
import string

from core.expressions.functions import FUNCTIONAL, KEYWORDS, METHODS, TORCH

VALID = (
    "x[1:, ::2].sum(dim=0)",
    "torch.einsum('ij,kj->ik', x, x)",
    "F.softmax(x @ x.T / 3 ** 0.5, dim=-1)",
    "torch.where(x > x.mean(), x, -x)[v]",
    "torch.cat([x, x[v]], dim=0).reshape(2, -1)",
    "x.unsqueeze(1).expand(3, 2, 4)",
)
EVIL = (
    "__import__('os').system('true')",
    "().__class__.__bases__[0].__subclasses__()",
    "x.__class__",
    "x.data",
    "x.numpy()",
    "x.storage()",
    "x.apply_(print)",
    "x.register_hook(print)",
    "x.add_(1)",
    "x.set_(v)",
    "x.resize_(10**9)",
    "torch.load('/etc/passwd')",
    "torch.save(x, '/tmp/x')",
    "torch.manual_seed(0)",
    "torch.hub.load('a', 'b')",
    "torch.ops.load_library('a')",
    "torch.utils.cpp_extension",
    "torch.empty(10)",
    "torch.rand(3)",
    "torch.from_file('/etc/passwd', size=9)",
    "torch.add(x, 1, out=x)",
    "F.relu(x, True)",
    "F.relu(x, inplace=True)",
    "F.threshold(x, 1, 2, True)",
    "F.normalize(x, 2, 1, 1e-9, x)",
    "torch.norm(x, 2, 1, False, x)",
    "torch.zeros(10**6, 0).sum(1)",
    "torch.zeros(0).view(10**6, 0).any(1)",
    "torch.zeros(0).expand(10**6, 0).sum(1)",
    "torch.zeros(1).repeat(10**6, 0).sum(1)",
    "torch.zeros(0, 10**5).unbind(1)",
    "torch.zeros(0).chunk(10**5)",
    "torch.zeros(1).tensor_split(10**5)",
    "torch.zeros(4096).diff(n=4095)",
    "[torch.zeros(4096).unbind()][0]",
    "F.one_hot(torch.zeros(0).long(), 10**6).sum(0)",
    "torch.inner(torch.zeros(4096, 0), torch.zeros(4096, 0))",
    "torch.einsum(torch.zeros(999), [0], torch.zeros(999), [1], [0, 1])",
    "torch.repeat_interleave(input=torch.zeros(999), repeats=999)",
    "torch.tile(dims=(v[0] * 999,), input=torch.zeros(999))",
    "F.linear(weight=torch.zeros(999, 1), input=torch.zeros(1, 999, 1))",
    "torch.quantile(torch.zeros(999, 2), torch.zeros(999), dim=1)",
    "torch.take_along_dim(torch.zeros(999, 2), torch.zeros(1, 999).long(), 1)",
    "torch.zeros(1, 1, 0)[torch.zeros(999, 1).long(), torch.zeros(999).long()].sum(-1)",
    "torch.zeros(10**9)",
    "torch.zeros(10**5, 10**5)",
    "torch.zeros(v.sum() * 10**9)",
    "torch.zeros([10**4] * 3)",
    "torch.ones(1).expand(10**9)",
    "x.repeat(999, 999, 999)",
    "torch.arange(10**9)",
    "torch.arange(0, 1, 1e-9)",
    "torch.linspace(0, 1, 10**9)",
    "torch.eye(10**5)",
    "torch.full((10**5, 10**5), 1)",
    "x.repeat_interleave(10**8)",
    "F.one_hot(v * 10**9)",
    "F.one_hot(v, 10**9)",
    "F.pad(x, (10**9, 10**9))",
    "x.new_zeros(10**9)",
    "x.as_strided((10**9,), (0,))",
    "x.unfold(0, 1, 1).repeat(1, 1, 10**8)",
    "torch.diag_embed(torch.ones(4000))",
    "torch.diag(v, 10**9)",
    "torch.ones(4000)[:, None] * torch.ones(4000)",
    "torch.outer(torch.ones(4000), torch.ones(4000))",
    "torch.kron(torch.ones(99, 40), torch.ones(99, 40))",
    "torch.einsum('i,j,k->', torch.ones(99), torch.ones(99), torch.ones(99))",
    "torch.meshgrid(torch.ones(999), torch.ones(999))",
    "torch.cartesian_prod(torch.ones(99), torch.ones(99), torch.ones(99))",
    "torch.ones(4000)[[[0] * 999] * 999]",
    "9**9**9**9",
    "x**9**9",
    "1" * 190,
    "1e308*1e308",
    "(" * 190,
    "-" * 150 + "x",
    "~" * 150 + "x",
    "x" + "[0]" * 60,
    "x" + ".T" * 90,
    "x" + "+x" * 99,
    "eval('1')",
    "exec('x=1')",
    "open('/etc/passwd')",
    "print(x)",
    "globals()",
    "(lambda: x)()",
    "[x for x in (1,)]",
    "{x: v for x in v}",
    "{*x}",
    "(x := 2)",
    "f'{x}'",
    "f'{x!r:>{v}}'",
    "sum(*[x])",
    "torch.sum(**{})",
    "x if v else 1",
    "not x",
    "x and v",
    "0 < x < 1",
    "x << 99",
    "yield x",
    "await x",
    "x;v",
    "x#v",
    "'x'",
    "b'x'",
    '"""',
    "x['a']",
    "\\x41",
    "\\N{DIGIT ONE}",
    "\u2028",
    "\u0435",
    "\uff58",
    "\U0001d465",
    "x\u0301",
    "\ufeffx",
    "\x00",
    "\x1b[31m",
    "\ud800\udfff",
    "%s",
    "$x",
    "`x`",
    "<script>",
    "import os",
)
LETTERS = string.printable + "×−·“”\u200b\u202e\u0435\ud800\uff08\0"
SIZES = ("0", "1", "2", "3", "-1", "7", "64", "999", "10**5", "10**9", "2.5", "x", "v", "None")
PIECES = (
    *("x", "v", "torch", "F", ".", ",", " ", "(", ")", "[", "]", ":", "...", "=", "**", "//"),
    *"+-*/%@&|~<>",
    *("1", "2.5", "1e9", ":=", "lambda", "if", "for", "True", "None", "'ij->ji'"),
)


def hostile(source: random.Random) -> str:
    """A text of one of many kinds: evil, valid with something evil in it, mutated, grown by the
    lists with sizes of all kinds, nested, or noise.
    """
    kinds = (_evil, _within, _mutated, _grown, _grown, _nested, _bytes, _pieces, _noise)
    return source.choice(kinds)(source)


def _evil(source: random.Random) -> str:
    return source.choice(EVIL)


def _within(source: random.Random) -> str:
    whole, at = source.choice(VALID), source.randrange(20)
    return whole[:at] + source.choice(EVIL) + whole[at:]


def _mutated(source: random.Random) -> str:
    letters = list(source.choice(VALID))
    for _ in range(source.randint(1, 3)):
        letters[source.randrange(len(letters)) :][:1] = []
        letters.insert(source.randrange(len(letters) + 1), source.choice(LETTERS))
    return "".join(letters)


def _grown(source: random.Random, depth: int = 0) -> str:
    """A call, an index or an operation of allowed names, with arguments of all kinds."""

    def part() -> str:
        return _grown(source, depth + 1) if depth < 3 and source.random() < 0.5 else "x"

    sizes = ", ".join(source.choice(SIZES) for _ in range(source.randint(0, 3)))
    match source.randrange(6):
        case 0:
            return f"torch.{source.choice(list(TORCH))}({sizes})"
        case 1:
            return f"torch.{source.choice(list(TORCH))}({part()}, {sizes})"
        case 2:
            return f"{part()}.{source.choice(list(METHODS))}({sizes})"
        case 3:
            word = f"{source.choice(sorted(KEYWORDS))}={source.choice(SIZES)}"
            return f"F.{source.choice(list(FUNCTIONAL))}({part()}, {word})"
        case 4:
            return f"{part()}[{sizes or ':'}]"
    return f"({part()} {source.choice(['+', '*', '@', '**', '>', '&'])} {part()})"


def _nested(source: random.Random) -> str:
    pairs = (("(", ")"), ("torch.exp(", ")"), ("[", "]"), ("-", ""), ("~", ""), ("2**", ""))
    opening, closing = source.choice(pairs)
    depth = source.choice((3, 19, 21, 60, 99, 10_000))
    return opening * depth + "x" + closing * (depth - source.randint(0, 1))


def _bytes(source: random.Random) -> str:
    raw = bytes(source.randrange(256) for _ in range(source.randint(0, 60)))
    return raw.decode(source.choice(("latin-1", "utf-8", "utf-16")), "replace")


def _pieces(source: random.Random) -> str:
    return "".join(source.choice(PIECES) for _ in range(source.randint(1, 30)))


def _noise(source: random.Random) -> str:
    return "".join(source.choice(LETTERS) for _ in range(source.randint(0, 40)))
