"""What is written in a PDF's form fields and text annotations, as lines that stand where the fields stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from matcher.extraction.lines import Line
from matcher.extraction.second_reader import WidgetText

__all__ = ["field_lines"]

_Quad = tuple[float, float, float, float]


def field_lines(widgets: Iterable[WidgetText], turn: Callable[[_Quad], _Quad]) -> list[tuple[Line, str]]:
    r"""Lines of form fields with the reason why a person does not see them (empty when one does).

    Args:
        widgets: of one page.
        turn: from the page's own space to the page as shown.

    >>> field = WidgetText("Ana Example\rBack-end developer", (100, 700, 300, 730), "")
    >>> [(line.text, line.y) for line, _ in field_lines([field], lambda box: box)]
    [('Ana Example', 718.75), ('Back-end developer', 703.75)]
    """
    found = []
    for widget in widgets:
        x0, y0, x1, y1 = turn(widget.box)
        texts = [text for text in widget.text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if text.strip()]
        pitch = (y1 - y0) / max(len(texts), 1)
        size = max(min(pitch * 0.8, 12.0), 1.0)
        for number, text in enumerate(texts):
            baseline = y1 - (number + 1) * pitch + pitch / 2 - size * 0.3125
            end = min(x0 + 0.5 * size * len(text), max(x1, x0 + 1))
            found.append((Line(text.strip(), x0, end, baseline, size), widget.hidden))
    return found
