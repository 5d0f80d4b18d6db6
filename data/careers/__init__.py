"""Invent careers with truth and render them in a grammar of résumé layouts."""

from data.careers.generate import GRAMMARS, generate

__all__ = ["GRAMMARS", "generate"]
