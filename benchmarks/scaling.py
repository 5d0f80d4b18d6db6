"""Measure processor seconds of each stage on difficult texts of n characters and of four times n."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Sequence

N = 10_000
"""Characters of the shorter text, as in a long résumé. At four times as many, quadratic time is still seconds."""

SURE = 0.05
"""Seconds below which a ratio depends more on the clock than on the stage."""

DAY = datetime.date(2026, 11, 23)

PIECES = ("a", "A", "1", " ", "\n", "\t", "-", ".", "a-", "a.", "A ", "a, ", " \n", "•")
"""Pieces that are difficult for patterns: long words, long gaps, and marks that may or may not be part of a word."""

HEADS = {
    "sections": "Work Experience ",
    "dates": "June 2013 - ",
    "timeline": "Cook, June 2013 - May 2014 ",
    "prose jobs": "I worked as a cook from 2013 to 2014. ",
    "sentences": "Cooked soup. ",
    "phrases": "Optimised ",
    "recognizer": "Java, Go ",
    "similarity": "developer@",
}
"""Text that starts the work of a stage; each piece is also repeated after it."""

OWN = {
    "sections": ("Skills ", "Skills\n", "EXPERIENCE\nSkills: Go\n", "Work Experience Education ", "Languages:\n"),
    "dates": (
        "June 2013 ",
        "2013-",
        "May ",
        "1/",
        "June 2013 - ",
        "2013 bis ",
        "since ",
        "2013/",
        "2013 -\n",
        "mid 2013 (2 years) ",
    ),
    "timeline": ("June 2013 ", "Developer\nJune 2013 - May 2014\n", "Cook 2013 to 2015. ", "Cook, "),
    "prose jobs": ("I worked ", "I was a cook ", "as a cook at A", "I am\n", "I worked at Acme from 2013 to 2014. "),
    "sentences": ("Cook. ", "e.g. ", "•\n", "\n\n ", " •"),
    "phrases": ("optimised ", "optimised-", "back end ", "rest-api-", "optimised, slow, "),
    "recognizer": ("Java ", "Go ", "C++", "C/", "a@", "www.", "not ", "Java, ", "Spring Boot 2.1 "),
    "similarity": ("developer ", "a@", "www.", "REST API ", "services' "),
}
"""Pieces with what each stage looks for."""


def stage_function(name: str) -> Callable[[str], object]:
    """Return the function of a stage, with everything it needs loaded."""
    from matcher.core.document import Block, Document
    from matcher.core.resume import Resume, Section
    from matcher.parsing.career.dates import find_date_ranges
    from matcher.parsing.career.prose_jobs import find_prose_jobs
    from matcher.parsing.career.timeline import find_positions
    from matcher.parsing.sections import find_sections
    from matcher.parsing.sentences import split_sentences
    from matcher.profiles.loading import load_profile
    from matcher.profiles.phrases import PhrasePatterns
    from matcher.skills.taxonomy import load_taxonomy

    if name == "sections":
        return find_sections
    if name == "dates":
        return lambda text: find_date_ranges(text, DAY)
    if name == "prose jobs":
        return lambda text: find_prose_jobs(text, [(0, len(text))], find_date_ranges(text, DAY), DAY)
    if name == "timeline":
        return lambda text: find_positions(text, [Section("experience", 0, len(text))], DAY)
    if name == "sentences":
        return split_sentences
    taxonomy = load_taxonomy()
    if name == "recognizer":
        from matcher.skills.recognizer import Recognizer

        recognizer = Recognizer(taxonomy)

        def recognize(text: str) -> object:
            document = Document("long.txt", text, (Block(0, len(text), 1),), "text/plain", "0" * 64, pages=1)
            return recognizer.recognize(Resume(document, (Section("experience", 0, len(text)),), ()))

        return recognize
    profile = load_profile("backend-developer", taxonomy)
    if name == "phrases":
        patterns = PhrasePatterns([phrase for r in profile.requirements for phrase in r.phrases])
        return lambda text: list(patterns.find(text))
    from matcher.scoring.tfidf_match import ProfileText, SentenceMatcher
    from matcher.scoring.tfidf_model import load_model

    role = ProfileText(load_model(), profile.text)
    meanings = SentenceMatcher(load_model(), [r.meaning for r in profile.requirements if r.meaning])
    return lambda text: (role.compare(text), meanings.similarities([text]))


def seconds(stage: Callable[[str], object], text: str) -> float:
    """Measure the processor seconds of a stage on a text."""
    begin = time.process_time()
    stage(text)
    return time.process_time() - begin


def main(only: Sequence[str] = (), n: int = N) -> None:
    """Print a row for each stage and piece.

    "times" is the second time divided by the first: about 4 for linear time, 16 for quadratic time.

    Args:
        only: names of stages; empty for all.
        n: length of the shorter text in characters.
    """
    print(f"{'stage':11} {'text':44} {f'{n:,}':>9} {f'{4 * n:,}':>9}  times")
    for name in only or HEADS:
        stage = stage_function(name)
        stage("Warm up. ")
        head = HEADS[name]
        for start, piece in (*(("", p) for p in (*PIECES, *OWN[name])), *((head, p) for p in PIECES)):
            short, long = (seconds(stage, start + (piece * (size // len(piece) + 1))[:size]) for size in (n, 4 * n))
            times = f"{long / short:5.1f}" if long > SURE and short else "    -"
            text = f"{start!r} + {piece!r} ..." if start else f"{piece!r} ..."
            print(f"{name:11} {text:44} {short:7.2f} s {long:7.2f} s  {times}", flush=True)
