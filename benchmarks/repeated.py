"""Real files repeated to any number, each with bytes and words of its own: what a folder of thousands is like.

A copy that says the same word for word would be found in the cache after the first. So every copy says one thing more:
a last line, a last paragraph, or a line in the corner of the first page, with its number.
"""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

KINDS = (".docx", ".pdf", ".txt")


def repeat(folders: Sequence[Path], target: Path, count: int, kinds: Sequence[str] = KINDS) -> list[Path]:
    """Fill a folder with copies of the files of others.

    Args:
        folders: where the files are, at any depth; those that are locked or broken are left out.
        target: the folder to fill; made anew.
        count: how many copies.
        kinds: endings of files to take.

    Returns:
        The copies, 1,000 a folder.
    """
    shutil.rmtree(target, ignore_errors=True)
    found = sorted(p for folder in folders for p in folder.rglob("*") if p.suffix.lower() in kinds and p.is_file())
    sound = [p for p in found if marked(p, 0) is not None]
    if not sound:
        raise SystemExit(f"no readable {', '.join(kinds)} in {', '.join(map(str, folders))}")
    copies: list[Path] = []
    for number, source in zip(range(count), cycle(sound), strict=False):
        place = target / f"{number // 1000:04d}" / f"{source.stem[:40]}-{number:07d}{source.suffix.lower()}"
        place.parent.mkdir(parents=True, exist_ok=True)
        data = marked(source, number)
        assert data is not None
        place.write_bytes(data)
        copies.append(place)
    return copies


def marked(source: Path, number: int) -> bytes | None:
    """The bytes of a file that says its number, too; None if they cannot be made."""
    data, words = source.read_bytes(), f"Reference {number}"
    try:
        if source.suffix.lower() == ".pdf":
            return _pdf(data, words)
        if source.suffix.lower() == ".docx":
            return _docx(data, words)
    except Exception:  # locked, broken, or made in a way of its own
        return None
    return data.rstrip() + f"\n{words}\n".encode()


def _docx(data: bytes, words: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == "word/document.xml":
                before, end, after = part.rpartition(b"</w:body>")
                section = before.rfind(b"<w:sectPr")
                cut = section if section > before.rfind(b"</w:p>") else len(before)
                part = before[:cut] + f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>".encode() + before[cut:] + end + after
                if not end:
                    raise ValueError("no body")
            new.writestr(zipfile.ZipInfo(entry.filename, (2026, 11, 23, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _pdf(data: bytes, words: str) -> bytes:
    import ctypes

    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    document = pdfium.PdfDocument(data)
    page = document[0]
    line = raw.FPDFPageObj_NewTextObj(document.raw, b"Helvetica", 8.0)
    encoded = (words + "\0").encode("utf-16-le")
    raw.FPDFText_SetText(line, ctypes.cast(ctypes.create_string_buffer(encoded), raw.FPDF_WIDESTRING))
    raw.FPDFPageObj_Transform(line, 1, 0, 0, 1, 20, 8)
    raw.FPDFPage_InsertObject(page.raw, line)
    raw.FPDFPage_GenerateContent(page.raw)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()
