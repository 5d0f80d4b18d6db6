"""What tricks earn: copies of honest résumés with text that is hidden, or visible and stuffed, beside their twins."""

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

HIDING = frozenset({"invisible-text", "hidden-characters", "odd-characters", "tracked-changes", "comments"})
"""Codes of the warnings that show text which a person cannot see, or sees otherwise than it is stored."""

TELLING = HIDING | {"instructions", "attachments-left-out"}
"""These, and those that tell of what else earns nothing."""

_ODD = re.compile(r"gamed: (\S+) \(base (\w+); seen by a reader: ([^)]*(?:\([^)]*\))?)\)")


@dataclass(frozen=True)
class Copy:
    """One file: a twin, or a copy of it with a trick."""

    path: str
    format: str
    base: str
    trick: str
    seen: str
    """Whether a reader sees what was added, in the manifest's words: ``n``, ``y``, ``specks`` ..."""
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
    """The copies that ``MANIFEST.csv`` in the folder or beside it describes."""
    manifest = next((p for p in (folder / "MANIFEST.csv", folder.parent / "MANIFEST.csv") if p.is_file()), None)
    if manifest is None:
        sys.exit(f"no MANIFEST.csv in {folder} or beside it says what is hidden; give the folder that it describes")
    with manifest.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            match = _ODD.match(row["odd"])
            path = manifest.parent / row["path"]
            if match and path.is_relative_to(folder) and path.is_file():
                name = path.relative_to(folder).as_posix()
                yield Copy(name, path.suffix[1:], match[2], match[1], match[3], row["expected"])


def main(folder: Path, verbose: bool = False) -> None:
    """Rank the folder as a user would, and print how each format's copies fare against their twins."""
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
        tellable = [c for c in hidden if "warning" in c.expected or "note" in c.expected]
        told = [c for c in tellable if codes.get(c.path, set()) & TELLING]
        kept = [c for c in alike if scores.get(c.path, -1.0) >= twins[kind, c.base] and not codes[c.path] & HIDING]
        accused = [c for c in ours if c.kind == "twin" and codes[c.path] & TELLING]
        gains = [scores[c.path] - twins[kind, c.base] for c in visible]
        rows.append(
            (
                kind,
                f"{len(equal)}/{len(hidden)}",
                f"{len(told)}/{len(tellable)}",
                f"{len(kept)}/{len(alike)}",
                str(len(accused)),
                f"{len(visible)}",
                f"{max(gains):+.2f}" if gains else "-",
            )
        )
        missed += [(c, "does not score what its twin scores") for c in hidden if c not in equal]
        missed += [(c, "carries no warning") for c in tellable if c not in told]
        missed += [(c, "is accused or loses points") for c in alike if c not in kept]
    head = (
        "format",
        "hidden: as twin",
        "warned",
        "look-alikes kept",
        "twins accused",
        "visible tricks",
        "highest gain",
    )
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    for row in (head, *rows):
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    for copy, what in missed:
        score, twin = scores.get(copy.path), twins[copy.format, copy.base]
        why = reasons.get(copy.path, f"{score} against {twin}")
        print(f"{copy.path} {what} ({why}; {', '.join(sorted(codes.get(copy.path, ()))) or 'no warning'})")
    if verbose:
        print("\nVisible tricks, points above their twins:")
        for copy in sorted((c for c in copies if c.kind == "visible" and c.path in scores), key=lambda c: c.path):
            gain = scores[copy.path] - twins.get((copy.format, copy.base), 0.0)
            print(f"{gain:+7.2f}  {copy.path}  {', '.join(sorted(codes[copy.path])) or 'no warning'}")


def rank(folder: Path) -> tuple[dict[str, float], dict[str, set[str]], dict[str, str]]:
    """Scores and warning codes of the files that were assessed, and reasons of those that were not."""
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
