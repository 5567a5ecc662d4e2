"""The files that a script reads."""

from collections.abc import Callable, Iterator, Mapping


class Files(Mapping[str, bytes]):
    """Files by name. One that is given as a function is made whenever it is asked for, so that a
    script that is kept takes no room for it.
    """

    def __init__(self, files: Mapping[str, bytes | Callable[[], bytes]]):
        self._files = dict(files)

    def __getitem__(self, name: str) -> bytes:
        data = self._files[name]
        return data() if callable(data) else data

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)
