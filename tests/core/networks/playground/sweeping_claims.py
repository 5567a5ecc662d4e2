"""What the steps of the view "Sweep" say, in numbers."""

from functools import lru_cache

from core.jobs.progress import last
from core.networks.playground.sweep import sweep
from core.networks.playground.sweeping import Sweeping
from core.playground.settings import Settings
from tests.core.claims import Claims, yes

CLAIMS = Claims()


@lru_cache(maxsize=4)
def swept(state):
    return last(sweep(state.part(Settings), state.part(Sweeping)))


@CLAIMS.of("Sixteen learning rates")
def _(state):
    result = swept(state)
    assert result.accuracies[0] < 0.7 and result.accuracies[-1] < 0.7
    assert (result.accuracies > 0.95).sum() >= 3


@CLAIMS.answer("Sixteen learning rates")
def _(state):
    best = int(swept(state).test_losses.argmin())
    if best in (0, state.networks - 1):
        return "The largest" if best else "The smallest"
    return "One in between"


@CLAIMS.of("Thirty-two seeds")
def _(state):
    accuracies = swept(state).accuracies
    assert accuracies.max() > 0.98 and accuracies.min() < 0.8
    assert len({variant.rate for variant in swept(state).variants}) == 1


@CLAIMS.answer("Thirty-two seeds")
def _(state):
    losses = swept(state).test_losses
    return yes(bool(losses.max() < 2 * losses.min()))


@CLAIMS.of("From 1 to 16 neurons")
def _(state):
    result = swept(state)
    assert result.accuracies[0] < 0.6 and result.accuracies[-4:].min() > 0.98
    assert [variant.width for variant in result.variants] == list(range(1, 17))


@CLAIMS.answer("From 1 to 16 neurons")
def _(state):
    losses = swept(state).test_losses
    narrow, wide = losses[:4].mean(), losses[-4:].mean()
    return "It falls" if wide < 0.1 * narrow else "It rises"
