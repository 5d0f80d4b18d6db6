"""Exit statuses, and the step from an exception to a message and a status."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Final

from matcher.cli.messages import print_message
from matcher.core.errors import ConfigurationError, MatcherError, UsageError

if TYPE_CHECKING:
    from matcher.ranking.ranking import Ranking

__all__ = [
    "ALL_READ",
    "INTERRUPTED",
    "NOTHING_DONE",
    "SOME_FAILED",
    "WRONG_USAGE",
    "handle_errors",
    "status_of",
]

ALL_READ: Final = 0
NOTHING_DONE: Final = 1
WRONG_USAGE: Final = 2
SOME_FAILED: Final = 3
INTERRUPTED: Final = 130
"""The status that shells report for a command ended by Ctrl-C (128 + the signal's number)."""


def handle_errors(command: Callable[..., int | None]) -> Callable[..., None]:
    """Make a command end with its exit status, and each of matcher's errors with one message and its status."""

    @wraps(command)
    def run(*args: Any, **options: Any) -> None:
        try:
            status = command(*args, **options) or ALL_READ
        except (ConfigurationError, UsageError) as error:
            print_message(str(error))
            status = WRONG_USAGE
        except MatcherError as error:
            print_message(str(error))
            status = NOTHING_DONE
        except KeyboardInterrupt as stop:
            print_message(f"stopped before the end{stop}")
            status = INTERRUPTED
        sys.exit(status)

    return run


def status_of(ranking: Ranking) -> int:
    """Return the exit status of a run with this ranking."""
    if not ranking.counts["assessed"]:
        return NOTHING_DONE
    return SOME_FAILED if ranking.failures or ranking.needs_review else ALL_READ
