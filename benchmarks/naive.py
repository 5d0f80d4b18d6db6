"""Rank like a script written in an afternoon: ``python -m benchmarks.naive FOLDER ROLE.txt [PROCESSES]``.

pdfminer.six, python-docx, scikit-learn; the cosine of TF-IDF vectors with the role's text.
"""

import sys
from multiprocessing import Pool
from pathlib import Path


def read(path: Path) -> str:
    """Read the text of a file."""
    if path.suffix == ".pdf":
        from pdfminer.high_level import extract_text

        return extract_text(path)
    if path.suffix == ".docx":
        import docx

        return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    return path.read_text("utf-8", "replace")


def main(folder: Path, role: Path, processes: int) -> None:
    """Print the ten files that are most similar to the role."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.metrics.pairwise import cosine_similarity

    paths = sorted(p for p in folder.rglob("*") if p.is_file())
    if processes > 1:
        with Pool(processes) as pool:
            texts = pool.map(read, paths)
    else:
        texts = [read(path) for path in paths]
    vectors = TfidfVectorizer(stop_words="english").fit_transform([role.read_text("utf-8"), *texts])
    scores = cosine_similarity(vectors[:1], vectors[1:])[0]
    for score, path in sorted(zip(scores, paths, strict=True), reverse=True)[:10]:
        print(f"{score:.3f} {path.name}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1)
