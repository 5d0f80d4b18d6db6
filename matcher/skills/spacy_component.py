"""Offer the recogniser as a component for any spaCy pipeline.

Once matcher is installed, spaCy finds the component by name, without an import of matcher::

    import spacy

    nlp = spacy.blank("de")
    nlp.add_pipe("skill_recognizer")
    doc = nlp("Drei Jahre Python mit Django und Postgres")
    for span in doc.spans["skills"]:
        print(span.text, span.label_, span._.skill.id, span._.skill.assertion)

Sections, positions and the words around a name come from the text itself. The same text therefore gives the same
mentions as in :func:`matcher.rank`, whatever the pipeline's tokenizer and other components.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from matcher.core.document import Block, Document
from matcher.core.errors import ModelError, UsageError
from matcher.core.skills import Mention
from matcher.skills.additions import extend, read_skills_file
from matcher.skills.analyzer import SkillAnalyzer
from matcher.skills.taxonomy import Taxonomy, load_taxonomy
from matcher.skills.taxonomy_serialization import taxonomy_from_data, taxonomy_to_data

if TYPE_CHECKING:
    from matcher.core.resume import SectionKind
    from matcher.core.skills import Assertion

__all__ = ["SkillMention", "SkillRecognizer", "create_skill_recognizer", "recognizer"]

NAME: Final = "skill_recognizer"
FORMAT: Final = 1
"""Version of the saved format; raised when an older reader would misread a newer file."""
FILE: Final = "skills.json"
USER_DATA: Final = "skill_mentions"
"""Key in ``doc.user_data``, with plain data only, so that a Doc can be saved and sent between processes."""

LabelBy = Literal["kind", "id", "label"]


@dataclass(frozen=True, slots=True)
class SkillMention:
    """The value of ``span._.skill``: the mention as matcher found it.

    >>> SkillMention("go", "Go", "language", "Golang", 14, 20, "claimed", "skills", "").kind
    'language'
    """

    id: str
    """The skill's id in the taxonomy."""
    label: str
    kind: str
    surface_form: str
    start: int
    """Exact character offsets into ``doc.text``, even if a token of the pipeline is longer than the name."""
    end: int
    assertion: Assertion
    section: SectionKind
    version: str
    """"8" of "Java 8"; not part of the surface form."""


class SkillRecognizer:
    """Find skills in spaCy documents.

    Args:
        spans_key: key of the mentions in ``doc.spans``.
        label: the spans' label: the skill's kind, id or label. Their ``kb_id_`` is always the id.
        set_ents: whether the mentions also become entities.
        overwrite_ents: whether they replace overlapping entities.
        as_of: the day on which "present" ends (``2026-11-23``); today if empty.

    >>> nlp = recognizer()
    >>> doc = nlp("Skills: Java 8, Go, PostgreSQL. Ready to go.")
    >>> [(span.text, span.label_, span._.skill.version) for span in doc.spans["skills"]]
    [('Java', 'language', '8'), ('Go', 'language', ''), ('PostgreSQL', 'database', '')]
    """

    def __init__(
        self,
        spans_key: str = "skills",
        label: LabelBy = "kind",
        set_ents: bool = False,
        overwrite_ents: bool = False,
        as_of: str | None = None,
    ) -> None:
        if label not in ("kind", "id", "label"):
            raise UsageError(f"the label of {NAME} is {label!r}; it must be kind, id or label")
        self.spans_key = spans_key
        self.label = label
        self.set_ents = set_ents
        self.overwrite_ents = overwrite_ents
        self.as_of = as_of
        self._day = _day(as_of)
        self._taxonomy = load_taxonomy()

    @property
    def taxonomy(self) -> Taxonomy:
        """The skills to find; can be replaced."""
        return self._taxonomy

    @taxonomy.setter
    def taxonomy(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy
        self.__dict__.pop("_analyzer", None)

    @cached_property
    def _analyzer(self) -> SkillAnalyzer:
        return SkillAnalyzer(self._taxonomy, self._day)

    def add_skills(self, path: str | Path) -> None:
        """Extend the taxonomy with a file of your own additions (:mod:`matcher.skills.additions`).

        They are saved with the pipeline; the file is not needed afterwards.

        Args:
            path: the TOML file.

        Raises:
            UsageError: the file cannot be read.
            TaxonomyError: the file has problems.
        """
        self.taxonomy = extend(self._taxonomy, read_skills_file(path))

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Any]] | None = None,  # noqa: ARG002
        *,
        nlp: Language | None = None,  # noqa: ARG002
        skills: str | None = None,
    ) -> None:
        """Apply additions named in ``[initialize.components.skill_recognizer]`` of a spaCy config."""
        if skills:
            self.add_skills(skills)

    def __call__(self, doc: Doc) -> Doc:
        """Find the skills of one document; its tokens are not modified."""
        text = doc.text
        document = Document("", text, (Block(0, len(text), 1),) if text else (), "text/plain", "", 1)
        _, mentions = self._analyzer.analyze(document)
        spans = []
        for mention in mentions:
            skill = self._taxonomy[mention.skill]
            label = {"kind": skill.kind, "id": skill.id, "label": skill.label}[self.label]
            span = doc.char_span(
                mention.start, mention.end, label=label, kb_id=skill.id, span_id=skill.id, alignment_mode="expand"
            )
            if span is not None:
                spans.append(span)
        doc.spans[self.spans_key] = spans
        doc.user_data.setdefault(USER_DATA, {})[self.spans_key] = [self._plain(m) for m in mentions]
        if self.set_ents:
            self._add_entities(doc, spans)
        return doc

    def _plain(self, mention: Mention) -> dict[str, Any]:
        skill = self._taxonomy[mention.skill]
        plain = SkillMention(
            skill.id, skill.label, skill.kind, mention.surface_form, mention.start, mention.end, mention.assertion,
            mention.section, mention.version,
        )  # fmt: skip
        return asdict(plain)

    def _add_entities(self, doc: Doc, spans: list[Span]) -> None:
        mentions, others = filter_spans(spans), list(doc.ents)
        if self.overwrite_ents:
            taken = {token.i for span in mentions for token in span}
            others = [span for span in others if not any(token.i in taken for token in span)]
        else:
            taken = {token.i for span in others for token in span}
            mentions = [span for span in mentions if not any(token.i in taken for token in span)]
        doc.ents = tuple(sorted((*mentions, *others), key=lambda span: span.start))

    # Saving: JSON, never a pickle

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:  # noqa: ARG002
        """Return settings and taxonomy as JSON."""
        data = {
            "format": FORMAT,
            "settings": {
                "spans_key": self.spans_key,
                "label": self.label,
                "set_ents": self.set_ents,
                "overwrite_ents": self.overwrite_ents,
                "as_of": self.as_of,
            },
            "taxonomy": taxonomy_to_data(self._taxonomy),
        }
        return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> SkillRecognizer:  # noqa: ARG002
        """Restore settings and taxonomy from the bytes that :meth:`to_bytes` returned.

        Raises:
            ModelError: the data has another format or a later version.
            TaxonomyError: its additions do not fit the taxonomy that this version of matcher ships.
        """
        try:
            read = json.loads(data)
            if read["format"] != FORMAT:
                raise ModelError(f"the saved {NAME} has format {read['format']}; this matcher reads format {FORMAT}")
            settings, taxonomy = dict(read["settings"]), dict(read["taxonomy"])
            fresh = SkillRecognizer(**settings)
        except (ValueError, KeyError, TypeError) as error:
            raise ModelError(f"this is not a saved {NAME} ({error!r}); save the pipeline again") from None
        fresh.taxonomy = taxonomy_from_data(taxonomy)
        self.__dict__.clear()
        self.__dict__.update(fresh.__dict__)
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write settings and taxonomy into a folder as JSON."""
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / FILE).write_bytes(self.to_bytes(exclude=exclude))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> SkillRecognizer:
        """Restore settings and taxonomy from the folder that :meth:`to_disk` wrote.

        Raises:
            ModelError: the file is missing or has another format.
        """
        try:
            data = (Path(path) / FILE).read_bytes()
        except OSError as error:
            raise ModelError(f"cannot read {FILE} in {path}: {error.strerror or error}") from None
        return self.from_bytes(data, exclude=exclude)

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle only settings and taxonomy, for the processes that ``nlp.pipe`` starts."""
        return _restore, (self.to_bytes(),)


def _restore(data: bytes) -> SkillRecognizer:
    return SkillRecognizer().from_bytes(data)


def _day(as_of: str | None) -> datetime.date:
    try:
        return datetime.date.fromisoformat(as_of) if as_of else datetime.date.today()
    except ValueError:
        raise UsageError(f"as-of date {as_of!r} is not a date such as 2026-11-23") from None


def _skill_of(span: Span) -> SkillMention | None:
    """Return the mention that a span of the component represents; None for any other span."""
    for mentions in span.doc.user_data.get(USER_DATA, {}).values():
        for mention in mentions:
            inside = span.start_char <= mention["start"] and mention["end"] <= span.end_char
            if inside and span.kb_id_ == mention["id"]:
                return SkillMention(**mention)
    return None


if not Span.has_extension("skill"):
    Span.set_extension("skill", getter=_skill_of)


@Language.factory(
    NAME,
    assigns=["doc.spans", "doc.ents", "span._.skill"],
    default_config={
        "spans_key": "skills",
        "label": "kind",
        "set_ents": False,
        "overwrite_ents": False,
        "as_of": None,
    },
)
def create_skill_recognizer(
    nlp: Language,  # noqa: ARG001
    name: str,  # noqa: ARG001
    spans_key: str,
    label: str,
    set_ents: bool,
    overwrite_ents: bool,
    as_of: str | None,
) -> SkillRecognizer:
    """Create the component; spaCy calls this for ``nlp.add_pipe("skill_recognizer", config={...})``."""
    return SkillRecognizer(spans_key, label, set_ents, overwrite_ents, as_of)  # type: ignore[arg-type]


def recognizer(
    *, skills: str | Path | None = None, as_of: datetime.date | str | None = None, label: LabelBy = "kind"
) -> Language:
    """Return a spaCy pipeline that only finds skills.

    Args:
        skills: a file of your own additions to the taxonomy.
        as_of: the day on which "present" ends; today if not given.
        label: the spans' label: the skill's kind, id or label.

    Returns:
        A blank English pipeline with the component ``skill_recognizer``; its documents hold ``doc.spans["skills"]``.

    Raises:
        UsageError: the file cannot be read, or the date is invalid.
        TaxonomyError: the file has problems.

    >>> doc = recognizer()("Golang and k8s")
    >>> [span._.skill.label for span in doc.spans["skills"]]
    ['Go', 'Kubernetes']
    """
    nlp = spacy.blank("en")
    day = as_of.isoformat() if isinstance(as_of, datetime.date) else as_of
    component = nlp.add_pipe(NAME, config={"label": label, "as_of": day})
    if skills is not None:
        component.add_skills(skills)  # type: ignore[attr-defined]
    return nlp
