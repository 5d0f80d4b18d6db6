"""Define the errors that matcher raises on purpose.

Every message says what was wrong, where, and what to do about it; the command line prints the message and nothing else.

::

    MatcherError
    ├── UsageError            the command or call cannot be carried out as given (missing folder, unknown profile)
    ├── NothingToReadError    the input folders hold no file
    ├── UnreadableFileError   one file could not be read: carries a reason code; the other files are still processed
    ├── ConfigurationError    a configuration file, shipped or the user's, has problems: carries all of them
    │   ├── TaxonomyError     taxonomy files
    │   ├── ProfileError      requirement profiles
    │   └── LabelsError       labels with which a run is compared
    ├── ModelError            a trained model is missing, incompatible or damaged
    ├── TooFewLabelsError     labels are too few, or too similar, to learn from
    ├── ClusterError          remote workers cannot be reached, or would give other results
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
    "corrupt": "the file is damaged or is not of the type that it claims: ask for it again",
    "crash": "the program that reads it crashed: save the file again as PDF",
    "empty": "the file holds no bytes or no words: ask for it again",
    "encrypted": "the file needs a password: ask for an open copy",
    "language-unsupported": "matcher does not read its language: look at it yourself, or ask for another version",
    "memory": "reading it needs more memory than the limit: save the file again as PDF",
    "no-text": "the pages hold pictures but no text (a scan?): ask for the original document",
    "not-a-resume": "it seems to be another kind of document: look at it yourself",
    "not-readable": "the operating system refuses to open it, or it is not a regular file: check what it is",
    "timeout": "reading or assessing it takes longer than the limit: save the file again as PDF",
    "too-large": "the file, or its text, is larger than the limit: save only the résumé",
    "unsupported": "no reader for this kind of file: save it as PDF",
}
"""Reason codes of :class:`UnreadableFileError`, each with its meaning and what to do."""


class MatcherError(Exception):
    """Base class of all errors that matcher raises on purpose.

    >>> issubclass(UsageError, MatcherError)
    True
    """


class UsageError(MatcherError):
    """The command or call cannot be carried out as given."""


class NothingToReadError(MatcherError):
    """The input folders hold no file."""


class UnreadableFileError(MatcherError):
    """One file could not be read.

    Args:
        code: one of :data:`REASON_CODES`.
        message: what was wrong and what to do, without the file's name.
        review: True when a person can read the file although matcher cannot (a scan): it is then set aside
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
        """Support pickling: errors come from worker processes."""
        return _unreadable, (self.code, self.message, self.review)


def _unreadable(code: str, message: str, review: bool) -> UnreadableFileError:
    return UnreadableFileError(code, message, review=review)


@dataclass(frozen=True, slots=True)
class ConfigurationProblem:
    """A problem in a configuration file, with its line.

    >>> str(ConfigurationProblem("backend.toml", 12, "unknown skill 'pyhton'; did you mean 'python'?"))
    "backend.toml:12: unknown skill 'pyhton'; did you mean 'python'?"
    """

    file: str
    line: int
    """From 1; 0 when the problem has no line of its own (a missing key)."""
    message: str

    def __str__(self) -> str:
        location = f"{self.file}:{self.line}" if self.line else self.file
        return f"{location}: {self.message}"


class ConfigurationError(MatcherError):
    """A configuration file has problems; the error carries all of them, each with file and line.

    >>> problems = ConfigurationProblem("a.toml", 3, "no label"), ConfigurationProblem("a.toml", 9, "no kind")
    >>> print(ConfigurationError(problems))
    2 problems:
      a.toml:3: no label
      a.toml:9: no kind
    """

    def __init__(self, problems: tuple[ConfigurationProblem, ...]) -> None:
        self.problems = problems
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__("\n  ".join([f"{count}:", *map(str, problems)]))

    def __reduce__(self) -> tuple[object, ...]:
        """Support pickling: errors come from worker processes."""
        return type(self), (self.problems,)


class TaxonomyError(ConfigurationError):
    """The taxonomy files have problems."""


class ProfileError(ConfigurationError):
    """A requirement profile has problems."""


class LabelsError(ConfigurationError):
    """The labels with which a run is compared have problems."""


class ModelError(MatcherError):
    """A trained model is missing, incompatible or damaged."""


class TooFewLabelsError(MatcherError):
    """Labels are too few, or too similar, to learn from; the message says how many are needed and why."""


class ClusterError(MatcherError):
    """Remote workers cannot be reached, cannot do the work, or would give other results."""


class MissingExtraError(MatcherError):
    """An optional dependency is needed and not installed; the message names the extra to install."""
