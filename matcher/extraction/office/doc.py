"""Read Word 97 to 2003 documents (.doc) by LibreOffice or antiword, when one of them is installed.

The format is a file system of its own with decades of variants. No maintained library with a permissive licence reads
it, so a program converts it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from matcher.core.errors import UnreadableFileError
from matcher.core.limits import OCR_SECONDS, allow_seconds
from matcher.extraction.assembly import DocumentBuilder

__all__ = ["read"]

TIME_LIMIT: Final = 45.0
"""Seconds that a converter may take. LibreOffice needs 3 to 10 on its first start with a new profile, and one more for
each document; if it takes longer than this, it hangs."""


_FIRST_SECTORS: Final = 1 << 20


def read(data: bytes) -> DocumentBuilder:
    """Read a .doc file: LibreOffice converts it to DOCX, or else antiword to text.

    LibreOffice runs with its own profile in a temporary folder, so the user's settings, macros and open windows have no
    effect.

    Raises:
        UnreadableFileError: it is encrypted; neither program is installed; or the program fails or takes longer
            than :data:`TIME_LIMIT`.
    """
    if _is_encrypted(data):
        raise UnreadableFileError("encrypted", "it needs a password; ask for an open copy")
    allow_seconds(OCR_SECONDS)
    office = shutil.which("soffice") or shutil.which("libreoffice")
    antiword = shutil.which("antiword")
    if office is None and antiword is None:
        raise UnreadableFileError(
            "unsupported",
            "it is a document of Word 97 to 2003 (.doc), which only LibreOffice or antiword can open and neither is "
            "installed; install one, or save it as PDF or DOCX",
            review=True,
        )
    with tempfile.TemporaryDirectory(prefix="matcher-doc-") as folder:
        source = Path(folder, "in.doc")
        source.write_bytes(data)
        if office is not None:
            return _by_office(office, source)
        return _by_antiword(str(antiword), source)


def _is_encrypted(data: bytes) -> bool:
    """Return whether the file information block, which begins a sector, has fEncrypted set (MS-DOC 2.5.2)."""
    for start in range(512, min(len(data) - 12, _FIRST_SECTORS), 512):
        if data[start : start + 2] == b"\xec\xa5":
            return bool(int.from_bytes(data[start + 10 : start + 12], "little") & 0x0100)
    return False


def _by_office(office: str, source: Path) -> DocumentBuilder:
    from matcher.extraction.office import docx

    folder = source.parent
    _run(
        [
            office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
            "--nolockcheck", "--nodefault", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder),
            str(source),
        ],
        folder,
    )  # fmt: skip
    target = folder / "in.docx"
    if not target.is_file():
        message = "it is a .doc that LibreOffice cannot open (does it need a password?); save it as PDF or DOCX"
        raise UnreadableFileError("corrupt", message)
    return docx.read(target.read_bytes())


def _by_antiword(antiword: str, source: Path) -> DocumentBuilder:
    from matcher.extraction import plain_text

    output = _run([antiword, "-m", "UTF-8.txt", "-w", "0", str(source)], source.parent)
    if not output.strip():
        message = "it is a document of Word 97 to 2003 (.doc) that antiword cannot open; save it as PDF or DOCX"
        raise UnreadableFileError("corrupt", message)
    return plain_text.read(output)


def _raise_memory_limit() -> None:
    """Raise the converter's limit of address space: a reader's own is too low for an office program."""
    import resource

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    wide = 8 * 1024**3
    resource.setrlimit(resource.RLIMIT_AS, (wide if hard == resource.RLIM_INFINITY else min(wide, hard), hard))


def _run(command: list[str], folder: Path) -> bytes:
    """Run a converter; end it and every process that it starts when time is up."""
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder), "LC_ALL": "C.UTF-8"}
    process = subprocess.Popen(  # noqa: S603  (a program on the path, no shell)
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder,
        env=environment, start_new_session=True, preexec_fn=_raise_memory_limit if os.name == "posix" else None,
    )  # fmt: skip
    try:
        output, _ = process.communicate(timeout=TIME_LIMIT)
    except subprocess.TimeoutExpired as error:
        message = f"opening it took longer than {TIME_LIMIT:.0f} seconds; save it as PDF or DOCX"
        raise UnreadableFileError("corrupt", message) from error
    finally:
        if os.name == "posix":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        process.wait()
    return output
