#!/usr/bin/env python3
"""Make ``data/samples`` and ``data/labels.json`` from ``data/sources``.

Requires the extra ``samples`` (``pip install -e '.[samples]'``) and, on the machine, LibreOffice, Chromium, pdfLaTeX
with Latin Modern, ``pdftoppm``, ``qpdf``, and the Liberation and DejaVu fonts. The same versions give the same bytes;
other versions give the same words.

Usage: ``python data/make_samples.py [NAME ...]`` where NAME is the stem of a source; without one, all are made.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from producers import latex, plain_text, typst_pdf, web, word
from producers.source import Person, label_of, load

HERE = Path(__file__).resolve().parent
SOURCES, SAMPLES, LABELS, README = HERE / "sources", HERE / "samples", HERE / "labels.json", HERE / "README.md"
MARKS = ("<!-- files: written by make_samples.py -->\n", "<!-- end of files -->")

PRODUCERS: dict[str, Callable[[Person], bytes]] = {
    "typst": typst_pdf.pdf,
    "scan": typst_pdf.scan,
    "chromium": web.pdf,
    "html": web.html,
    "libreoffice": word.pdf,
    "python-docx": word.docx,
    "latex": latex.pdf,
    "text": plain_text.text_file,
    "markdown": plain_text.markdown,
    "jsonresume": plain_text.json_resume,
}
UNREADABLE = {"scan"}
"""Producers of files without text, which have no labels."""

PROTECTED = ("hana-kobayashi-lind.pdf", "hana-kobayashi-lind-protected.pdf")
BROKEN = ("thiago-albuquerque.pdf", "thiago-albuquerque-upload.pdf")
DUPLICATE = ("noor-al-masri.pdf", "noor-al-masri (1).pdf")
"""Files besides the readable résumés: (original, file)."""


def protect(data: bytes) -> bytes:
    """Return a copy of a PDF protected with a password (AES, 128 bits, with fixed initialisation vectors)."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "in.pdf", Path(folder) / "out.pdf"
        source.write_bytes(data)
        lock = ["--encrypt", "open-sesame", "owner-sesame", "128", "--use-aes=y", "--"]
        command = ["qpdf", "--static-id", "--static-aes-iv", *lock, str(source), str(out)]
        subprocess.run(command, check=True)  # noqa: S603
        return out.read_bytes()


def files_table(people: list[Person]) -> str:
    """Return the table of README.md: one row per file."""
    grades = {p.key: "-" if p.producer in UNREADABLE else f"{p.label['grade']:g}" for p in people}
    rows = [(p.file, f"{p.name}, {p.title}", p.producer, p.layout, grades[p.key]) for p in people]
    rows += [
        (PROTECTED[1], f"`{PROTECTED[0]}` locked with a password", "qpdf", "", "-"),
        (BROKEN[1], f"`{BROKEN[0]}` whose upload broke off after 9,000 bytes", "", "", "-"),
        (DUPLICATE[1], f"`{DUPLICATE[0]}`, the same bytes", "", "", "-"),
    ]
    lines = [f"| `{file}` | {' | '.join(cells)} |" for file, *cells in sorted(rows)]
    return "\n".join(["| File | Who | Producer | Layout | Grade |", "|---|---|---|---|---|", *lines]) + "\n"


def main(names: list[str]) -> int:
    """Make the samples of the named sources, or all."""
    people = [load(path) for path in sorted(SOURCES.glob("*.toml"))]
    unknown = sorted(set(names) - {person.key for person in people})
    if unknown:
        print(f"no such source in {SOURCES}: {', '.join(unknown)}", file=sys.stderr)
        return 2
    SAMPLES.mkdir(exist_ok=True)
    for person in people:
        if not names or person.key in names:
            (SAMPLES / person.file).write_bytes(PRODUCERS[person.producer](person))
            print(person.file)
    originals = {file: (SAMPLES / original).read_bytes() for original, file in (PROTECTED, BROKEN, DUPLICATE)}
    (SAMPLES / PROTECTED[1]).write_bytes(protect(originals[PROTECTED[1]]))
    (SAMPLES / BROKEN[1]).write_bytes(originals[BROKEN[1]][:9_000])
    (SAMPLES / DUPLICATE[1]).write_bytes(originals[DUPLICATE[1]])
    labels = {Path(p.file).stem: label_of(p) for p in people if p.producer not in UNREADABLE}
    LABELS.write_text(json.dumps(dict(sorted(labels.items())), indent=1, ensure_ascii=False) + "\n", "utf-8")
    before, rest = README.read_text("utf-8").split(MARKS[0])
    after = rest.split(MARKS[1])[1]
    README.write_text(before + MARKS[0] + files_table(people) + MARKS[1] + after, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
