"""What is kept, and what is forgotten."""

from concurrent.futures import ThreadPoolExecutor

from core.functions.optimizers.memory import Memory


def test_the_latest_results_are_kept():
    memory = Memory(2)
    memory.keep("a", 1)
    memory.keep("b", 2)
    assert memory.get("a") == 1
    memory.keep("c", 3)
    assert [memory.get(key) for key in "abc"] == [1, None, 3]
    memory.keep("a", 4)
    assert memory.get("a") == 4 and memory.get("c") == 3


def test_threads_may_share_it():
    memory = Memory(5)

    def work(start: int) -> None:
        for key in range(start, start + 2000):
            memory.keep(key % 9, key)
            memory.get((key + 4) % 9)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert sum(memory.get(key) is not None for key in range(9)) == 5
