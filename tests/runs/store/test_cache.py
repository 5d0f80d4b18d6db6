"""A stored value comes back unchanged or not at all; a broken file is set aside, and never blocks a run."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import sqlite3
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from matcher.core.errors import UsageError
from matcher.runs.store.cache import Cache, default_folder
from matcher.runs.store.database import CacheDamagedError
from matcher.runs.store.entries import ANALYSIS, ASSESSMENT, DOCUMENT, Reading

SHA, OTHER = b"s" * 32, b"o" * 32
GOOD = Reading("text/plain", b"c" * 16)
BAD = Reading("", b"", "corrupt", "it is damaged", review=True)
V1 = {"text/plain": "v1", "": "all"}.get


@pytest.fixture
def messages() -> list[str]:
    return []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def file_of(folder: Path) -> Path:
    return folder / "cache-1.sqlite"


def fill(folder: Path, count: int = 3) -> None:
    """Write a cache with some entries of every kind."""
    with Cache(folder) as cache:
        for number in range(count):
            sha, content = bytes([number]) * 32, bytes([number]) * 16
            cache.put_reading(sha, "v1", Reading("text/plain", content), b"document %d" % number)
            cache.put(ANALYSIS, content, content, b"analysis %d" % number)
            cache.put(ASSESSMENT, content, content, b"assessment %d" % number)
            cache.put_record(content, content, b"record %d" % number)


def is_complete(folder: Path, messages: list[str] | None = None) -> bool:
    """Whether the cache returns what :func:`fill` stored."""
    with Cache(folder, (messages if messages is not None else []).append) as cache:
        return cache.get(ANALYSIS, bytes([1]) * 16) == b"analysis 1"


# ------------------------------------------------------------------------------------------------ stored values


def test_stored_values_come_back(folder: Path) -> None:
    with Cache(folder) as cache:
        cache.put_reading(SHA, "v1", GOOD, b"document")
        cache.put_reading(OTHER, "all", BAD)
        cache.put(ANALYSIS, b"k" * 16, GOOD.content, b"analysis")
        cache.put_record(b"k" * 16, GOOD.content, b"record")
    with Cache(folder) as cache:
        assert cache.readings([SHA, OTHER, b"x" * 32], V1) == {SHA: GOOD, OTHER: BAD}
        assert cache.get(DOCUMENT, GOOD.content) == b"document"
        assert cache.get(ANALYSIS, b"k" * 16) == b"analysis"
        assert cache.get(ASSESSMENT, b"k" * 16) is None
        assert cache.has(ANALYSIS, [b"k" * 16, b"x" * 16]) == {b"k" * 16}
        assert cache.records([b"k" * 16, b"x" * 16]) == {b"k" * 16: b"record"}


def test_a_reading_of_another_reader_version_is_ignored(folder: Path) -> None:
    with Cache(folder) as cache:
        cache.put_reading(SHA, "v1", GOOD)
        assert cache.readings([SHA], {"text/plain": "v2"}.get) == {}
        cache.put_reading(SHA, "v2", GOOD)
        assert cache.readings([SHA], {"text/plain": "v2"}.get) == {SHA: GOOD}


def test_many_keys_are_looked_up_at_once(folder: Path) -> None:
    keys = [number.to_bytes(16, "big") for number in range(1203)]
    with Cache(folder) as cache:
        with cache.transaction():
            for key in keys[::2]:
                cache.put_record(key, key, key)
        assert cache.records(keys) == {key: key for key in keys[::2]}


def test_a_transaction_is_all_or_nothing(folder: Path) -> None:
    with Cache(folder) as cache:
        with contextlib.suppress(KeyError), cache.transaction():
            cache.put(ANALYSIS, b"k" * 16, b"c" * 16, b"analysis")
            raise KeyError
        assert cache.get(ANALYSIS, b"k" * 16) is None


@pytest.mark.parametrize("old", ["mtime", "ctime"])
def test_a_recently_changed_file_is_not_trusted(folder: Path, tmp_path: Path, old: str) -> None:
    file = tmp_path / "cv.txt"
    file.write_text("x")
    if old == "mtime":  # its bytes may have been written a moment ago, all the same
        os.utime(file, (1e9, 1e9))
    with Cache(folder) as cache:
        cache.put_digest(file, file.lstat(), SHA)
        assert cache.digests([(file, file.lstat())]) == [None]


@pytest.mark.parametrize("change", ["none", "bytes", "size", "touched", "replaced", "moved", "mtime restored"])
def test_a_file_is_identified_by_location_size_and_times(
    folder: Path, tmp_path: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matcher.runs.store.cache.RACY_SECONDS", -1e9)
    file = tmp_path / "cv.txt"
    file.write_text("abc")
    os.utime(file, (1e9, 1e9))
    with Cache(folder) as cache:
        cache.put_digest(file, before := file.lstat(), SHA)
        time.sleep(0.02)  # of which some clocks of file systems are not finer
        match change:
            case "bytes":
                file.write_text("abd")
            case "size":
                file.write_text("abcd")
            case "touched":
                file.touch()
            case "replaced":
                (tmp_path / "new").write_text("abd")
                os.utime(tmp_path / "new", (1e9, 1e9))
                (tmp_path / "new").replace(file)
            case "moved":
                file = file.rename(tmp_path / "moved.txt")
            case "mtime restored":  # as `cp -p` and `touch -r` do
                file.write_text("abd")
                os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert cache.digests([(file, file.lstat())]) == [SHA if change == "none" else None]


# ------------------------------------------------------------------------------------------------ permissions


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_only_the_owner_may_read_it(folder: Path) -> None:
    before = os.umask(0)
    try:
        with Cache(folder / "below") as cache:
            cache.put_reading(SHA, "v1", GOOD, b"document")
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (folder / "below").iterdir()}
    finally:
        os.umask(before)
    assert set(modes.values()) == {0o600}
    assert len(modes) == 3  # the file, its log, and the log's index
    assert stat.S_IMODE((folder / "below").stat().st_mode) == 0o700


def test_a_cache_without_a_folder_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    with Cache(None) as cache:
        for number in range(400):  # more than SQLite keeps in memory
            cache.put(DOCUMENT, number.to_bytes(16, "big"), b"c" * 16, os.urandom(20_000))
        assert cache.get(DOCUMENT, bytes(16)) is not None
        assert not list(tmp_path.iterdir())


def traces(folder: Path, values: list[bytes]) -> int:
    """Count the pieces of the values that occur in any file of a folder."""
    everything = b"".join(path.read_bytes() for path in folder.iterdir())
    return sum(value[at : at + 12] in everything for value in values for at in range(0, len(value) - 12, 64))


@pytest.mark.parametrize("others", [0, 40])
def test_forget_leaves_no_byte(folder: Path, others: int) -> None:
    draw = random.Random(7)
    secret = [draw.randbytes(size) for size in (40, 900, 3000, 9000, 70_000)]
    content = b"c" * 16
    with Cache(folder) as cache:
        for number in range(others):
            cache.put_reading(
                bytes([number]) * 32,
                "v1",
                Reading("text/plain", bytes([number]) * 16),
                draw.randbytes(draw.randrange(5000)),
            )
            if number % 5 == 0:
                cache.put(ANALYSIS, bytes([number, 1]) * 8, content, secret[number // 5 % 5])
        cache.put_reading(SHA, "v1", Reading("text/plain", content, reason="Secret Reason of " + "Ada" * 20), secret[0])
        for number, value in enumerate(secret):
            cache.put(ASSESSMENT, bytes([number]) * 16, content, value)
            cache.put_record(bytes([number]) * 16, content, value[:900])
        assert traces(folder, secret) > 100
        assert cache.forget(SHA) >= 11
        assert cache.forget(SHA) == 0
        assert traces(folder, [*secret, b"Secret Reason of Ada"]) == 0
    assert traces(folder, [*secret, b"Secret Reason of Ada"]) == 0


def test_forget_deletes_files_that_were_set_aside(folder: Path) -> None:
    fill(folder)
    data = bytearray(file_of(folder).read_bytes())
    data[200:4000] = os.urandom(3800)
    file_of(folder).write_bytes(data)
    assert b"document 1" in file_of(folder).read_bytes()
    with Cache(folder) as cache:
        cache.forget(bytes([1]) * 32)
    assert not any(b"document 1" in path.read_bytes() for path in folder.iterdir())


def test_clear_deletes_everything_and_frees_the_space(folder: Path) -> None:
    with Cache(folder) as cache:
        for number in range(50):
            cache.put(DOCUMENT, bytes([number]) * 16, b"c" * 16, os.urandom(20_000))
        cache.clear()
        assert cache.size().documents == 0
        assert file_of(folder).stat().st_size < 100_000
        cache.put(DOCUMENT, b"k" * 16, b"c" * 16, b"as before")
        assert cache.get(DOCUMENT, b"k" * 16) == b"as before"


def test_forget_fails_while_another_process_reads(folder: Path) -> None:
    fill(folder)
    with Cache(folder) as cache:
        cache.put_reading(SHA, "v1", GOOD, b"document")
        with cache.file.guarded() as database:
            database.execute("PRAGMA busy_timeout = 10")
        reader = sqlite3.connect(file_of(folder))
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM readings").fetchall()
        with pytest.raises(UsageError, match="in use"):
            cache.forget(SHA)
        reader.close()
        cache.forget(SHA)


# ------------------------------------------------------------------------------------------------ eviction


@pytest.mark.parametrize("at_once", [3, 10_000])
def test_the_least_recently_used_are_evicted_first(folder: Path, monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    monkeypatch.setattr("matcher.runs.store.eviction._DELETED_AT_ONCE", at_once)
    keys = [bytes([number]) * 16 for number in range(40)]
    with Cache(folder) as cache:
        cache._today -= 40
        for number, key in enumerate(keys):
            cache._today += 1
            cache.put(DOCUMENT, key, key, os.urandom(20_000))
            if number == 30:
                cache.get(DOCUMENT, keys[0])
                cache._record_use()
    with Cache(folder, limit=400_000) as cache:
        pass
    with Cache(folder) as cache:
        left = [number for number, key in enumerate(keys) if cache.get(DOCUMENT, key)]
        # The first was used when thirty others had come.
        assert left == [0, *range(41 - len(left), 40)]
        assert 10 <= len(left) <= 20
        assert cache.size().bytes <= 400_000
    assert file_of(folder).stat().st_size <= 400_000


def test_a_long_run_stays_below_the_limit(folder: Path) -> None:
    with Cache(folder, limit=1_600_000) as cache:
        for number in range(400):
            content = number.to_bytes(16, "big")
            cache.put_reading(content * 2, "v1", Reading("text/plain", content), os.urandom(10_000))
            with cache.transaction():
                cache.put(ANALYSIS, content, content, os.urandom(10_000))
            assert cache.size().bytes <= 2_000_000
        left = [number for number in range(400) if cache.get(DOCUMENT, number.to_bytes(16, "big"))]
        assert left == list(range(400 - len(left), 400))
        assert len(left) >= 40


def test_nothing_is_evicted_below_the_limit(folder: Path) -> None:
    with Cache(folder, limit=10_000_000) as cache:
        for number in range(40):
            cache.put(DOCUMENT, bytes([number]) * 16, b"c" * 16, os.urandom(20_000))
    with Cache(folder) as cache:
        assert cache.size().documents == 40


# ------------------------------------------------------------------------------------------------ broken files


def foreign(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE readings (theirs)")
        other.execute("INSERT INTO readings VALUES ('precious')")
    other.close()


def foreign_and_busy(path: Path) -> None:
    """Leave a database as a killed program does: the latest changes are only in the log."""
    script = (
        "import os, sqlite3, sys; other = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "other.execute('PRAGMA journal_mode = WAL'); other.execute('CREATE TABLE t (x)');"
        "other.execute('INSERT INTO t VALUES (1)'); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", script, path], check=True)


def newer(path: Path) -> None:
    fill(path.parent)
    with sqlite3.connect(path) as ours:
        ours.execute("PRAGMA user_version = 2")
    ours.close()


def without_a_table(path: Path) -> None:
    fill(path.parent)
    with sqlite3.connect(path) as ours:
        ours.execute("DROP TABLE blobs")
    ours.close()


def cut_short(path: Path) -> None:
    fill(path.parent, 30)
    os.truncate(path, 9000)


def header_only(path: Path) -> None:
    fill(path.parent)
    os.truncate(path, 100)


def flagged_read_only(path: Path) -> None:
    fill(path.parent)
    data = bytearray(path.read_bytes())
    data[18] = 9
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("harm", "line"),
    [
        (lambda path: path.write_bytes(b"garbage"), "is damaged (file is not a database)"),
        (lambda path: path.write_bytes(b"garbage" * 10_000), "is damaged (file is not a database)"),
        (lambda path: path.write_bytes(b"SQLite format 3\0"), "is damaged (file is not a database)"),
        (lambda path: path.touch(), "belongs to another program"),
        (lambda path: path.write_bytes(bytes(8192)), "is damaged (file is not a database)"),
        (foreign, "belongs to another program"),
        (foreign_and_busy, "belongs to another program"),
        (newer, "has schema 2, and this version of matcher uses 1"),
        (without_a_table, "is damaged (no such table: blobs)"),
        (cut_short, "is damaged"),
        (header_only, "is damaged"),
        (flagged_read_only, "is damaged (attempt to write a readonly database)"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_a_valid_cache_is_set_aside_unchanged(
    folder: Path, harm, line: str, messages: list[str]
) -> None:
    folder.mkdir()
    harm(file_of(folder))
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with Cache(folder, messages.append) as cache:
        for _ in range(2):
            try:
                cache.put(ANALYSIS, b"k" * 16, b"c" * 16, b"analysis")
                break
            except CacheDamagedError:
                continue
        assert cache.get(ANALYSIS, b"k" * 16) == b"analysis"
    assert [line in entry and "cache-1.sqlite.aside" in entry for entry in messages] == [True]
    after = {path.name: path.read_bytes() for path in folder.iterdir() if ".aside" in path.name}
    if harm in (foreign, foreign_and_busy, newer) or "not a database" in line:
        assert after == {name.replace(".sqlite", ".sqlite.aside"): data for name, data in before.items()}
    with Cache(folder, messages.append) as cache:
        assert cache.get(ANALYSIS, b"k" * 16) == b"analysis"
    assert len(messages) == 1


def test_deleting_the_folder_during_a_run_harms_nothing(folder: Path, messages: list[str]) -> None:
    with Cache(folder, messages.append) as cache:
        for number in range(600):
            if number == 100:
                shutil.rmtree(folder)
            key = number.to_bytes(16, "big")
            # What is in the file and its log lives on as long as they are open; or a new file is begun.
            with contextlib.suppress(CacheDamagedError):
                cache.put(ANALYSIS, key, key, os.urandom(20_000))
            assert cache.get(ANALYSIS, key) is not None or number > 100
    with Cache(folder, messages.append) as cache:
        cache.put(ANALYSIS, b"l" * 16, b"c" * 16, b"analysis")
        assert cache.get(ANALYSIS, b"l" * 16) == b"analysis"
    assert messages == []


def test_opening_a_cache_twice_releases_no_lock(folder: Path) -> None:
    """Closing a file releases all locks that the process holds in it, so the second check must not open it without SQLite."""
    fill(folder)
    with Cache(folder) as one, one.transaction():
        one.put(ANALYSIS, b"k" * 16, b"c" * 16, b"one")
        with Cache(folder):
            script = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"
            other = subprocess.run([sys.executable, "-c", script, file_of(folder)], capture_output=True, text=True)
            assert "locked" in other.stderr


def test_the_name_of_a_file_that_was_set_aside_is_not_reused(folder: Path) -> None:
    """SQLite deletes a log by its name: a process that has the old file open would delete the new one's."""
    fill(folder)
    old = Cache(folder)
    old.put(ANALYSIS, b"k" * 16, b"c" * 16, b"old")
    data = bytearray(file_of(folder).read_bytes())
    data[:16] = b"0123456789abcdef"
    file_of(folder).write_bytes(data)
    with Cache(folder) as new:
        new.put(ANALYSIS, b"k" * 16, b"c" * 16, b"new")
        old.close()
        new.put(ANALYSIS, b"l" * 16, b"c" * 16, b"newer")
        with Cache(folder) as third:
            assert third.get(ANALYSIS, b"k" * 16) == b"new"
            assert third.get(ANALYSIS, b"l" * 16) == b"newer"


def flipped(data: bytes, draw: random.Random, count: int) -> bytes:
    harmed = bytearray(data)
    for _ in range(count):
        harmed[draw.randrange(len(harmed))] ^= 1 << draw.randrange(8)
    return bytes(harmed)


ROUNDS = 40


def test_flipped_bits_never_return_a_wrong_value(folder: Path) -> None:
    """An entry is as it was stored or missing, and after at most two tries the cache works again."""
    fill(folder, 12)
    good = file_of(folder).read_bytes()
    draw = random.Random(ROUNDS)
    lost = 0
    for round_ in range(ROUNDS):
        for path in folder.iterdir():
            path.unlink()
        file_of(folder).write_bytes(flipped(good, draw, draw.choice([1, 1, 3, 20, 200])))
        with Cache(folder) as cache:
            for _ in range(3):
                try:
                    for number in range(12):
                        sha, content = bytes([number]) * 32, bytes([number]) * 16
                        reading = Reading("text/plain", content)
                        found = cache.readings([sha], V1)
                        assert found in ({}, {sha: reading}), round_
                        for layer, name in ((DOCUMENT, "document"), (ANALYSIS, "analysis"), (ASSESSMENT, "assessment")):
                            value = cache.get(layer, content)
                            assert value in (None, b"%s %d" % (name.encode(), number)), round_
                            lost += value is None
                        assert cache.records([content]) in ({}, {content: b"record %d" % number}), round_
                        cache.put(ANALYSIS, content, content, b"analysis %d" % number)
                        cache.put_reading(sha, "v1", reading, b"document %d" % number)
                        cache.put_record(content, content, b"record %d" % number)
                    break
                except CacheDamagedError:
                    continue
            else:
                pytest.fail(f"round {round_}: damaged again and again")
    assert lost


def test_an_entry_in_the_place_of_another_is_ignored(folder: Path) -> None:
    """For example, the index of the file points to the wrong row."""
    fill(folder)
    with sqlite3.connect(file_of(folder)) as database:
        for table in ("blobs", "records"):
            values = database.execute(
                f"SELECT key, value FROM {table} WHERE key IN (?, ?)", (bytes(16), bytes([1]) * 16)
            ).fetchall()
            for (key, _), (_, value) in zip(values, values[::-1], strict=True):
                database.execute(f"UPDATE {table} SET value = ? WHERE key = ?", (value, key))
        database.execute("UPDATE readings SET content = ? WHERE sha = ?", (bytes([1]) * 16, bytes(32)))
        database.execute("UPDATE readings SET reason = 'other' WHERE sha = ?", (bytes([1]) * 32,))
    database.close()
    with Cache(folder) as cache:
        assert cache.get(ANALYSIS, bytes(16)) is None
        assert cache.records([bytes(16)]) == {}
        assert cache.readings([bytes(32), bytes([1]) * 32, bytes([2]) * 32], V1).keys() == {bytes([2]) * 32}
        # A damaged entry is deleted when it is read, so that later look-ups do not find it.
        assert cache.has(ANALYSIS, [bytes(16)]) == set()


# ------------------------------------------------------------------------------------------------ folders


@pytest.mark.parametrize("place", ["file", "below a file", "folder in the file's place"])
def test_a_folder_that_cannot_hold_a_cache_is_an_error(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder" / "cache-1.sqlite").mkdir(parents=True)
    folder = {"file": tmp_path / "file", "below a file": tmp_path / "file" / "x"}.get(place, tmp_path / "folder")
    with pytest.raises(UsageError, match=r"the cache .* cannot be (made|used).*; name another folder with --cache, or"):
        Cache(folder)


def test_a_read_only_folder_is_an_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    with pytest.raises(UsageError, match="Permission denied"):
        Cache(folder)


def test_a_read_only_file_is_not_set_aside(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(folder)
    with Cache(folder) as cache:
        monkeypatch.setattr(os, "access", lambda *_: False)
        with cache.file.guarded() as database:
            database.execute("PRAGMA query_only = 1")
        with pytest.raises(UsageError, match="readonly"):
            cache.put(ANALYSIS, b"k" * 16, b"c" * 16, b"analysis")
    assert is_complete(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_a_full_disk_is_an_error_and_harms_nothing(folder: Path) -> None:
    fill(folder)
    script = """if True:
        import os, resource, sys
        from pathlib import Path
        from matcher.runs.store.cache import *
        from matcher.core.errors import UsageError
        cache = Cache(Path(sys.argv[1]))
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        try:
            for number in range(100):
                cache.put(2, os.urandom(16), bytes(16), os.urandom(20_000))
        except UsageError as error:
            print(number, error)
        cache.close()
    """
    run = subprocess.run([sys.executable, "-c", script, folder], capture_output=True, text=True, check=True)
    assert "cannot be used" in run.stdout
    assert "free some space there, or name another folder with --cache, or use --no-cache" in run.stdout
    messages: list[str] = []
    assert is_complete(folder, messages)
    assert messages == []


def test_the_default_folder_belongs_to_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert "matcher" in default_folder().parts


# ------------------------------------------------------------------------------------------------ several processes

WRITER = """if True:
    import sys, time
    from pathlib import Path
    from matcher.runs.store.cache import Cache
    from matcher.runs.store.entries import ANALYSIS, Reading
    folder, me = Path(sys.argv[1]), int(sys.argv[2])
    while not (folder.parent / "go").exists():
        time.sleep(0.001)
    with Cache(folder) as cache:
        for number in range(120):
            content = (number % 40).to_bytes(16, "big")
            with cache.transaction():
                cache.put_reading(content * 2, "v1", Reading("text/plain", content), b"d" * 3000)
                cache.put(ANALYSIS, content, content, b"analysis %d" % (number % 40))
            assert cache.get(ANALYSIS, ((number * me) % 40).to_bytes(16, "big")) in (None, b"analysis %d" % ((number * me) % 40))
        if me == 1:
            cache._limit = 100_000
"""


def test_several_processes_create_and_use_one_cache(folder: Path) -> None:
    command = [sys.executable, "-c", WRITER, folder]
    runs = [subprocess.Popen([*command, str(n)], stderr=subprocess.PIPE, text=True) for n in range(1, 5)]
    time.sleep(0.5)
    (folder.parent / "go").touch()
    for run in runs:
        _, messages = run.communicate(timeout=120)
        assert (run.returncode, messages) == (0, "")
    assert [path.name for path in folder.iterdir()] == ["cache-1.sqlite"]
    with Cache(folder) as cache:
        assert all(cache.get(ANALYSIS, n.to_bytes(16, "big")) in (b"analysis %d" % n, None) for n in range(40))
        with cache.file.guarded() as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
