"""Compare the words that are read from honest HTML pages with those that Chromium shows (``innerText``).

The pages are not part of this project. Themes of JSON Resume are pages of this kind: install some with npm, and write
what their ``render`` makes of a résumé into a folder.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

_WORD = re.compile(r"[^\W_]+")
_SCRIPT = """<script>addEventListener("load", function () {
  var text = document.body.innerText;
  document.documentElement.innerHTML = "<pre id='shown'></pre>";
  document.getElementById("shown").textContent = text;
})</script>"""


def shown_by_chromium(page: Path, program: str) -> str:
    """Return the text that Chromium shows of a page, without network."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "page.html"
        copy.write_bytes(page.read_bytes() + _SCRIPT.encode())
        command = [
            program, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-extensions", f"--user-data-dir={folder}/profile",
            "--host-resolver-rules=MAP * ~NOTFOUND", "--window-size=1280,800", "--virtual-time-budget=5000",
            "--dump-dom", copy.as_uri(),
        ]  # fmt: skip
        dump = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False).stdout
    match = re.search(r"<pre id=\"shown\">(.*)</pre>", dump, re.S)
    return html.unescape(match[1]) if match else ""


def main(folders: list[Path], cache: Path | None = None) -> None:
    """Print for each page how many of the words that Chromium shows are not read, and why; then the sums."""
    from matcher.core.errors import UnreadableFileError
    from matcher.extraction.reading import read_bytes

    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        sys.exit("Chromium is not installed: this comparison needs it (apt-get install chromium)")
    known: dict[str, str] = json.loads(cache.read_text()) if cache is not None and cache.is_file() else {}
    shown_words = lost_words = warned = 0
    pages = sorted(p for folder in folders for p in folder.rglob("*") if p.suffix.lower() in {".html", ".htm"})
    for page in pages:
        data = page.read_bytes()
        key = hashlib.sha256(data).hexdigest()
        if not known.get(key):
            known[key] = shown_by_chromium(page, program)
            if cache is not None:
                cache.write_text(json.dumps(known))
        shown = Counter(_WORD.findall(known[key].casefold()))
        try:
            document = read_bytes(data, page.name)
        except UnreadableFileError as error:
            print(f"{page.name}: all {shown.total()} words lost: {error.message}")
            shown_words += shown.total()
            lost_words += shown.total()
            continue
        seen = " ".join(document.text[b.start : b.end] for b in document.blocks if b.visible)
        lost = shown - Counter(_WORD.findall(seen.casefold()))
        hidden = [w.message for w in document.warnings if w.code == "invisible-text"]
        shown_words += shown.total()
        lost_words += lost.total()
        warned += bool(hidden)
        if lost or hidden:
            print(f"{page.name}: {lost.total()} of {shown.total()} lost: {' '.join(list(lost)[:12])}")
            for message in hidden:
                print(f"    {message[:300]}")
    print(f"{len(pages)} pages: {lost_words} of {shown_words} words lost, {warned} with a warning of hidden text")
