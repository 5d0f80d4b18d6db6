"""Read the word lists of the languages, ``resources/languages/*.toml``: one file per language, one table per subject.

Most words are used whatever the language of the text, since résumés mix languages. A word that means something else in
another language stands in a list of its own, which is used only where :func:`matcher.languages.detection.languages_of`
finds its language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from matcher.core.build_cache import load_or_build
from matcher.core.errors import ModelError
from matcher.core.shipped_files import RESOURCES

__all__ = ["CODES", "Language", "load_languages", "name_of", "words", "words_by_language"]

CODES: Final = ("en", "de", "fr", "es", "pt", "it", "nl", "pl", "ru", "tr", "zh", "ja")
"""ISO 639-1 codes of the languages that matcher reads, in the order in which their words are listed."""

FOLDER: Final = RESOURCES / "languages"

Tables = dict[str, dict[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Language:
    """One language: its names, and its word lists by table and key.

    >>> german = next(language for language in load_languages() if language.code == "de")
    >>> german.name, german.native_name
    ('German', 'Deutsch')
    """

    code: str
    """ISO 639-1."""
    name: str
    """In English."""
    native_name: str
    tables: Mapping[str, Mapping[str, list[str]]]

    def words(self, table: str, key: str) -> tuple[str, ...]:
        """Return a list of this language; empty if it has none of that name."""
        return tuple(self.tables.get(table, {}).get(key, ()))


@cache
def load_languages() -> tuple[Language, ...]:
    """Read all languages, once per process; the parsed files are kept from one process to the next.

    Raises:
        ModelError: a file is missing, is no TOML, or has something else than lists of words in a table.
    """
    texts = [_read(code) for code in CODES]
    parsed = load_or_build("languages", "\0".join(texts).encode(), dict[str, Tables], lambda: _parse_all(texts))
    languages = []
    for code in CODES:
        tables = parsed[code]
        (name,), (native,) = tables["language"]["name"], tables["language"]["native"]
        languages.append(Language(code, name, native, tables))
    return tuple(languages)


def name_of(code: str) -> str:
    """Return the English name of a language.

    Args:
        code: of :data:`CODES`.

    >>> name_of("pt")
    'Portuguese'
    """
    return load_languages()[CODES.index(code)].name


def _read(code: str) -> str:
    try:
        return (FOLDER / f"{code}.toml").read_text("utf-8")
    except OSError as error:
        raise ModelError(f"cannot read the words of the language “{code}”: {error}; install matcher again") from error


def _parse_all(texts: list[str]) -> dict[str, Tables]:
    return {code: _parse(code, text) for code, text in zip(CODES, texts, strict=True)}


def _parse(code: str, text: str) -> Tables:
    """Return the tables of one file; the names of the language become lists of one word."""
    import tomllib

    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ModelError(f"resources/languages/{code}.toml is not valid TOML: {error}") from error
    tables: Tables = {"language": {"name": [raw.pop("name", "")], "native": [raw.pop("native", "")]}}
    for table, lists in raw.items():
        for key, value in lists.items() if isinstance(lists, dict) else [("", None)]:
            if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
                raise ModelError(f"resources/languages/{code}.toml: [{table}] {key} must be a list of words")
        tables[table] = lists
    return tables


@cache
def words(table: str, key: str) -> tuple[str, ...]:
    """Return a list of all languages together, each word once.

    Args:
        table: a table of the files, such as ``"dates"``.
        key: a key in it, such as ``"present"``.

    >>> "heute" in words("dates", "present")
    True
    """
    return tuple(dict.fromkeys(word for language in load_languages() for word in language.words(table, key)))


def words_by_language(table: str, key: str) -> dict[str, tuple[str, ...]]:
    """Return a list by the code of the language, without languages that have none.

    >>> words_by_language("dates", "january")["de"][0]
    'Januar'
    """
    return {language.code: found for language in load_languages() if (found := language.words(table, key))}
