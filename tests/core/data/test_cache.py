"""The cache folder: whole files or none, orphans removed, never one that is just being written."""

import os
import stat
import subprocess
import sys
import threading

import pytest

from core.data import cache


def test_folder_is_that_of_the_variable(folder):
    assert cache.folder() == folder


def test_a_folder_that_cannot_be_made_falls_back_to_a_temporary_one(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "file" / "below"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    assert cache.folder().is_dir()
    assert tmp_path in cache.folder().parents


def test_write_replaces_whole(folder):
    path = folder / "deep" / "down.bin"
    cache.write(path, b"old")
    cache.write(path, b"new")
    assert path.read_bytes() == b"new"
    assert [file.name for file in path.parent.iterdir()] == ["down.bin"]
    assert stat.S_ISREG(path.stat().st_mode)


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(folder, monkeypatch):
    path = folder / "one.bin"
    cache.write(path, b"old")
    monkeypatch.setattr(
        os, "fsync", lambda number: (_ for _ in ()).throw(OSError("no space left on device"))
    )
    with pytest.raises(OSError, match="no space"):
        cache.write(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(folder.glob("*.tmp")) == []


def test_clean_removes_orphans_but_not_what_is_being_written(folder):
    (folder / "models").mkdir()
    orphan, busy = folder / "models" / "a.safetensors.1234.tmp", folder / "b.bin.1234.tmp"
    orphan.write_bytes(b"half")
    busy.write_bytes(b"half")
    with cache.lock(folder / "b.bin"):
        cache.clean()
        assert not orphan.exists()
        assert busy.exists()
    cache.clean()
    assert not busy.exists()


@pytest.mark.parametrize("inside", ["data/archive.zip.1234.tmp", "data/raw/a.gz.1234.tmp"])
def test_clean_leaves_what_is_downloaded_under_the_lock_of_its_folder(folder, inside):
    busy = folder / inside
    busy.parent.mkdir(parents=True)
    busy.write_bytes(b"half")
    with cache.lock(folder / "data"):
        cache.clean()
        assert busy.exists()
    cache.clean()
    assert not busy.exists()


def test_clean_removes_locks_of_old_that_nobody_holds(folder):
    old, held, new = (folder / f"{name}.bin" for name in ("old", "held", "new"))
    for path in (old, held, new):
        with cache.lock(path):
            pass
    for path in (old, held):
        os.utime(folder / "locks" / f"{path.stem}.lock", (0, 0))
    with cache.lock(held):
        os.utime(folder / "locks" / "held.lock", (0, 0))
        cache.clean()
    assert {file.stem for file in (folder / "locks").iterdir()} == {"held", "new"}


def test_lock_keeps_other_processes_out_and_dies_with_its_own(folder):
    code = (
        "import sys; from pathlib import Path; from core.data import cache\nlock = "
        "cache.lock(Path('x.bin')); lock.acquire(); print('held', flush=True); "
        "sys.stdin.read()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout.readline() == "held\n"
    with pytest.raises(TimeoutError):
        cache.lock(folder / "x.bin").acquire(timeout=0.1)
    child.kill()
    child.communicate()
    with cache.lock(folder / "x.bin").acquire(timeout=5):
        pass


def test_a_lock_may_be_released_by_another_thread(folder):
    lock = cache.lock(folder / "y.bin")
    lock.acquire()
    thread = threading.Thread(target=lock.release)
    thread.start()
    thread.join()
    with cache.lock(folder / "y.bin").acquire(timeout=1):
        pass
