"""Read RTF (Rich Text Format 1.9.1), hidden text apart.

Libraries that turn RTF into text drop the formatting, and with it the difference between visible text and text that is
hidden, white, tiny or deleted.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from matcher.core.errors import UnreadableFileError
from matcher.extraction.assembly import DocumentBuilder
from matcher.extraction.office.rtf_formatting import DELETED, State
from matcher.extraction.office.rtf_reader import RtfReader
from matcher.extraction.office.rtf_tokens import tokens, unicode
from matcher.extraction.office.rtf_words import DESTINATIONS, MARGINS, SILENT, begins_text, is_destination
from matcher.extraction.office.word.fields import MOST_WORDS, is_computed, is_shown

__all__ = ["read"]

_DEEPEST: Final = 1000
"""Depth of nested groups; word processors write some twenty."""
_STYLES: Final = frozenset({"s", "cs", "ds", "ts"})
_OPEN: Final = frozenset({"", *MARGINS})
"""Destinations whose text pages show."""


def read(data: bytes) -> DocumentBuilder:
    r"""Read an RTF file: one block per paragraph, hidden text apart.

    Raises:
        UnreadableFileError: groups are nested too deeply, or it holds no RTF.

    >>> builder = read(rb"{\rtf1\ansi Built {\b APIs} in Go\'85\par{\v Rust}\par R\u233 ?sum\'e9}")
    >>> builder.build(name="", media_type="", sha256="").text
    'Built APIs in Go…\nRésumé\n\nRust'
    """
    # Converters write files without a header, which some programs open nevertheless.
    start = data.find(b"{\\rtf")
    is_whole = start >= 0
    start = start if is_whole else data.find(b"{\\")
    if start < 0:
        raise UnreadableFileError("corrupt", "it begins like RTF but is none; ask for the file again")
    reader = RtfReader()
    groups: list[State] = []
    pending = 0  # characters that replace a Unicode one in old programs, to be skipped
    is_first = ignorable = False
    for match in tokens(data[start:], reader.store):
        word, argument, hexadecimal, symbol, brace, text = match.groups()
        state = reader.state
        if hexadecimal is None:
            reader.flush()
        if brace == b"{":
            if len(groups) >= _DEEPEST:
                raise UnreadableFileError("too-large", "its groups are nested too deep to be read; save it as PDF")
            groups.append(state)
            if state.is_shape or state.is_field:
                reader.state = replace(state, is_shape=False, is_field=False)
            is_first, ignorable, pending = True, False, 0
            continue
        if brace == b"}":
            if groups:
                if state.destination in MARGINS and groups[-1].destination == "":
                    reader.write("\n")
                outer = groups.pop()
                reader.leave(state, outer)
                reader.state = outer
            is_first, pending = False, 0
            if not groups and is_whole:
                reader.store(data[start + match.end() :].strip())
                break
            continue
        if symbol == b"*":  # it counts for the next control word, whatever stands between
            is_first = ignorable = True
            continue
        if match[0].isspace():
            if text is None or ignorable:
                continue
        if state.skipped:
            continue
        if word is not None:
            name = word.decode("ascii")
            if state.destination == "stylesheet" and (not is_first or name in _STYLES):
                reader.define(name, int(argument) if argument is not None else None)
            elif is_first and (ignorable or not begins_text(name)):
                reader.state = _enter(reader, state, name, ignorable)
            elif is_destination(name) and state.destination in _OPEN and groups:
                reader.state = replace(state, destination="unknown")
            elif name == "u" and argument is not None:
                reader.write(unicode(int(argument)))
                pending = state.unicode_skip
            else:
                reader.control(name, int(argument) if argument is not None else None)
        elif hexadecimal is not None:
            if pending:
                pending -= 1
            else:
                reader.byte(int(hexadecimal, 16))
        elif symbol is not None:
            replaced = {b"~": "\u00a0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n"}
            if symbol in {b"\n", b"\r"}:
                reader.end_paragraph()
            elif symbol in replaced:
                reader.write(replaced[symbol])
        elif text is not None:
            reader.write(text[pending:].decode(reader.codepage, "replace"))
            pending = max(0, pending - len(text))
        is_first = False
    return reader.build()


def _enter(reader: RtfReader, state: State, name: str, ignorable: bool) -> State:
    """Return the state in a group that begins with that control word."""
    if name == "rtf":
        return state
    sealed = state.sealed or (DELETED if state.deleted else "formatted as hidden text" if state.hidden else "")
    state = replace(state, sealed=sealed)
    if name == "falt" and state.destination == "fonttbl":  # the font in the place of one that is missing
        return state
    if name in SILENT:
        reader.shape.has_picture |= name == "pict" and state.destination == "sv"
        return replace(state, skipped=True)
    if name == "field":
        reader.instructions.append("")
        return replace(state, is_field=True)
    if name == "fldrslt":
        instructions = reader.instructions[-1] if reader.instructions else ""
        silent = bool(reader.instructions) and not is_shown(instructions)
        if is_computed(instructions):
            state = replace(state, words=MOST_WORDS)
        return replace(state, is_field=False, sealed=sealed or "in a field that shows nothing") if silent else state
    if name in {"shppict", "object", "result", "footnote"}:
        return state
    if name in {"shp", "shpgrp", "do"}:
        reader.enter_shape()
        if name == "do":
            reader.shape.words["do"] = 1
        return replace(state, is_shape=True)
    if name == "shpinst":
        return state
    if name in {"shptxt", "dptxbxtext"}:
        if state.box is not None or state.destination:
            return state
        return replace(state, box=reader.enter_box())
    if name in DESTINATIONS:
        return replace(state, destination=name)
    if state.destination in _OPEN and not ignorable and not is_destination(name):
        return replace(state, sealed=sealed or "in a part that no program shows")
    return replace(state, destination="unknown") if ignorable or state.destination in _OPEN else state
