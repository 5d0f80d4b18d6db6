"""What can go wrong, as one tree.

Every message says what was wrong, where, and what to do about it; the command line prints it and nothing else.

::

    MatcherError
    ├── UsageError            the command or call cannot be carried out as given (missing folder, unknown profile)
    ├── NothingToReadError    the folders given hold no file
    ├── UnreadableFileError   one file could not be read; carries a reason code, costs that file only
    ├── ConfigurationError    a file of ours or of the user's has problems; carries all of them
    │   ├── TaxonomyError     taxonomy files
    │   ├── ProfileError      requirement profiles
    │   └── LabelsError       labels that a run is held against
    ├── ModelError            a trained artefact is missing, foreign or damaged
    ├── TooFewLabelsError     labels are too few, or too alike, to learn from
    ├── ClusterError          workers elsewhere cannot be reached, or would give other results
    └── MissingExtraError     an optional dependency is needed and not installed
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = [
    "REASON_CODES",
    "ClusterError",
    "ConfigurationError",
    "ConfigurationProblem",
    "LabelsError",
    "MatcherError",
    "MissingExtraError",
    "ModelError",
    "NothingToReadError",
    "ProfileError",
    "TaxonomyError",
    "TooFewLabelsError",
    "UnreadableFileError",
    "UsageError",
]

REASON_CODES: Final = {
    "corrupt": "the file is damaged or is not what it claims to be: ask for it again",
    "crash": "the program that reads it crashed: save the file anew as PDF",
    "empty": "the file holds no bytes or no words: ask for it again",
    "encrypted": "the file needs a password: ask for an open copy",
    "memory": "reading it needs more memory than the limit: save the file anew as PDF",
    "no-text": "the pages hold pictures but no text (a scan?): ask for the document it was made from",
    "not-readable": "the operating system refuses to open it, or it is no ordinary file: check what it is",
    "timeout": "reading it takes longer than the limit: save the file anew as PDF",
    "too-large": "the file, or the text in it, is larger than the limit: save it without what is not the résumé",
    "unsupported": "no reader for this kind of file: save it as PDF",
}
"""Reason codes of :class:`UnreadableFileError`, what each means and what to do."""


class MatcherError(Exception):
    """Root of every error that matcher raises on purpose.

    >>> issubclass(UsageError, MatcherError)
    True
    """


class UsageError(MatcherError):
    """The command or call cannot be carried out as given."""


class NothingToReadError(MatcherError):
    """The folders given hold no file."""


class UnreadableFileError(MatcherError):
    """One file could not be read.

    Args:
        code: one of :data:`REASON_CODES`.
        message: what was wrong and what to do, without the file's name.
        review: True when a person can read the file although we cannot (a scan): it is then set apart
            for review instead of being counted as a failure.

    >>> str(UnreadableFileError("encrypted", "it needs a password; ask for an open copy"))
    'it needs a password; ask for an open copy'
    """

    def __init__(self, code: str, message: str, *, review: bool = False) -> None:
        if code not in REASON_CODES:
            raise ValueError(f"unknown reason code {code!r}")
        super().__init__(message)
        self.code = code
        self.message = message
        self.review = review

    def __reduce__(self) -> tuple[object, ...]:
        """Errors cross from worker processes."""
        return _unreadable, (self.code, self.message, self.review)


def _unreadable(code: str, message: str, review: bool) -> UnreadableFileError:
    return UnreadableFileError(code, message, review=review)


@dataclass(frozen=True, slots=True)
class ConfigurationProblem:
    """One problem in a configuration file, with its place.

    >>> str(ConfigurationProblem("backend.toml", 12, "unknown skill 'pyhton'; did you mean 'python'?"))
    "backend.toml:12: unknown skill 'pyhton'; did you mean 'python'?"
    """

    file: str
    line: int
    """1-based; 0 when the problem has no line of its own (a missing key)."""
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.message}"


class ConfigurationError(MatcherError):
    """A configuration file has problems; all of them are carried, each with file and line.

    >>> error = ConfigurationError((ConfigurationProblem("a.toml", 3, "no label"), ConfigurationProblem("a.toml", 9, "no kind")))
    >>> print(error)
    2 problems:
      a.toml:3: no label
      a.toml:9: no kind
    """

    def __init__(self, problems: tuple[ConfigurationProblem, ...]) -> None:
        self.problems = problems
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__("\n  ".join([f"{count}:", *map(str, problems)]))

    def __reduce__(self) -> tuple[object, ...]:
        """Errors cross from worker processes."""
        return type(self), (self.problems,)


class TaxonomyError(ConfigurationError):
    """The taxonomy files have problems."""


class ProfileError(ConfigurationError):
    """A requirement profile has problems."""


class LabelsError(ConfigurationError):
    """Labels that a run is held against have problems."""


class ModelError(MatcherError):
    """A trained artefact is missing, foreign or damaged."""


class TooFewLabelsError(MatcherError):
    """Labels are too few, or too alike, to learn from; the message tells how many are needed and why."""


class ClusterError(MatcherError):
    """Workers elsewhere cannot be reached, or cannot do what is asked, or would give other results."""


class MissingExtraError(MatcherError):
    """An optional dependency is needed and not installed; the message names the extra to install."""
