"""Render the résumé of a seed and a grammar as a file: plain text, Word or PDF."""

from __future__ import annotations

import random
from collections.abc import Callable

from data.careers.document import Document, flatten
from data.careers.generate import invent_document


def _text(document: Document, _: random.Random) -> bytes:
    return flatten(document).text.encode()


def _word(document: Document, rng: random.Random) -> bytes:
    from data.careers.word_docx import docx

    return docx(document, rng)


def _pdf(document: Document, rng: random.Random) -> bytes:
    from data.careers.typst_pdf import pdf

    return pdf(document, rng)


FORMATS: dict[str, Callable[[Document, random.Random], bytes]] = {"txt": _text, "docx": _word, "pdf": _pdf}
"""Renderers by extension; ``docx`` and ``pdf`` need the extra ``samples``."""


def render(seed: int, grammar: str, extension: str, language: str | None = None) -> bytes:
    """Return the résumé of a seed in a grammar as a file.

    The truth is that of :func:`data.careers.generate.generate` with the same arguments; its offsets are those of the
    plain text only.

    Args:
        seed: any number.
        grammar: one of ``GRAMMARS``.
        extension: one of ``FORMATS``.
        language: as for ``generate``.

    Raises:
        KeyError: there is no such grammar or format.
        ModuleNotFoundError: the extra ``samples`` is not installed.

    >>> from data.careers.generate import generate
    >>> render(1, "xing", "txt").decode() == generate(1, "xing").text
    True
    """
    document, _, _ = invent_document(seed, grammar, language)
    return FORMATS[extension](document, random.Random(f"{grammar} {seed} {extension}"))  # noqa: S311
