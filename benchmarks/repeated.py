"""Make any number of copies of real files, each with different bytes and words, to imitate a large folder.

An exact copy would be found in the cache after the first. So every copy gets its number in an added last line, last
paragraph, or line in the corner of the first page.
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
    """Fill a folder with copies of files.

    Args:
        folders: folders with the files, at any depth; locked or broken files are left out.
        target: the folder to fill; its old content is deleted.
        count: number of copies.
        kinds: extensions of the files to use.

    Returns:
        The copies, 1,000 per folder.
    """
    shutil.rmtree(target, ignore_errors=True)
    files = sorted(p for folder in folders for p in folder.rglob("*") if p.suffix.lower() in kinds and p.is_file())
    usable = [p for p in files if marked(p, 0) is not None]
    if not usable:
        raise SystemExit(f"no readable {', '.join(kinds)} in {', '.join(map(str, folders))}")
    copies: list[Path] = []
    for number, source in zip(range(count), cycle(usable), strict=False):
        copy = target / f"{number // 1000:04d}" / f"{source.stem[:40]}-{number:07d}{source.suffix.lower()}"
        copy.parent.mkdir(parents=True, exist_ok=True)
        data = marked(source, number)
        assert data is not None
        copy.write_bytes(data)
        copies.append(copy)
    return copies


def marked(source: Path, number: int) -> bytes | None:
    """Return the bytes of a file with its number added; None if that fails."""
    data, words = source.read_bytes(), f"Reference {number}"
    try:
        if source.suffix.lower() == ".pdf":
            return _pdf(data, words)
        if source.suffix.lower() == ".docx":
            return _docx(data, words)
    except Exception:  # locked, broken or unusual
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
