"""Measure ranking from the cache: processor and wall seconds, and memory, by the number of candidates."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import re
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.repeated import repeat
from benchmarks.speed import AS_OF, Spent, heavier_profile, run
from matcher.runs.store.cache import RACY_SECONDS

if TYPE_CHECKING:
    from matcher.runs.cache_keys import CacheKeys
    from matcher.scoring.candidate_record import RecordColumns

NAME = "backend-developer"

SEEDS = 400
"""Number of real candidates. They include the best; every other candidate has a share of a real one's evidence."""


def fill(folders: Sequence[Path], work: Path, count: int) -> tuple[Path, Path]:
    """Make a folder of files, and a cache with all of them.

    A few hundred files are really read and assessed. The others are files of a few bytes, with cache entries that give
    each a different text, and figures: in each line a share of a real candidate's, so that the best are real.

    Returns:
        The folder of files, the folder of the cache.
    """
    from matcher.runs.store.cache import Cache
    from matcher.runs.store.entries import EVIDENCE, Reading

    files, home = work / "files", work / "cache"
    seeds = repeat(folders, files, min(count, SEEDS))
    run(_command(files, work, 100), home)
    long_ago = 1_700_000_000
    versions, reader, media, records, evidence = _known(home)
    with Cache(home / "matcher") as cache:
        for start in range(len(seeds), count, 10_000):
            with cache.transaction():
                for number in range(start, min(start + 10_000, count)):
                    path = files / f"{number // 1000:04d}" / f"copy-{number:07d}.txt"
                    path.parent.mkdir(exist_ok=True)
                    data = b"%d" % number
                    path.write_bytes(data)
                    os.utime(path, (long_ago, long_ago))
                    sha, content = hashlib.sha256(data).digest(), hashlib.md5(data).digest()  # noqa: S324 - any 16 bytes
                    cache.put_digest(path, path.lstat(), sha)
                    cache.put_reading(sha, reader, Reading(media, content))
                    key = versions.analysis_key(content)
                    cache.put_record(key, content, _part_of(number, records, versions))
                    cache.put(EVIDENCE, versions.evidence_key(key), content, evidence[number % len(evidence)])
    return files, home


def _known(home: Path) -> tuple[CacheKeys, str, str, RecordColumns, list[bytes]]:
    """Return what is cached of the real candidates: cache keys, a reader and its media type, records, evidence."""
    from matcher.profiles.loading import load_profile
    from matcher.runs.cache_keys import cache_keys_for
    from matcher.runs.model_versions import model_versions
    from matcher.runs.store.cache import Cache
    from matcher.runs.store.entries import EVIDENCE
    from matcher.scoring.candidate_record import has_lines, unpack_records
    from matcher.skills.taxonomy import load_taxonomy

    taxonomy = load_taxonomy()
    profile = load_profile(NAME, taxonomy)
    models = tuple(model_versions().values())
    versions = cache_keys_for(profile, taxonomy.version, models, datetime.date.fromisoformat(AS_OF), "eng")
    database = sqlite3.connect(home / "matcher" / "cache-1.sqlite")
    readings = database.execute("SELECT reader, media, content FROM readings WHERE code = '' ORDER BY sha").fetchall()
    database.close()
    keys = sorted({versions.analysis_key(content) for _, _, content in readings})
    with Cache(home / "matcher") as cache:
        found = cache.records(keys)
        evidence = cache.get_many(EVIDENCE, [versions.evidence_key(key) for key in keys])
        assert len(found) == len(evidence) == len(keys)
    columns = unpack_records([found[key] for key in keys], versions.lines)
    assert all(has_lines(found[key], versions.lines) for key in keys)
    enough = [requirement.enough for requirement in profile.requirements] + [1.0]
    columns.totals[:] = columns.totals.clip(0.0, np.array(enough)[None, :, None, None])
    reader, media, _ = readings[0]
    return versions, reader, media, columns, [_fainter(evidence[versions.evidence_key(key)]) for key in keys]


def _fainter(evidence: bytes) -> bytes:
    """Return a candidate's evidence with a third of its strength, so that the best are real for any profile."""
    from matcher.scoring.evidence_columns import ONE_CANDIDATE

    sections = ONE_CANDIDATE.unpack(evidence)
    assert sections is not None
    rows = {name: section.copy() for name, section in sections.items()}
    for section, fields in (("skills", ("own", "implied")), ("phrases", ("strength",))):
        for field in fields:
            rows[section][field] //= 3
    rows["jobs"]["relevance"] /= 3
    return ONE_CANDIDATE.pack(**rows)


def _part_of(number: int, known: RecordColumns, versions: CacheKeys) -> bytes:
    """Make the record of a candidate with a share of a real one's evidence and a different text."""
    from matcher.core.ledger import EvidenceTotal
    from matcher.scoring.candidate_facts import FACTS
    from matcher.scoring.candidate_record import pack_record

    row, draw = number % len(known.totals), np.random.default_rng(number)
    signature = bytearray(known.signatures[row].tobytes())
    signature[:16] = draw.bytes(16)
    signature[56:] = draw.bytes(len(signature) - 56)
    totals = known.totals[row] * draw.uniform(0.05, 0.6, (len(versions.lines), 1, 1))
    lines = {
        key: [EvidenceTotal(total, supported) for total, supported in dates]
        for key, dates in zip(versions.lines, totals.tolist(), strict=True)
    }
    facts = {fact.name: int(known.candidates[fact.name][row]) for fact in FACTS}
    return pack_record(facts, bytes(signature), lines)


def _command(files: Path, work: Path, top: int, *more: str) -> list[str]:
    command = [sys.executable, "-m", "matcher", "rank", str(files), "--as-of", AS_OF, "--quiet"]
    return [*command, "--output", str(work / "out"), "--top", str(top), *more]


def fill_stored_run(folders: Sequence[Path], work: Path, count: int) -> Path:
    """Make a cache that contains only a stored run, as a run over that many files would leave it.

    About a thousand real and made candidates are ranked; the others have a share of these in each line.

    Returns:
        The folder of the cache; the run is in ``out`` beside it.
    """
    from matcher.ranking.candidate_table import DocumentNames
    from matcher.reporting.json_text import json_bytes
    from matcher.runs.store.cache import Cache
    from matcher.runs.store.run_store import (
        SetAside,
        keep_ranks,
        keep_run,
        run_name,
        split_reference,
    )

    _, home = fill(folders, work, 4 * SEEDS)
    run(_command(work / "files", work, 100), home)
    manifest = work / "out" / "manifest.json"
    content = json.loads(manifest.read_bytes())
    versions, _, _, known, _ = _known(home)
    draw = np.random.default_rng(count)
    row = draw.integers(0, len(known.totals), count)
    documents = DocumentNames(f"{number // 1000:04}/copy-{number:07}.pdf" for number in range(count))
    candidates = known.candidates[row]
    for field, size in (("sha256", 32), ("content", 16)):
        candidates[field] = np.frombuffer(draw.bytes(size * count), f"V{size}")
    part = draw.uniform(0.05, 1.0, (count, len(versions.lines)))
    lines = [(key, known.totals[row, line] * part[:, line, None, None]) for line, key in enumerate(versions.lines)]
    name = run_name(documents, candidates, SetAside(), versions.analysis)
    with Cache(home / "matcher") as cache:
        keep_run(cache, name, documents, candidates, SetAside(), lines)
        keep_ranks(cache, name, versions.assessment, np.arange(1, count + 1, dtype=np.int32))
    _, profile = split_reference(bytes.fromhex(content["stored_run"]))
    manifest.write_bytes(json_bytes({**content, "stored_run": (name + profile).hex()}))
    return home


def other_profiles(work: Path) -> dict[str, Path]:
    """Write the shipped profile with other weights, and with another worth of a skill that several requirements use."""
    from matcher.profiles.loading import profile_source

    source, count = re.subn(r'^"PostgreSQL" = [0-9.]+$', '"PostgreSQL" = 0.6', profile_source(NAME), flags=re.M)
    source, more = re.subn(r"\"PostgreSQL\" = [0-9.]+,", '"PostgreSQL" = 0.6,', source) if not count else (source, 0)
    assert count + more
    satisfiers = work / "satisfiers.toml"
    satisfiers.write_text(source, "utf-8")
    return {"other weights": heavier_profile(work), "other satisfiers": satisfiers}


def main(
    folders: Sequence[Path],
    counts: Sequence[int],
    top: int,
    stored_runs: Sequence[int] = (),
    scratch: Path | None = None,
) -> None:
    """Print a row for each number of candidates and kind of run, each a whole process.

    Args:
        folders: folders of real files.
        counts: numbers of candidates with a file each.
        top: number of detailed candidates.
        stored_runs: numbers of candidates in a stored run without files; ``rerank`` needs nothing else.
        scratch: a folder for temporary files; None for the system's.
    """
    print(f"{'candidates':>10} {'':40} {'wall s':>7} {'CPU s':>7} {'peak MiB':>8}")
    for count in counts:
        with tempfile.TemporaryDirectory(prefix="matcher-cached-", dir=scratch) as name:
            work = Path(name)
            files, home = fill(folders, work, count)
            time.sleep(RACY_SECONDS)
            profiles = other_profiles(work)
            out = work / "out"

            def rank(*more: str, out: Path = out, files: Path = files, home: Path = home) -> Spent:
                shutil.rmtree(out, ignore_errors=True)
                return run(_command(files, out.parent, top, *more), home)

            def rerank(label: str, *more: str, out: Path = out, home: Path = home) -> Spent:
                command = [sys.executable, "-m", "matcher", "rerank", str(out), "--top", str(top)]
                return run([*command, "--profile", str(profiles[label]), *more], home)  # noqa: B023 - called in its round

            table = str(work / "all.csv")
            rows: dict[str, Callable[[], Spent]] = {
                "rank: collected again": rank,
                "rank: nothing changed": lambda: run(_command(files, work, top), home),  # noqa: B023
                "rerank: other weights": lambda: rerank("other weights"),
                "rerank: other weights, all as CSV": lambda: rerank("other weights", "--output", table),  # noqa: B023
                "rerank: other satisfiers": lambda: rerank("other satisfiers"),
                **{
                    f"rank: {label}": lambda path=path: rank("--profile", str(path)) for label, path in profiles.items()
                },
                "rank: other satisfiers, again": lambda: rank("--profile", str(profiles["other satisfiers"])),  # noqa: B023
            }
            for label, act in rows.items():
                _print(count, label, act())
    for count in stored_runs:
        with tempfile.TemporaryDirectory(prefix="matcher-cached-", dir=scratch) as name:
            work = Path(name)
            home = fill_stored_run(folders, work, count)
            again = [sys.executable, "-m", "matcher", "rerank", str(work / "out"), "--top", str(top)]
            again += ["--profile", str(heavier_profile(work))]
            for label, more in {"stored run alone": [], "all as CSV": ["--output", str(work / "all.csv")]}.items():
                _print(count, f"rerank: other weights, {label}", run([*again, *more], home))


def _print(count: int, label: str, spent: Spent) -> None:
    print(
        f"{count:10,} {label:40} {spent.wall:7.2f} {spent.processor:7.2f} {spent.peak / 1024**2:8.0f}",
        flush=True,
    )
