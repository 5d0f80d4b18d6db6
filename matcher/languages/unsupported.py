"""Tell texts that are mostly in a language that matcher does not read, and which language that is.

Many scripts tell their language. In the Latin script py3langid judges the parts in which too few words belong to the
languages that matcher reads. It takes most of a second to load, and so is not asked about a text that the word lists
explain. Only words in lower case count, which leaves out the names of technologies, people and firms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from matcher.languages.detection import (
    evident_share,
    language_spans,
    languages_of,
    points_of,
    script_words,
)
from matcher.languages.word_lists import CODES, load_languages, words_by_language

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

__all__ = ["UnsupportedLanguage", "find_unsupported_language"]

_WORD: Final = re.compile(r"(?<![\w.@/])[A-Za-z\u00c0-\u02af\u1e00-\u1eff]{2,}(?![\w@/])")

_FEWEST_WORDS: Final = 12
"""Words in a language from which a text is set apart; fewer may be a quotation or the name of a school."""

_MOSTLY: Final = 0.5
"""Share of the words that must be in the language."""

_DENSITY: Final = 0.15
"""Points per word in lower case from which a part is in a language that matcher reads. Of 8,000 English résumés one has
less as a whole, and most of it is Spanish; résumés in Danish or Slovene have .1 at most. With a higher value the
detector would be asked more often, and give the same answers."""

_READ: Final = 0.1
"""Probability of all languages that matcher reads together below which a text is in another one.

The words of 28 short résumés in other languages give .035 at most, those of 140 résumés in the languages that matcher
reads .99 at least. Rerun ``python -m benchmarks languages`` after touching this or any other of these numbers.
"""

_RELATIVES: Final = 2
"""Different words of a near relative from which the detector is asked whatever the word lists say."""

_SCRIPTS: Final = {
    "el": ("Greek", "\u0370-\u03ff\u1f00-\u1fff"), "hy": ("Armenian", "\u0530-\u058f"),
    "he": ("Hebrew", "\u05d0-\u05ea"),
    "ar": ("Arabic", "\u0620-\u06ff\u0750-\u077f"), "hi": ("Hindi", "\u0900-\u097f"),
    "bn": ("Bengali", "\u0980-\u09ff"), "pa": ("Punjabi", "\u0a00-\u0a7f"), "gu": ("Gujarati", "\u0a80-\u0aff"),
    "or": ("Odia", "\u0b00-\u0b7f"),
    "ta": ("Tamil", "\u0b80-\u0bff"), "te": ("Telugu", "\u0c00-\u0c7f"), "kn": ("Kannada", "\u0c80-\u0cff"),
    "ml": ("Malayalam", "\u0d00-\u0d7f"), "si": ("Sinhala", "\u0d80-\u0dff"), "th": ("Thai", "\u0e00-\u0e7f"),
    "lo": ("Lao", "\u0e80-\u0eff"), "my": ("Burmese", "\u1000-\u109f"), "ka": ("Georgian", "\u10a0-\u10ff"),
    "am": ("Amharic", "\u1200-\u137f"), "km": ("Khmer", "\u1780-\u17ff"),
    "ko": ("Korean", "\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3"), "": ("Cyrillic", "\u0400-\u04ff"),
}  # fmt: skip
"""Scripts by the code of their main language, each with the language's name and the script's characters. The Cyrillic
script is that of another language than Russian, and :data:`_BY_LETTERS` tells which."""

_IN_SCRIPTS: Final = {code: re.compile(f"[{characters}]+") for code, (_, characters) in _SCRIPTS.items()}
_IN_ANY_SCRIPT: Final = re.compile(f"[{''.join(characters for _, characters in _SCRIPTS.values())}]")

_LETTERS_OF_A_WORD: Final = 5
_LETTERS_OF_A_KOREAN_WORD: Final = 3

_BY_LETTERS: Final = {
    "ar": (("ur", "Urdu", "ٹڈڑں"), ("fa", "Persian", "پچژگکی")),
    "": (
        ("uk", "Ukrainian", "їєґ"), ("be", "Belarusian", "ў"), ("mk", "Macedonian", "ѓќѕ"), ("sr", "Serbian", "јљњћђџ"),
        ("kk", "Kazakh", "әғқұһ"), ("mn", "Mongolian", "өү"), ("bg", "Bulgarian", "ъщ"),
    ),
}  # fmt: skip
"""Languages of one script, each with letters that those below it lack."""

_NAMES: Final = {
    "af": "Afrikaans", "az": "Azerbaijani", "ca": "Catalan", "cs": "Czech", "cy": "Welsh", "da": "Danish",
    "eo": "Esperanto", "et": "Estonian", "eu": "Basque", "fi": "Finnish", "fo": "Faroese", "ga": "Irish",
    "gl": "Galician", "ha": "Hausa", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "ig": "Igbo",
    "is": "Icelandic", "jv": "Javanese", "ku": "Kurdish", "lt": "Lithuanian", "lv": "Latvian", "mg": "Malagasy",
    "ms": "Malay", "mt": "Maltese", "nn": "Norwegian", "no": "Norwegian", "ro": "Romanian", "rw": "Kinyarwanda",
    "sk": "Slovak", "sl": "Slovenian", "so": "Somali", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish",
    "sw": "Swahili", "tl": "Filipino", "tk": "Turkmen", "uz": "Uzbek", "vi": "Vietnamese", "xh": "Xhosa",
    "yo": "Yoruba", "zu": "Zulu",
}  # fmt: skip
"""Languages of the Latin script that the detector chooses from, besides those that matcher reads. Left out are those in
which hardly anybody writes a résumé: they would only take the place of their larger relatives."""


@dataclass(frozen=True, slots=True)
class UnsupportedLanguage:
    """A language that matcher does not read.

    >>> UnsupportedLanguage("sv", "Swedish").reason[:52]
    'it is written in Swedish, which matcher does not rea'
    """

    code: str
    """ISO 639-1; empty if only the script is known."""
    name: str
    """In English."""

    @property
    def reason(self) -> str:
        """Why a file is set apart and what to do, in a sentence."""
        return (
            f"it is written in {self.name}, which matcher does not read; look at it yourself, or ask for a version in "
            f"{', '.join(language.name for language in load_languages())}"
        )


def find_unsupported_language(text: str) -> UnsupportedLanguage | None:
    """Return the language that most of a text is written in, if matcher does not read it.

    Args:
        text: the visible text of a document.

    Returns:
        None if the text is mostly in languages that matcher reads, or too short to tell.

    >>> find_unsupported_language("Utvecklade tjänster för betalningar och ansvarade för driften av flera system i "
    ...                           "Java och Go, skrev tester och höll kurser")
    UnsupportedLanguage(code='sv', name='Swedish')
    >>> find_unsupported_language("Developed services for payments and was responsible for several systems in Java")
    """
    languages = languages_of(text)
    may_be_relative = not _relatives().keys().isdisjoint(languages)
    if not may_be_relative and evident_share(text) > _MOSTLY and not _has_other_script(text):
        return None  # so the detector is not needed for nearly all texts that matcher reads
    parts = _words_by_part(text)
    read = sum(map(len, parts)) + sum(script_words(text).values())
    if found := _by_script(text, read):
        return found
    words = {word for part in parts for word in part}
    if not any(len(words & _relatives().get(code, frozenset())) >= _RELATIVES for code in languages):
        parts = [part for part in parts if max(points_of(part).values(), default=0.0) < _DENSITY * len(part)]
    size = sum(map(len, parts))
    if size < max(_FEWEST_WORDS, _MOSTLY * read):
        return None
    return _by_detector(" ".join(word for part in parts for word in part))


def _words_by_part(text: str) -> list[list[str]]:
    """Return the words in lower case of each part of a text; all its words if most are in capitals."""
    parts = [_WORD.findall(text[span.start : span.end]) for span in language_spans(text)]
    lower = [[word for word in part if word.islower()] for part in parts]
    capitals = sum(word.isupper() for part in parts for word in part)
    if capitals > sum(map(len, lower)):
        return [[word.lower() for word in part] for part in parts]
    return lower


@cache
def _relatives() -> dict[str, frozenset[str]]:
    return {code: frozenset(words) for code, words in words_by_language("detection", "relatives").items()}


def _has_other_script(text: str) -> bool:
    return not text.isascii() and _IN_ANY_SCRIPT.search("".join(set(text))) is not None


def _by_script(text: str, read: float) -> UnsupportedLanguage | None:
    """Return the language of the other script in which a text has most words.

    Args:
        text: the text.
        read: words in the scripts of the languages that matcher reads.
    """
    if not _has_other_script(text):
        return None
    letters = {code: "".join(pattern.findall(text)) for code, pattern in _IN_SCRIPTS.items()}
    if script_words(text).get("ru"):
        letters[""] = ""
    code = max(letters, key=lambda code: len(letters[code]))
    size = len(letters[code]) / (_LETTERS_OF_A_KOREAN_WORD if code == "ko" else _LETTERS_OF_A_WORD)
    if size < _FEWEST_WORDS or size < _MOSTLY * (size + read):
        return None
    present = frozenset(letters[code].lower())
    for other, name, own in _BY_LETTERS.get(code, ()):
        if not present.isdisjoint(own):
            return UnsupportedLanguage(other, name)
    return UnsupportedLanguage(code, _SCRIPTS[code][0] if code else "a language in Cyrillic letters")


@cache
def _detector() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    detector = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    detector.set_languages([*CODES, *_NAMES])
    return detector


def _by_detector(text: str) -> UnsupportedLanguage | None:
    probabilities = dict(_detector().rank(text))
    if sum(probabilities[code] for code in CODES) >= _READ:
        return None
    code = max(_NAMES, key=lambda code: probabilities[code])
    return UnsupportedLanguage(code, _NAMES[code])
