r"""Set plans with pdfLaTeX: ``article``, ``multicol``, ``minipage`` and ``tabular``, as in hand-made résumés."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from producers.latex import escape

from .plan import Band, Block, Plan

HEADINGS = {
    "rule": r"\par\vspace{8pt}{\large\textbf{%s}}\par\vspace{-6pt}\rule{\linewidth}{0.4pt}\par",
    "caps": r"\par\vspace{8pt}{\large\textsc{%s}}\par\vspace{2pt}",
    "spaced": r"\par\vspace{9pt}{%s}\par\vspace{3pt}",
}
FONTS = {
    "lmodern": r"\usepackage[T1]{fontenc}\usepackage{lmodern}",
    "sans": r"\usepackage[T1]{fontenc}\usepackage{lmodern}\renewcommand{\familydefault}{\sfdefault}",
    # Knuth's original encoding: accents are separate glyphs above the letter.
    "ot1": "",
}


def _spaced(words: str) -> str:
    return r"\hspace{1em}".join(r"\kern3pt ".join(map(escape, word)) for word in words.upper().split())


class _Writer:
    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options

    def column(self, blocks: Sequence[Block]) -> Iterator[str]:
        for block in blocks:
            yield self.block(block)

    def block(self, block: Block) -> str:
        cells = [escape(cell) for cell in block.cells]
        match block.kind:
            case "name":
                return rf"{{\LARGE\bfseries {cells[0]}}}\par\vspace{{3pt}}"
            case "contact":
                return (r"\par " if self.options.get("stacked") else r" $\cdot$ ").join(cells) + r"\par"
            case "heading":
                style = self.options.get("heading", "rule")
                return HEADINGS[style] % (_spaced(block.cells[0]) if style == "spaced" else cells[0])
            case "bullet":
                item = (
                    r"\begin{itemize}\setlength{\itemsep}{0pt}\setlength{\parskip}{0pt}\setlength{\topsep}{0pt}\item "
                )
                return item + cells[0] + r"\end{itemize}"
            case "head":
                return (
                    rf"\par\vspace{{4pt}}\textbf{{{cells[0]}}}" + (rf"\hfill {cells[1]}" if cells[1:] else "") + r"\par"
                )
            case "where" | "dates":
                return rf"\textit{{{cells[0]}}}\par"
            case "label":
                return rf"\vspace{{3pt}}\textbf{{{cells[0]}}}\par"
            case "row":
                rest = r"\dimexpr\linewidth-3.6cm\relax"
                label = rf"\par\noindent\parbox[t]{{3.4cm}}{{\textbf{{{cells[0]}}}}}\hspace{{0.2cm}}"
                return rf"{label}\parbox[t]{{{rest}}}{{{cells[1]}}}\par\vspace{{2pt}}"
            case "row3":
                inner = " & ".join(cells) + r"\\\hline\end{tabular}\par\vspace{1pt}"
                return r"\begin{tabular}{|p{2.4cm}|p{4cm}|p{8.6cm}|}\hline " + inner
            case "timed" | "labelled":
                inner = "\n".join(self.column(block.children))
                label = cells[0] if block.kind == "timed" else rf"\textbf{{{cells[0]}}}"
                rest = r"\dimexpr\linewidth-3.4cm\relax"
                side = rf"\begin{{minipage}}[t]{{2.9cm}}\raggedright {label}\end{{minipage}}\hspace{{0.5cm}}"
                return rf"\par\vspace{{6pt}}\noindent {side}\begin{{minipage}}[t]{{{rest}}}{inner}\end{{minipage}}\par"
        return r"\hfill ".join(cells) + r"\par"

    def band(self, band: Band) -> str:
        columns = ["\n".join(self.column(column)) for column in band.columns]
        if band.name == "header":
            return rf"\begin{{center}}{columns[0]}\end{{center}}"
        if band.name == "flow":
            number = self.options.get("columns", 2)
            return rf"\begin{{multicols*}}{{{number}}}{columns[0]}\end{{multicols*}}"
        if len(columns) > 1:
            widths = self.options.get("widths") or [0.94 / len(columns)] * len(columns)
            pieces = zip(widths, columns, strict=True)
            return r"\hfill".join(
                rf"\begin{{minipage}}[t]{{{w}\textwidth}}{column}\end{{minipage}}" for w, column in pieces
            )
        return columns[0]


def tex(plan: Plan, options: dict[str, Any]) -> str:
    """Return the source; ``options``: ``fonts``, ``heading``, ``justify`` (and hyphenate), ``columns``, ``widths``."""
    writer = _Writer(options)
    ragged = "" if options.get("justify") else r"\raggedright\hyphenpenalty=10000\exhyphenpenalty=10000"
    pages = "\n\\newpage\n".join("\n".join(map(writer.band, bands)) for bands in plan.pages)
    return "\n".join(
        [
            rf"\documentclass[{options.get('size', '10pt')},{options.get('paper', 'a4paper')}]{{article}}",
            FONTS[options.get("fonts", "lmodern")],
            r"\usepackage[utf8]{inputenc}\usepackage[margin=1.9cm]{geometry}\usepackage{multicol}",
            r"\pagestyle{empty}\setlength{\parindent}{0pt}\pdftrailerid{}",
            r"\begin{document}",
            ragged,
            pages,
            r"\end{document}",
        ]
    )


def pdf(plan: Plan, options: dict[str, Any]) -> bytes:
    """Return the plan as a PDF set by pdfLaTeX."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "resume.tex").write_text(tex(plan, options), "utf-8")
        environment = os.environ | {"SOURCE_DATE_EPOCH": "1767225600", "FORCE_SOURCE_DATE": "1"}
        command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "resume.tex"]
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True)  # noqa: S603
        if done.returncode:
            raise RuntimeError(f"pdflatex: {done.stdout[-800:].decode(errors='replace')}")
        return (Path(folder) / "resume.pdf").read_bytes()
