"""Read JSON Resume (jsonresume.org, schema 1.0.0) and objects like it."""

from __future__ import annotations

from matcher.core.errors import UnreadableFileError
from matcher.extraction.assembly import DocumentBuilder
from matcher.extraction.structured.json_objects import find_resume, load
from matcher.extraction.structured.resume_writing import write
from matcher.extraction.structured.shown_parts import shown_parts

__all__ = ["read"]


def read(data: bytes) -> DocumentBuilder:
    """Read a résumé in JSON.

    >>> print(read(b'{"basics": {"name": "Ana"}, "work": [{"name": "Acme", "position": "Developer", '
    ...     b'"startDate": "2019-03-01", "highlights": ["Built APIs in Go"]}]}').build(
    ...     name="", media_type="application/json", sha256="").text)
    Ana
    <BLANKLINE>
    Work Experience
    <BLANKLINE>
    Developer, Acme
    2019-03 – Present
    • Built APIs in Go
    """
    resume = find_resume(load(data))
    if resume is None:
        raise UnreadableFileError("unsupported", "it is JSON but not a résumé; save the résumé as PDF or DOCX")
    return write(shown_parts(resume))
