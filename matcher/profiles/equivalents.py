"""Read other wordings of profile phrases, ``resources/profiles/phrases/*.toml``, one file per language.

Profiles list English phrases. Each file holds, for some of these phrases, how people say the same in its language. What
they find counts as a match of the English phrase, in any profile that lists it, so that one deed counts once in every
language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from matcher.core.build_cache import load_or_build
from matcher.core.errors import ModelError
from matcher.core.shipped_files import RESOURCES
from matcher.languages.word_lists import CODES

__all__ = ["WORDING_FILES", "all_wordings", "spellings", "wordings"]

_FOLDER: Final = RESOURCES / "profiles" / "phrases"

WORDING_FILES: Final = tuple(f"resources/profiles/phrases/{code}.toml" for code in CODES)
"""The files, for cache keys."""

_GERMAN: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})

Wordings = dict[str, list[tuple[list[str], list[str]]]]
"""By language: phrases of profiles that mean nearly the same, and their wordings."""


def wordings(code: str, phrases: Iterable[str]) -> dict[str, list[str]]:
    """Return how people say phrases in a language; English has further wordings too.

    Args:
        code: of the language; an unknown one has no wordings.
        phrases: phrases of one requirement. Those that the file lists together share their wordings, which the first
            of them gets: otherwise the same deed in two jobs would count once for each of them.

    Raises:
        ModelError: a file is missing or damaged.

    >>> found = wordings("de", ["integration test*", "unit test*", "my own phrase"])
    >>> list(found), "modultest*" in found["unit test*"]
    (['unit test*', 'integration test*'], True)
    """
    position = {phrase: n for n, phrase in reversed(list(enumerate(phrases)))}
    found: dict[str, list[str]] = {}
    for group, listed in _all().get(code, ()):
        own = [phrase for phrase in group if phrase in position]
        if own:
            found.setdefault(min(own, key=position.__getitem__), []).extend(listed)
    return found


def all_wordings(phrases: Iterable[str]) -> list[str]:
    """Return phrases with their wordings in all languages.

    Args:
        phrases: English or own phrases.

    >>> phrases = all_wordings(["unit test*", "my own phrase"])
    >>> phrases[:2], "modultest*" in phrases
    (['unit test*', 'my own phrase'], True)
    """
    own = list(phrases)
    return [*own, *(w for code in CODES for listed in wordings(code, own).values() for w in listed)]


def spellings(code: str, wordings: Iterable[str]) -> list[str]:
    """Add the spellings without umlauts to German wordings; other accents are ignored anyway.

    Args:
        code: of the language.
        wordings: phrases in it.

    >>> spellings("de", ["härtung", "patch*"]), spellings("fr", ["délai"])
    (['härtung', 'haertung', 'patch*'], ['délai'])
    """
    if code != "de":
        return list(wordings)
    return list(dict.fromkeys(form for wording in wordings for form in (wording, wording.translate(_GERMAN))))


@cache
def _all() -> Wordings:
    try:
        texts = {code: (_FOLDER / f"{code}.toml").read_text("utf-8") for code in CODES}
    except OSError as error:
        raise ModelError(f"cannot read the wordings of phrases: {error}; install matcher again") from error
    return load_or_build("wordings", "\0".join(texts.values()).encode(), Wordings, lambda: _parse(texts))


def _parse(texts: Mapping[str, str]) -> Wordings:
    import tomllib

    parsed: Wordings = {}
    for code, text in texts.items():
        try:
            table = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise ModelError(f"resources/profiles/phrases/{code}.toml is not valid TOML: {error}") from error
        for key, listed in table.items():
            if not isinstance(listed, list) or not all(isinstance(wording, str) and wording for wording in listed):
                raise ModelError(f"resources/profiles/phrases/{code}.toml: {key!r} must be a list of phrases")
        parsed[code] = [
            ([phrase.strip() for phrase in key.split("|")], spellings(code, listed)) for key, listed in table.items()
        ]
    return parsed
