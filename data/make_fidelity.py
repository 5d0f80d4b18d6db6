#!/usr/bin/env python3
"""Make ``data/fidelity/files`` and ``data/fidelity/truth.json``: résumés with a known reading order.

Requires the same programs as ``make_samples.py``. The same versions of the producers give the same bytes; other
versions give the same words in the same order.

Usage: ``python data/make_fidelity.py [NAME ...]`` where NAME is the name of a specimen; without one, all are made.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from fidelity import latex, office, typst_pdf, web
from fidelity.plan import Plan, Specimen, plan_of
from fidelity.specimens import SPECIMENS
from pdfminer.pdfpage import PDFPage
from producers.source import Person, load

HERE = Path(__file__).resolve().parent
FILES, TRUTH = HERE / "fidelity" / "files", HERE / "fidelity" / "truth.json"
PRODUCERS: dict[str, Callable[[Plan, dict[str, Any]], bytes]] = {
    "web": web.pdf,
    "typst": typst_pdf.pdf,
    "latex": latex.pdf,
    "office": office.pdf,
}


def compress(data: bytes) -> bytes:
    """Return the same PDF with its objects in compressed streams."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "in.pdf", Path(folder) / "out.pdf"
        source.write_bytes(data)
        options = ["--deterministic-id", "--object-streams=generate", "--recompress-flate", "--compression-level=9"]
        subprocess.run(["qpdf", *options, str(source), str(out)], check=True)  # noqa: S603, S607
        return out.read_bytes()


def page_count(data: bytes) -> int:
    """Return the number of pages of a PDF."""
    with tempfile.TemporaryFile() as file:
        file.write(data)
        return sum(1 for _ in PDFPage.get_pages(file))


def make(specimen: Specimen, person: Person) -> tuple[bytes, Plan]:
    """Render a specimen; if its number of pages is fixed, drop the last bullets of entries until it fits.

    Raises:
        RuntimeError: it does not fit even with one bullet per entry.
    """
    for bullets in (specimen.style.bullets, 6, 5, 4, 3, 2, 1):
        plan = plan_of(specimen, person, replace(specimen.style, bullets=min(bullets, specimen.style.bullets)))
        data = PRODUCERS[specimen.producer](plan, specimen.options)
        if not specimen.pages or page_count(data) == specimen.pages:
            return data, plan
    raise RuntimeError(f"{specimen.name}: does not fit on {specimen.pages} pages")


def main(names: list[str]) -> int:
    """Make the named specimens, or all."""
    unknown = sorted(set(names) - {specimen.name for specimen in SPECIMENS})
    if unknown:
        print(f"no such specimen: {', '.join(unknown)}", file=sys.stderr)
        return 2
    FILES.mkdir(exist_ok=True)
    truth = json.loads(TRUTH.read_text("utf-8")) if TRUTH.exists() and names else {}
    for specimen in SPECIMENS:
        if names and specimen.name not in names:
            continue
        data, plan = make(specimen, load(HERE / "sources" / f"{specimen.source}.toml"))
        (FILES / f"{specimen.name}.pdf").write_bytes(compress(data))
        truth[specimen.name] = {
            "columns": specimen.columns,
            "shuffled": bool(specimen.options.get("shuffled")),
            "bands": plan.truth(),
        }
        print(specimen.name, flush=True)
    TRUTH.write_text(json.dumps(dict(sorted(truth.items())), indent=0, ensure_ascii=False) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
