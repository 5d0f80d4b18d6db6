"""Match résumés with as little work as possible: ``python -m benchmarks.floor FOLDER ROLE.txt PROCESSES``.

PDFium's text, an Aho-Corasick automaton over the taxonomy's names, a sparse dot product with the role's names. No
layout, no disambiguation, no isolation, no evidence: a lower bound of the time, not a way to rank people.
"""

import re
import sys
import zipfile
from multiprocessing import Pool
from pathlib import Path

import ahocorasick_rs

_automaton: ahocorasick_rs.AhoCorasick
_skills: list[str]


def prepare() -> None:
    """Build the automaton, once per process."""
    global _automaton, _skills
    from matcher.skills.taxonomy import load_taxonomy

    taxonomy = load_taxonomy()
    forms = {**taxonomy.forms, **taxonomy.ambiguous}
    _skills = list(forms.values())
    _automaton = ahocorasick_rs.AhoCorasick(list(forms), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)


def names(text: str) -> dict[str, int]:
    """Count the names of each skill."""
    counts: dict[str, int] = {}
    folded = text.casefold()
    for pattern, start, end in _automaton.find_matches_as_indexes(folded):
        if not (folded[start - 1 : start].isalnum() or folded[end : end + 1].isalnum()):
            counts[_skills[pattern]] = counts.get(_skills[pattern], 0) + 1
    return counts


def read(path: Path) -> str:
    """Read the text of a file."""
    if path.suffix == ".pdf":
        import pypdfium2

        document = pypdfium2.PdfDocument(path)
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as package:
            return re.sub(r"<[^>]+>", " ", package.read("word/document.xml").decode("utf-8"))
    return path.read_text("utf-8", "replace")


def count_names(path: Path) -> dict[str, int]:
    """Count the names of skills in a file."""
    return names(read(path))


def main(folder: Path, role: Path, processes: int) -> None:
    """Print the ten files that share most names with the role."""
    prepare()
    role_names = names(role.read_text("utf-8"))
    paths = sorted(p for p in folder.rglob("*") if p.is_file())
    with Pool(processes, prepare) as pool:
        counts = pool.map(count_names, paths, chunksize=8)
    scores = [sum(min(3, count) * role_names.get(skill, 0) for skill, count in skills.items()) for skills in counts]
    for score, path in sorted(zip(scores, paths, strict=True), reverse=True)[:10]:
        print(score, path.name)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
