"""Find the words beside a candidate that say what it is: "Go developer", "in Go geschrieben", "Goを用いた"."""

from __future__ import annotations

from typing import Final

from matcher.skills.ambiguity.context import CandidateMention, Context

__all__ = ["AdjacentWords"]

TECHNICAL: Final = 5
"""Different technologies that make a whole text technical: a cook's résumé has three (Word, Excel, PowerPoint)."""


class AdjacentWords:
    """The words beside the candidates of one text.

    Args:
        context: the text's tokens and what was accepted so far.
    """

    def __init__(self, context: Context) -> None:
        self._context = context

    def cue(self, c: CandidateMention, *, letter: bool) -> bool:
        """Return whether an adjacent word says what it is: "Go developer", "written in Go", "C programming"."""
        wording = self._context.wording
        before, after = self.beside(c)
        if letter:
            return after in wording.of_language or before in wording.language
        if after in wording.after:
            return True
        return before in wording.before and self._context.density(c) >= 1

    def beside(self, c: CandidateMention) -> tuple[str, str]:
        """Return the words beside a candidate on its line, folded; behind a hyphen the next one."""
        tokens, behind = self._context.tokens, self._context.behind(c)
        after = tokens[behind].text.casefold() if behind < len(tokens) and not tokens[behind].line_start else ""
        if after == "-" and behind + 1 < len(tokens) and not tokens[behind + 1].spaced:
            after = tokens[behind + 1].text.casefold()  # C-code
        before = tokens[c.first - 1].text.casefold() if c.first and not tokens[c.first].line_start else ""
        return before, after

    def told(self, c: CandidateMention, support: float) -> bool:
        """Return whether words of the text's own language leave no doubt: "Spring-Anwendungen", "Goを用いた"."""
        context, wording = self._context, self._context.wording
        before, after = self.beside(c)
        behind = context.behind(c)
        technical = context.density(c) >= 1
        if behind != c.last and (technical or support > 0):
            return True  # only names keep their spelling when they take the ending of a case
        if after in wording.own_after:
            # A noun that touches the name is a part of it: "ホテルExpressの", a hotel.
            alone = context.edge(c.first - 1, -1) or before in wording.separators or before in wording.own_before
            return not wording.blankless or alone or (technical and self._context.owner[c.first - 1] is not None)
        if before not in wording.own_before:
            return False
        return technical or (
            # A capital inside a sentence, in a language without capitals for nouns, after "avec": a name.
            len(context.technologies) >= TECHNICAL
            and "de" not in wording.codes
            and self._context.skills[c.skill].sense == "word"
            and (behind >= len(self._context.tokens) or not self._context.tokens[behind].text[:1].isupper())
        )

    def is_written(self, c: CandidateMention) -> bool:
        """Return whether code is written in it: "written in Go", "in Go geschrieben", "用R进行"."""
        tokens, wording = self._context.tokens, self._context.wording
        words = [t.text.casefold() for t in tokens[max(0, c.first - 2) : c.first]]
        before, after = self.beside(c)
        if wording.blankless:
            return after in wording.written or (before in wording.written_in and after in wording.own_after)
        return (
            bool(words)
            and words[-1] in wording.written_in
            and (words[0] in wording.written or after in wording.written)
        )
