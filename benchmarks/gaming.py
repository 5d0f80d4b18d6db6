"""Measure what tricks gain: copies of honest résumés with hidden or stuffed text, compared with the originals."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HIDING = frozenset(
    {"invisible-text", "hidden-characters", "odd-characters", "tracked-changes", "comments", "unknown-keys"}
)
"""Codes of the warnings about text that a person cannot see, or sees differently from what is stored."""

ALL_CODES = HIDING | {"instructions", "attachments-left-out"}
"""These codes, and those about other text that earns nothing."""

_ODD = re.compile(r"gamed: (\S+) \(base (\w+); seen by a reader: ([^)]*(?:\([^)]*\))?)\)")


@dataclass(frozen=True)
class Copy:
    """One file: an honest résumé (a twin), or a copy of it with a trick."""

    path: str
    format: str
    base: str
    trick: str
    seen: str
    """Whether a reader sees the added text, in the manifest's words: ``n``, ``y``, ``specks`` …"""
    expected: str

    @property
    def kind(self) -> str:
        """``twin``, ``look-alike``, ``hidden`` or ``visible``."""
        if self.trick.startswith("00_"):
            return "twin"
        if self.trick.startswith("L"):
            return "look-alike"
        unseen = self.seen == "n" and self.expected.startswith("warning")
        return "hidden" if unseen or self.expected.startswith("score equal to honest copy") else "visible"


def read_manifest(folder: Path) -> Iterator[Copy]:
    """Yield the copies that ``MANIFEST.csv``, in the folder or next to it, describes."""
    manifest = next((p for p in (folder / "MANIFEST.csv", folder.parent / "MANIFEST.csv") if p.is_file()), None)
    if manifest is None:
        sys.exit(f"no MANIFEST.csv in {folder} or next to it; give the folder that it describes")
    with manifest.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            match = _ODD.match(row["odd"])
            path = manifest.parent / row["path"]
            if match and path.is_relative_to(folder) and path.is_file():
                name = path.relative_to(folder).as_posix()
                yield Copy(name, path.suffix[1:], match[2], match[1], match[3], row["expected"])


def main(folder: Path, verbose: bool = False) -> None:
    """Rank the folder as a user would, and compare each format's copies with their twins."""
    folder = folder.resolve()
    copies = list(read_manifest(folder))
    scores, codes, reasons = rank(folder)
    twins = {(c.format, c.base): scores[c.path] for c in copies if c.kind == "twin" and c.path in scores}
    rows = []
    missed = []
    for kind in sorted({c.format for c in copies}):
        ours = [c for c in copies if c.format == kind and (c.format, c.base) in twins]
        hidden = [c for c in ours if c.kind == "hidden"]
        alike = [c for c in ours if c.kind == "look-alike"]
        visible = [c for c in ours if c.kind == "visible" and c.path in scores]
        equal = [c for c in hidden if scores.get(c.path) == twins[kind, c.base]]
        need_warning = [c for c in hidden if "warning" in c.expected or "note" in c.expected]
        warned = [c for c in need_warning if codes.get(c.path, set()) & ALL_CODES]
        kept = [c for c in alike if scores.get(c.path, -1.0) >= twins[kind, c.base] and not codes[c.path] & HIDING]
        flagged = [c for c in ours if c.kind == "twin" and codes[c.path] & ALL_CODES]
        gains = [scores[c.path] - twins[kind, c.base] for c in visible]
        rows.append(
            (
                kind,
                f"{len(equal)}/{len(hidden)}",
                f"{len(warned)}/{len(need_warning)}",
                f"{len(kept)}/{len(alike)}",
                str(len(flagged)),
                f"{len(visible)}",
                f"{max(gains):+.2f}" if gains else "-",
            )
        )
        missed += [(c, "has another score than its twin") for c in hidden if c not in equal]
        missed += [(c, "has no warning") for c in need_warning if c not in warned]
        missed += [(c, "is flagged or loses points") for c in alike if c not in kept]
    head = (
        "format",
        "hidden: as twin",
        "warned",
        "look-alikes kept",
        "twins flagged",
        "visible tricks",
        "highest gain",
    )
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    for row in (head, *rows):
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    for copy, what in missed:
        score, twin = scores.get(copy.path), twins[copy.format, copy.base]
        why = reasons.get(copy.path, f"{score} instead of {twin}")
        print(f"{copy.path} {what} ({why}; {', '.join(sorted(codes.get(copy.path, ()))) or 'no warning'})")
    if verbose:
        print("\nVisible tricks, points above their twins:")
        for copy in sorted((c for c in copies if c.kind == "visible" and c.path in scores), key=lambda c: c.path):
            gain = scores[copy.path] - twins.get((copy.format, copy.base), 0.0)
            print(f"{gain:+7.2f}  {copy.path}  {', '.join(sorted(codes[copy.path])) or 'no warning'}")


def rank(folder: Path) -> tuple[dict[str, float], dict[str, set[str]], dict[str, str]]:
    """Rank a folder; return scores and warning codes of the assessed files, and the reasons for the others."""
    with tempfile.TemporaryDirectory() as output:
        command = [
            sys.executable,
            "-m",
            "matcher",
            "rank",
            str(folder),
            "-o",
            output,
            "--as-of",
            "2026-11-23",
            "--quiet",
        ]
        subprocess.run(command, check=False)
        ranking = json.loads(Path(output, "ranking.json").read_text("utf-8"))
    scores = {c["document"]: c["score"] for c in ranking["candidates"]}
    codes = {c["document"]: {w["code"] for w in c["warnings"]} for c in ranking["candidates"]}
    reasons = {f["document"]: f["reason"] for f in [*ranking["needs_review"], *ranking["failures"]]}
    for duplicate in ranking["duplicates"]:
        scores[duplicate["document"]] = scores.get(duplicate["duplicate_of"], 0.0)
        codes[duplicate["document"]] = codes.get(duplicate["duplicate_of"], set())
    return scores, codes, reasons
