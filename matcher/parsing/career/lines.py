"""Find the line around an offset, looking no farther than a line of usual length reaches."""

from __future__ import annotations

__all__ = ["line_at"]


def line_at(text: str, offset: int, reach: int) -> tuple[int, int]:
    r"""Return the line that holds an offset, without its line breaks, as far as it is near.

    Args:
        text: any text.
        offset: lies in the line.
        reach: most characters that are looked at on either side.

    >>> line_at("one\ntwo\nthree", 5, 80), line_at("one\ntwo\nthree", 10, 1)
    ((4, 7), (9, 11))
    """
    low = max(0, offset - reach)
    end = text.find("\n", offset, offset + reach)
    return max(low, text.rfind("\n", low, offset) + 1), end if end >= 0 else min(len(text), offset + reach)
