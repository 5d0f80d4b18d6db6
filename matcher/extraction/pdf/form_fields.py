"""Turn a PDF's form fields and text annotations into lines at the fields' positions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from matcher.core.document import Box
from matcher.extraction.layout.lines import Line
from matcher.extraction.pdf.checks.annotations import WidgetText
from matcher.extraction.pdf.checks.field_text import split_by_painted
from matcher.extraction.pdf.checks.picture import Picture

__all__ = ["field_lines"]

_Quad = tuple[float, float, float, float]


_BLANK: Final = 6.0
"""Standard deviation of the colours inside a field below which it is blank; letters make it 30."""
_FRAME: Final = 2.0
"""Points along a field's edges that belong to its frame."""
_LEAST_SPACE: Final = 6.0
"""Square points that a letter takes at least: at 4 points it is 1.5 wide."""


def field_lines(
    widgets: Iterable[WidgetText],
    transform: Callable[[_Quad], _Quad],
    picture: Picture | None = None,
    visible: Box | None = None,
    painted: Sequence[str] | None = None,
) -> list[tuple[Line, str]]:
    r"""Return the lines of form fields, each with the reason why a person cannot see it (empty if visible).

    Args:
        widgets: of one page.
        transform: from the page's own space to the page as displayed.
        picture: the painted page; a field with its own appearance must show something on it.
        visible: the visible part of the page.
        painted: the letters that are painted in the place of each field; None if not known.

    >>> field = WidgetText("Ana Example\rBack-end developer", (100, 700, 300, 730), "")
    >>> [(line.text, line.y) for line, _ in field_lines([field], lambda box: box)]
    [('Ana Example', 718.75), ('Back-end developer', 703.75)]
    """
    lines = []
    for index, widget in enumerate(widgets):
        x0, y0, x1, y1 = transform(widget.box)
        hidden_reason = widget.hidden_reason
        if visible is not None and (x1 < visible.x0 or x0 > visible.x1 or y1 < visible.y0 or y0 > visible.y1):
            hidden_reason = hidden_reason or "in a field off the page"
        if (x1 - x0) * (y1 - y0) < _LEAST_SPACE * len(widget.text.strip()):
            hidden_reason = hidden_reason or "in a field too small to show it"
        if not hidden_reason and widget.is_drawn and picture is not None and visible is not None:
            hidden_reason = "in a field that shows nothing" if _is_blank((x0, y0, x1, y1), picture, visible) else ""
        texts = [text for text in widget.text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if text.strip()]
        pitch = (y1 - y0) / max(len(texts), 1)
        size = max(min(pitch * 0.8, 12.0), 1.0)
        for number, text in enumerate(texts):
            baseline = y1 - (number + 1) * pitch + pitch / 2 - size * 0.3125
            end = min(x0 + 0.5 * size * len(text), max(x1, x0 + 1))
            shown, other = text.strip(), ""
            if painted is not None and not hidden_reason:
                shown, other = split_by_painted(text, painted[index])
            if shown:
                lines.append((Line(shown, x0, end, baseline, size), hidden_reason))
            if other:
                lines.append((Line(other, x0, end, baseline, size), "in a field that does not show it"))
    return lines


def _is_blank(box: _Quad, picture: Picture, visible: Box) -> bool:
    painted = picture.with_text
    if painted is None:
        return False
    left, right = (round((x - visible.x0) * picture.scale) for x in (box[0] + _FRAME, box[2] - _FRAME))
    top, bottom = (round((visible.y1 - y) * picture.scale) for y in (box[3] - _FRAME, box[1] + _FRAME))
    part = painted[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)]
    return bool(part.size) and max(float(part[:, :, i].std()) for i in range(3)) < _BLANK
