"""Write PDFs with pdfLaTeX, in the class article and Latin Modern like most hand-made LaTeX résumés."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from pathlib import Path

from .source import Entry, Person

TEMPLATE = Path(__file__).resolve().parent.parent / "templates" / "resume.tex"
SPECIAL = {"&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}", "~": r"\~{}"}
PREAMBLES = {
    "one-column": r"\newcommand{\cvheading}[1]{\vspace{8pt}{\large\textsc{#1}}\par\vspace{-6pt}"
    r"\rule{\textwidth}{0.4pt}\par}",
    "rules": r"\newcommand{\cvheading}[1]{\vspace{10pt}{\sffamily\bfseries\MakeUppercase{#1}}~\hrulefill\par"
    r"\vspace{3pt}}",
}


def escape(text: str) -> str:
    r"""Escape a text for LaTeX.

    >>> escape("R&D, 12%")
    'R\\&D, 12\\%'
    """
    return re.sub(r"[&%$#_{}~]", lambda match: SPECIAL[match.group()], text)


def _entry(entry: Entry) -> list[str]:
    place = ", ".join(filter(None, (entry.where, entry.place)))
    lines = [rf"\textbf{{{escape(entry.title)}}}\hfill {escape(entry.dates)}\par"]
    lines += [rf"\textit{{{escape(place)}}}\par"] if place else []
    if entry.bullets:
        lines += [r"\begin{itemize}\setlength{\itemsep}{1pt}\setlength{\parskip}{0pt}"]
        lines += [rf"\item {escape(bullet)}" for bullet in entry.bullets]
        lines += [r"\end{itemize}"]
    return [*lines, r"\vspace{3pt}"]


def pdf(person: Person) -> bytes:
    """Return the résumé as a PDF set by pdfLaTeX in one column."""
    body = [
        rf"\begin{{center}}{{\LARGE\bfseries {escape(person.name)}}}\\[3pt]",
        rf"{escape(person.title)}\\[2pt]",
        r" $\cdot$ ".join(map(escape, person.contact)),
        r"\end{center}",
    ]
    for part in person.parts:
        body.append(rf"\cvheading{{{escape(part.heading)}}}")
        body += [escape(paragraph) + r"\par" for paragraph in part.paragraphs]
        body += [rf"\textbf{{{escape(group)}:}} {escape(items)}\par" for group, items in part.groups]
        body += [escape(item) + r"\par" for item in part.items]
        for entry in part.entries:
            body += _entry(entry)
    source = TEMPLATE.read_text("utf-8")
    source = source.replace("%%PREAMBLE%%", PREAMBLES[person.layout]).replace("%%BODY%%", "\n".join(body))
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "resume.tex").write_text(source, "utf-8")
        epoch = {"SOURCE_DATE_EPOCH": "1767225600", "FORCE_SOURCE_DATE": "1"}
        command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "resume.tex"]
        environment = os.environ | epoch
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)  # noqa: S603
        if done.returncode:
            raise RuntimeError(f"pdflatex on {person.key}: {done.stdout[-800:]}")
        return (Path(folder) / "resume.pdf").read_bytes()
