"""Ranking what is in the cache already: processor and wall seconds, and memory, by the number of candidates."""

from __future__ import annotations

import datetime
import hashlib
import os
import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.repeated import repeat
from benchmarks.speed import AS_OF, Spent, heavier_profile, run

if TYPE_CHECKING:
    from matcher.line_totals import StandingColumns
    from matcher.versions import Versions

SEEDS = 400
"""Real candidates, among whom are the best; all others have a part of what one of them has."""


def fill(folders: Sequence[Path], work: Path, count: int) -> tuple[Path, Path]:
    """A folder of so many files, and a cache that knows them all.

    A few hundred files are really read and assessed. The others are files of a few bytes, entries that tell that each
    says something of its own, and numbers: in each line some part of what one of the real ones has, so that the best
    are real.

    Returns:
        The folder of files, the folder of the cache.
    """
    from matcher.cache import Cache, Reading

    files, home = work / "files", work / "cache"
    seeds = repeat(folders, files, min(count, SEEDS))
    run(_command(files, work, 100), home)
    long_ago = 1_700_000_000
    versions, reader, media, records = _known(home)
    with Cache(home / "matcher") as cache:
        for start in range(len(seeds), count, 10_000):
            with cache.together():
                for number in range(start, min(start + 10_000, count)):
                    path = files / f"{number // 1000:04d}" / f"copy-{number:07d}.txt"
                    path.parent.mkdir(exist_ok=True)
                    data = b"%d" % number
                    path.write_bytes(data)
                    os.utime(path, (long_ago, long_ago))
                    sha, content = hashlib.sha256(data).digest(), hashlib.md5(data).digest()  # noqa: S324 - any 16 bytes
                    cache.put_digest(path, path.lstat(), sha)
                    cache.put_reading(sha, reader, Reading(media, content))
                    cache.put_standing(versions.finding_key(content), content, _part_of(number, records, versions))
    return files, home


def _known(home: Path) -> tuple[Versions, str, str, StandingColumns]:
    """What the cache of the real ones holds: versions, a reader and its media type, all numbers."""
    from matcher.cache import Cache
    from matcher.line_totals import decode_standings
    from matcher.profile import load_profile
    from matcher.skills.sense_model import load_sense_model
    from matcher.skills.taxonomy import load_taxonomy
    from matcher.tfidf_model import shipped_model_version
    from matcher.versions import versions_of

    taxonomy = load_taxonomy()
    profile = load_profile("backend-developer", taxonomy)
    models = shipped_model_version(), load_sense_model().version
    versions = versions_of(profile, taxonomy.version, models, datetime.date.fromisoformat(AS_OF), "eng")
    database = sqlite3.connect(home / "matcher" / "cache-1.sqlite")
    told = database.execute("SELECT reader, media, content FROM readings WHERE code = '' ORDER BY sha").fetchall()
    database.close()
    keys = sorted({versions.finding_key(content) for _, _, content in told})
    with Cache(home / "matcher") as cache:
        found = cache.standings(keys)
        assert len(found) == len(keys)
    columns = decode_standings([found[key] for key in keys], versions.lines)
    assert columns.complete.all()
    enough = [requirement.enough for requirement in profile.requirements] + [1.0]
    columns.totals[:] = columns.totals.clip(0.0, np.array(enough)[None, :, None, None])
    reader, media, _ = told[0]
    return versions, reader, media, columns


def _part_of(number: int, known: StandingColumns, versions: Versions) -> bytes:
    """The numbers of a candidate who has a part of what a real one has, and words of their own."""
    from matcher.line_totals import StandingNumbers, encode_standing
    from matcher.types import LineTotal

    row, draw = number % len(known.totals), np.random.default_rng(number)
    signature = bytearray(known.signatures[row].tobytes())
    signature[:16] = draw.bytes(16)
    signature[56:] = draw.bytes(len(signature) - 56)
    totals = known.totals[row] * draw.uniform(0.05, 0.6, (len(versions.lines), 1, 1))
    lines = {
        key: [LineTotal(total, borne_out) for total, borne_out in dates]
        for key, dates in zip(versions.lines, totals.tolist(), strict=True)
    }
    return encode_standing(StandingNumbers(*known.numbers[row].tolist(), bytes(signature)), lines)


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
