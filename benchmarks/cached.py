"""Ranking what is in the cache already: processor and wall seconds, and memory, by the number of candidates."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.repeated import repeat
from benchmarks.speed import AS_OF, Spent, heavier_profile, run

SEEDS = 400
"""Real candidates that all others are copies of."""


def fill(folders: Sequence[Path], work: Path, count: int) -> tuple[Path, Path]:
    """A folder of so many files, and a cache that knows them all.

    A few hundred files are really read and assessed; the others are entries under other digests with the same numbers,
    and files of a few bytes that are as old as the cache says. The best stand among the real ones or say the same.

    Returns:
        The folder of files, the folder of the cache.
    """
    files, home = work / "files", work / "cache"
    seeds = repeat(folders, files, min(count, SEEDS))
    run(_command(files, work, 100), home)
    database = sqlite3.connect(home / "matcher" / "cache-1.sqlite")
    known = [row[0] for row in database.execute("SELECT sha FROM readings WHERE code = '' ORDER BY sha")]
    readings = {row[0]: row[1:] for row in database.execute("SELECT sha, reader, media, content FROM readings")}
    database.close()
    made = []
    for number in range(len(seeds), count):
        path = files / f"{number // 1000:04d}" / f"copy-{number:07d}.txt"
        path.parent.mkdir(exist_ok=True)
        data = b"%d" % number
        path.write_bytes(data)
        made.append((path, hashlib.sha256(data).digest(), readings[known[number % len(known)]]))
    from matcher.cache import Cache, Reading

    long_ago = 1_700_000_000

    with Cache(home / "matcher") as cache:
        for start in range(0, len(made), 10_000):
            with cache.together():
                for path, sha, (reader, media, content) in made[start : start + 10_000]:
                    os.utime(path, (long_ago, long_ago))
                    cache.put_digest(path, path.lstat(), sha)
                    cache.put_reading(sha, reader, Reading(media, content))
    return files, home


def _command(files: Path, work: Path, top: int, *more: str) -> list[str]:
    command = [sys.executable, "-m", "matcher", "rank", str(files), "--as-of", AS_OF, "--quiet"]
    return [*command, "--output", str(work / "out"), "--top", str(top), *more]


def main(folders: Sequence[Path], counts: Sequence[int], top: int) -> None:
    """Print two rows a number of candidates: nothing changed, and other weights."""
    print(f"{'candidates':>10} {'':20} {'wall s':>7} {'CPU s':>7} {'peak MiB':>8}")
    for count in counts:
        with tempfile.TemporaryDirectory(prefix="matcher-cached-") as name:
            work = Path(name)
            files, home = fill(folders, work, count)
            heavier = heavier_profile(work)
            run(_command(files, work, top), home)
            rows: dict[str, Spent] = {
                "nothing changed": run(_command(files, work, top), home),
                "other weights": run(_command(files, work, top, "--profile", str(heavier)), home),
                "other weights, again": run(_command(files, work, top, "--profile", str(heavier)), home),
            }
            for label, spent in rows.items():
                print(f"{count:10,} {label:20} {spent.wall:7.2f} {spent.processor:7.2f} {spent.peak / 1024**2:8.0f}")
