"""Measure the memory of the first process, and the size of its reports, on texts that name skills in every line."""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.speed import AS_OF, run

NAMES = (
    "Python Java Go Kotlin PHP Ruby TypeScript JavaScript C# SQL Bash Scala Django Spring Laravel Rails FastAPI NestJS "
    "Express Symfony Flask React PostgreSQL MySQL MongoDB Redis Oracle SQLite Elasticsearch Kafka RabbitMQ AWS GCP "
    "Docker Kubernetes nginx Apache Linux Jenkins Git Terraform Ansible GraphQL OAuth Prometheus Grafana Hibernate "
    "Celery"
).split()


def text(number: int, length: int) -> str:
    """Return the text of one candidate, at least so many characters: six skills a line, forty lines a job."""
    choose = random.Random(number)  # noqa: S311 - the same texts every time
    lines = [f"Candidate Number{number}\nBackend developer\ncandidate{number}@example.org\n\nExperience\n"]
    size, year = 0, 2025
    while size < length:
        if len(lines) % 40 == 1:
            lines.append(f"\nBackend developer, Company{choose.randrange(1000)} Ltd\nJan {year - 1} - Dec {year}\n")
            year = max(1990, year - 2)
        a, b, c, d, e, f = choose.sample(NAMES, 6)
        line = (
            f"- Built REST APIs in {a} with {b}, {c} and {d}; ran {e} and {f} for {choose.randrange(100)} customers.\n"
        )
        lines.append(line)
        size += len(line)
    return "".join(lines)


def main(counts: Sequence[int], length: int) -> None:
    """Print a row for each number of texts, all in detail, in every format."""
    print(f"{'files':>6} {'wall s':>8} {'CPU s':>8} {'peak MiB':>9} {'ranking.json MB':>16}")
    for count in counts:
        with tempfile.TemporaryDirectory(prefix="matcher-dense-") as name:
            work = Path(name)
            (work / "files").mkdir()
            for number in range(count):
                (work / "files" / f"{number:05}.txt").write_text(text(number, length), "utf-8")
            command = [sys.executable, "-m", "matcher", "rank", str(work / "files"), "--as-of", AS_OF, "--quiet"]
            spent = run([*command, "--output", str(work / "out")], work / "cache")
            size = (work / "out" / "ranking.json").stat().st_size / 1e6
        print(
            f"{count:6,} {spent.wall:8.0f} {spent.processor:8.0f} {spent.peak / 1024**2:9.0f} {size:16.0f}", flush=True
        )
