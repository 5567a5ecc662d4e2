"""Arguments with which the functions of an expression are called, whether torch takes them or
not.
"""

import itertools

import torch

FLOATS = (
    torch.tensor(2.5),
    torch.arange(1.0, 7.0),
    torch.arange(1.0, 7.0).reshape(2, 3) / 7,
    torch.arange(1.0, 10.0).reshape(3, 3) / 10,
    torch.arange(24.0).reshape(2, 3, 4),
    torch.ones(4, 1),
    torch.ones(1, 5),
    torch.zeros(3),
    torch.zeros(0, 3),
)
WHOLE = (
    torch.tensor([0, 1, 1]),
    torch.tensor([[0, 1, 2], [2, 0, 1]]),
    torch.tensor([True, False, True]),
    torch.tensor([[True, False, True], [True, True, True]]),
)
MORE = (
    (),
    (0,),
    (1,),
    (-1,),
    (2, 3),
    (3, 2),
    (0, 1),
    (1, 0, 3),
    ((2, 3),),
    ((3,),),
    ((1, 1),),
    ((1, 1, 2, 2),),
    ((4, 2, 3),),
    ([1, 0],),
    (torch.float64,),
    (0.5,),
    (0.2, 0.7),
    (1, (3, 2)),
    (0, 0, 1),
    ((2, 2), (3, 1)),
    ((2, 2), 7.0),
    (0, 1, 5),
    (0, WHOLE[0]),
    (0, torch.tensor([[0, 1, 2]])),
    (WHOLE[0], 0),
    (0, WHOLE[0], 9.0),
    (0, WHOLE[1], FLOATS[2]),
    (0, torch.tensor([0, 1]), FLOATS[2]),
    (0, torch.tensor([0, 1]), 9.0),
    (WHOLE[2], 9.0),
)
EQUATIONS = (
    ("ij->ji", FLOATS[2]),
    ("ij,jk->ik", FLOATS[2], FLOATS[3]),
    ("i,j->ij", FLOATS[1], FLOATS[7]),
    ("...ij->...", FLOATS[4]),
    ("ii", FLOATS[3]),
)
KEYWORDS = (
    {"dim": 0},
    {"dim": 1, "keepdim": True},
    {"size": (2, 3)},
    {"offset": 2},
    {"diagonal": -1},
    {"repeats": 3},
    {"num_classes": 12},
    {"pad": (3, 3)},
    {"start": 1, "end": 9, "step": 2},
    {"min": 0.3},
    {"other": FLOATS[2]},
)

ALONE = tuple(((tensor, *more), {}) for tensor in (*FLOATS[1:5], WHOLE[1]) for more in MORE)
BESIDE = tuple(
    (several, {})
    for count, members in ((2, (*FLOATS[1:7], WHOLE[0])), (3, (*FLOATS[2:4], WHOLE[0])))
    for several in itertools.product(members, repeat=count)
)
TOGETHER = tuple(
    ((several, *more), {})
    for several in itertools.product(FLOATS[2:5], repeat=2)
    for more in ((), (0,), (1,))
)
NUMBERS = (((FLOATS[0],), {}),) + tuple((more, {}) for more in MORE)
WORDED = tuple(((tensor,), words) for tensor in (*FLOATS[1:5], WHOLE[0]) for words in KEYWORDS)
BARE = tuple(((), words) for words in KEYWORDS) + tuple(((2,), words) for words in KEYWORDS)

BATCH = FLOATS[4]
OWN = (
    (FLOATS[2], FLOATS[7]),
    (FLOATS[1][:2], FLOATS[2], FLOATS[7]),
    (BATCH, BATCH.mT),
    (BATCH @ BATCH.mT, BATCH, BATCH.mT),
    (FLOATS[1], 0, (2, 3)),
    (FLOATS[7], WHOLE[2]),
)
"""For functions that take nothing else."""

CALLS = (
    *ALONE,
    *BESIDE,
    *TOGETHER,
    *NUMBERS,
    *WORDED,
    *BARE,
    *((each, {}) for each in (*EQUATIONS, *OWN)),
)
