"""The candidates of a run in columns, kept so that all can be ranked again without looking at one of them.

A roster holds what ranking needs and no profile changes: who there is, what else became of the files given, and beside
that, for each line of a ledger that was reckoned, what its evidence comes to. All of it is kept in parts of
:data:`PART` candidates, in order of name, so that a million take the room of one part while they are read. The parts
are values of the cache like any other: with a checksum, keyed, bounded, forgotten with it.

The name of a roster is made of what it holds, so that two runs that found the same keep one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from matcher.core.encoding import content_digest, decode, encode
from matcher.core.profile import RequirementProfile
from matcher.core.ranking import Duplicate, Failure
from matcher.ranking.candidate_table import CandidateTable, DocumentNames
from matcher.runs.store.cache import Cache
from matcher.runs.store.entries import STORED_RUN, stored_run_content
from matcher.scoring.candidate_record import DATES
from matcher.scoring.components.registry import ledger_lines
from matcher.scoring.points import points_in_cents

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "PART",
    "Candidates",
    "Roster",
    "SetAside",
    "keep_ranks",
    "keep_roster",
    "roster_name",
    "roster_reference",
]

PART: Final = 8192
"""Candidates of a part: 400 KB a line, which is read at the speed of memory; some hundred parts a million."""

Reckon = Callable[[int, int, int], "NDArray[np.float64] | None"]

_COUNT: Final = 4
_DIGEST: Final = 32
_CONTENT: Final = 16


@dataclass(frozen=True, slots=True)
class SetAside:
    """What became of the files that are not ranked, and what is to be told of some that are.

    >>> SetAside().counts
    (0, 0, 0)
    """

    needs_review: tuple[Failure, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    failures: tuple[Failure, ...] = ()
    alike: tuple[tuple[str, str], ...] = ()
    """Names of documents that are ranked, each with a warning."""

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many need review, are duplicates, failed."""
        return len(self.needs_review), len(self.duplicates), len(self.failures)


@dataclass(frozen=True, slots=True)
class Head:
    """What is read of a roster first."""

    candidates: int
    others: SetAside


@dataclass(frozen=True, eq=False, slots=True)
class Candidates:
    """Who is ranked: columns of as many rows each.

    >>> import numpy as np
    >>> some = Candidates([b"b.pdf", b"a.pdf"], np.zeros((2, 32), np.uint8), np.ones((2, 16), np.uint8), np.eye(2, 3))
    >>> some.by_name().names
    [b'a.pdf', b'b.pdf']
    """

    names: list[bytes]
    """In UTF-8."""
    sha256: NDArray[np.uint8]
    """32 bytes of each file's digest."""
    contents: NDArray[np.uint8]
    """16 bytes of each document's digest."""
    numbers: NDArray[np.int32]
    """Months, pages, words."""

    def order(self) -> NDArray[np.intp]:
        """Their rows in order of name."""
        import numpy as np

        return np.array(sorted(range(len(self.names)), key=self.names.__getitem__), dtype=np.intp)

    def by_name(self) -> Candidates:
        """The same in order of name."""
        order = self.order()
        names = [self.names[row] for row in order.tolist()]
        return Candidates(names, self.sha256[order], self.contents[order], self.numbers[order])


def roster_name(candidates: Candidates, others: SetAside, analyzer: bytes) -> bytes:
    """The name of a roster: 16 bytes, the same wherever and in whatever order its candidates were found.

    Args:
        candidates: in order of name.
        others: the other files.
        analyzer: what their findings depend on, of :class:`matcher.runs.cache_keys.CacheKeys`.
    """
    digest = blake2b(digest_size=16)
    for part in (analyzer, content_digest(others), content_digest(candidates.names)):
        digest.update(part)
    for column in (candidates.sha256, candidates.contents, candidates.numbers.astype("<i4")):
        digest.update(memoryview(column.tobytes()))
    return digest.digest()


def keep_roster(
    cache: Cache,
    name: bytes,
    candidates: Candidates,
    others: SetAside,
    lines: Sequence[tuple[bytes, NDArray[np.float64]]],
    groups: Collection[bytes] = (),
    columns_of: Callable[[Sequence[bytes]], Mapping[bytes, bytes]] = lambda _: {},
) -> None:
    """Keep a roster, or those of its lines that are not there yet.

    Args:
        cache: where.
        name: of :func:`roster_name`.
        candidates: in order of name.
        others: the other files.
        lines: keys of lines, each with candidates × dates × (total, borne out).
        groups: those groups of columns of what candidates show (:mod:`matcher.scoring.evidence_columns`) that should be there.
        columns_of: gives all groups, by their names, for some candidates by the digests of their documents.
    """
    count = len(candidates.names)
    starts = range(0, count, PART)
    is_there = bool(cache.has(STORED_RUN, [_key(name, b"head", 0)]))
    # Where the head is gone, something was damaged: then nothing is believed.
    known = cache.has(STORED_RUN, [k for key, _ in lines for k in _keys(name, key, count)]) if is_there else set()
    missing = [(key, totals) for key, totals in lines if not known.issuperset(_keys(name, key, count))]
    wanted = [key for group in groups for key in _keys(name, group, count)]
    is_shown = is_there and len(cache.has(STORED_RUN, wanted)) == len(wanted)
    if is_there and is_shown and not missing:
        return
    about = stored_run_content(name)
    with cache.transaction():
        for number, start in enumerate(starts):
            stop = min(start + PART, count)
            if not is_there:
                cache.put(STORED_RUN, _key(name, b"who", number), about, _packed(candidates, start, stop))
            if not is_shown:
                contents = [content.tobytes() for content in candidates.contents[start:stop]]
                for group, columns in columns_of(contents).items():
                    cache.put(STORED_RUN, _key(name, group, number), about, columns)
            for key, totals in missing:
                cache.put(STORED_RUN, _key(name, key, number), about, totals[start:stop].astype("<f8").tobytes())
        if not is_there:
            cache.put(STORED_RUN, _key(name, b"head", 0), about, encode(Head(count, others)))
    cache.evict_stored_runs()


def keep_ranks(cache: Cache, name: bytes, profile: bytes, ranks: NDArray[np.int32]) -> None:
    """Keep the ranks that a run gave to the candidates of a roster.

    Args:
        cache: where the roster is.
        name: the roster's.
        profile: what the ranks depend on beside it, of :class:`matcher.runs.cache_keys.CacheKeys`.
        ranks: in order of name.
    """
    key = _key(name, b"rank" + profile, 0)
    if not cache.has(STORED_RUN, [key]):
        cache.put(STORED_RUN, key, stored_run_content(name), ranks.astype("<i4").tobytes())


def roster_reference(reference: bytes) -> tuple[bytes, bytes]:
    """What a manifest calls a roster by: its name, and the profile by which its ranks of that run are found.

    >>> roster_reference(b"n" * 16 + b"p" * 16)
    (b'nnnnnnnnnnnnnnnn', b'pppppppppppppppp')
    """
    return reference[:16], reference[16:]


def _key(name: bytes, column: bytes, number: int) -> bytes:
    return content_digest([name, column, number])


def _keys(name: bytes, column: bytes, count: int) -> list[bytes]:
    return [_key(name, column, number) for number in range(-(-count // PART))]


def _packed(candidates: Candidates, start: int, stop: int) -> bytes:
    import numpy as np

    names = candidates.names[start:stop]
    return b"".join([
        (stop - start).to_bytes(_COUNT, "little"),
        np.array([len(name) for name in names], dtype="<i4").tobytes(),
        candidates.sha256[start:stop].tobytes(),
        candidates.contents[start:stop].tobytes(),
        candidates.numbers[start:stop].astype("<i4").tobytes(),
        *names,
    ])  # fmt: skip


@dataclass(frozen=True, eq=False, slots=True)
class _Part:
    lengths: NDArray[np.int32]
    sha256: NDArray[np.uint8]
    contents: NDArray[np.uint8]
    numbers: NDArray[np.int32]
    names: bytes

    @classmethod
    def unpacked(cls, data: bytes) -> _Part:
        import numpy as np

        count, at = int.from_bytes(data[:_COUNT], "little"), _COUNT
        columns = []
        for kind, width in (("<i4", 1), ("u1", _DIGEST), ("u1", _CONTENT), ("<i4", 3)):
            columns.append(np.frombuffer(data, kind, count * width, at).reshape(-1, width))
            at += columns[-1].nbytes
        lengths, sha256, contents, numbers = columns
        return cls(lengths[:, 0], sha256, contents, numbers, data[at:])


class Roster:
    """A roster that is kept, read as it is asked for.

    Args:
        cache: where it is kept.
        name: of :func:`roster_name`.
        head: what is read first; use :meth:`find`.
    """

    def __init__(self, cache: Cache, name: bytes, head: Head) -> None:
        self.name = name
        self.others = head.others
        self._count = head.candidates
        self._cache = cache
        self._parts: list[_Part] | None = None

    @classmethod
    def find(cls, cache: Cache, name: bytes) -> Roster | None:
        """The roster of that name; None if it is not there, or not whole."""
        head = decode(cache.get(STORED_RUN, _key(name, b"head", 0)) or b"", Head)
        return None if head is None else cls(cache, name, head)

    def __len__(self) -> int:
        return self._count

    def _set_aside(self) -> None:
        """Let nobody find it, so that it is kept anew: a part is gone or damaged."""
        self._cache.drop(STORED_RUN, _key(self.name, b"head", 0))

    def _who(self) -> list[_Part] | None:
        if self._parts is None:
            found = [self._cache.get(STORED_RUN, key) for key in _keys(self.name, b"who", self._count)]
            if None not in found:
                self._parts = [_Part.unpacked(data) for data in found if data is not None]
        return self._parts

    def lacks(self, keys: Sequence[bytes]) -> list[int]:
        """The places in a list of lines' keys of those lines that it does not hold for all candidates."""
        parts = -(-self._count // PART)
        return [
            place
            for place, key in enumerate(keys)
            if len(self._cache.has(STORED_RUN, _keys(self.name, key, self._count))) < parts
        ]

    def has_groups(self, version: bytes, groups: Sequence[bytes]) -> bool:
        """Whether it holds some groups of columns of what all candidates show (:mod:`matcher.scoring.evidence_columns`)."""
        keys = [key for group in groups for key in _keys(self.name, version + group, self._count)]
        return len(self._cache.has(STORED_RUN, keys)) == len(keys)

    def group(self, version: bytes, group: bytes, number: int) -> bytes | None:
        """One of these groups for the candidates of a part."""
        return self._cache.get(STORED_RUN, _key(self.name, version + group, number))

    def ranks(self, profile: bytes) -> NDArray[np.int32] | None:
        """The ranks that a run gave to the candidates; see :func:`keep_ranks`. None if they are gone."""
        import numpy as np

        data = self._cache.get(STORED_RUN, _key(self.name, b"rank" + profile, 0))
        return None if data is None or len(data) != 4 * self._count else np.frombuffer(data, "<i4")

    def content(self, row: int) -> bytes:
        """The digest of a candidate's document."""
        assert self._parts is not None  # noqa: S101 - the table was asked for before
        digest: bytes = self._parts[row // PART].contents[row % PART].tobytes()
        return digest

    def table(
        self, profile: RequirementProfile, keys: Sequence[bytes], reckon: Reckon | None = None, *, keep: bool = False
    ) -> CandidateTable | None:
        """All candidates, in order of name.

        Args:
            profile: what their points are reckoned by.
            keys: of the lines of the ledger, of :class:`matcher.runs.cache_keys.CacheKeys`.
            reckon: gives what a line that it lacks comes to, by the line's place and the part's number and length.
            keep: whether that is to be kept.

        Returns:
            The table; None if a part is gone or damaged.
        """
        import numpy as np

        parts = self._who()
        if parts is None:
            self._set_aside()
            return None
        lines = ledger_lines(profile)
        points = np.empty((self._count, len(keys), DATES), dtype=np.int16)
        for number, part in enumerate(parts):
            rows = len(part.lengths)
            totals = np.empty((rows, len(keys), DATES, 2))
            for line, key in enumerate(keys):
                data = self._cache.get(STORED_RUN, _key(self.name, key, number))
                if data is None and reckon is not None:
                    found = reckon(line, number, rows)
                    data = None if found is None else found.astype("<f8").tobytes()
                    if data is not None and keep:
                        self._cache.put(STORED_RUN, _key(self.name, key, number), stored_run_content(self.name), data)
                if data is None or len(data) != rows * DATES * 2 * 8:
                    self._set_aside()
                    return None
                totals[:, line] = np.frombuffer(data, "<f8").reshape(rows, DATES, 2)
            points[number * PART : number * PART + rows] = points_in_cents(totals, lines)
        months, pages, words = np.concatenate([part.numbers for part in parts]).T
        return CandidateTable(
            DocumentNames.of(b"".join(part.names for part in parts), np.concatenate([part.lengths for part in parts])),
            np.concatenate([part.sha256 for part in parts]),
            lines,
            points,
            months, pages, words, in_order_of_name=True,
        )  # fmt: skip
