"""Distinguish a technology from the word with the same spelling, where the rules have weak evidence or none.

A logistic regression over the words around the form: neighbouring words and signs, capitals, technologies nearby.
``models/train_ambiguity.py`` trains it with scikit-learn; this module only extracts the features and adds their
weights, in plain Python. Each decision is explained by its weights.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from matcher.core.errors import ModelError
from matcher.core.shipped_files import model_folder
from matcher.skills.ambiguity.context import CandidateMention, Context

__all__ = ["FORMAT", "KIND", "META", "PAYLOAD", "Opinion", "SenseModel", "features", "load_sense_model"]

FORMAT: Final = 1
KIND: Final = "matcher-ambiguity"
META: Final = "meta.json"
PAYLOAD: Final = "weights.tsv"

WINDOW: Final = 6
"""Tokens on either side whose words count regardless of their order."""

FORM_FEATURE: Final = re.compile(r"(?:\w+:)?(?:case|sense|name)=")
"""Features of the form itself, independent of its surroundings."""

LABEL: Final = 40
"""Tokens searched backwards for the label of a line ("Databases: ...")."""


def features(context: Context, c: CandidateMention) -> list[str]:
    """Extract the features of a candidate and its surroundings.

    Args:
        context: the text, with all technologies accepted that need no model.
        c: the candidate to judge.

    Returns:
        Names of features, each once, in a fixed order.
    """
    tokens, owner = context.tokens, context.owner
    skill = context.skills[c.skill]
    sense = skill.sense
    surface = context.surface(c)
    case = "usual" if context.usual_case(c) else "lower" if surface.islower() else "other"
    section = context.kind_at(c)
    names = [
        f"name={c.skill}", f"sense={sense}", f"case={case}", f"{sense}:case={case}", f"section={section}",
        f"{sense}:section={section}",
    ]  # fmt: skip
    for side, step, start in (("left", -1, c.first - 1), ("right", 1, context.behind(c))):
        for distance in (1, 2):
            index = start + step * (distance - 1)
            place = side if distance == 1 else f"{side}{distance}"
            shape = _shape(context, index, step, c)
            names.append(f"{place}~{shape}")
            if distance == 1:
                names.append(f"{sense}:{place}~{shape}")
            if shape in ("edge", "line"):
                break
            word = tokens[index].text.casefold() if owner[index] is None else "<technology>"
            names.append(f"{place}={word}")
            if distance == 1:
                names.append(f"{c.skill}|{place}={word}")
        support, separator = context.neighbour(start, step, c)
        names.append(f"{side}-item={support:g}{'-listed' if separator else ''}")
    near = {
        tokens[i].text.casefold()
        for i in (*range(max(0, c.first - WINDOW), c.first), *range(c.last, min(len(tokens), c.last + WINDOW)))
        if owner[i] is None and tokens[i].text.isalpha()
    }
    for word in sorted(near):
        names.append(f"near={word}")
        names.append(f"{c.skill}|near={word}")
    label = _label(context, c)
    if label:
        names.append(f"label={label}")
    technologies = context.near(c) - {c.skill}
    count = len(technologies)
    density = next(name for limit, name in ((0, "0"), (1, "1"), (3, "2-3"), (7, "4-7"), (999, "8+")) if count <= limit)
    names += [f"density={density}", f"{sense}:density={density}"]
    roots = context.roots(c.skill)
    if any(roots & context.roots(t) for t in technologies):
        names += ["kin-near", f"{sense}:kin-near"]
    if context.versioned(c):
        names.append("versioned")
    if context.starts_sentence(c):
        names.append("starts-sentence")
    if context.in_list(c):
        names += ["alone-in-item", f"alone-in-item:density={density}"]
    return list(dict.fromkeys(names))


def _shape(context: Context, index: int, step: int, c: CandidateMention) -> str:
    tokens = context.tokens
    if not 0 <= index < len(tokens):
        return "edge"
    token = tokens[index]
    crossing = token if step > 0 else tokens[index + 1]
    if crossing.line_start:
        return "line"
    owner = context.owner[index]
    if owner is not None:
        return f"technology:{context.skills[owner.skill].kind}" if owner.skill != c.skill else "same"
    word = token.text
    if word.isalpha():
        if word.islower():
            return "lower"
        return "capitals" if len(word) > 1 and word.isupper() else "capitalised"
    if re.fullmatch(r"(?:19|20)\d\d", word):
        return "year"
    if word[0].isdigit():
        return "number"
    if word in "-–—'’&" and not crossing.spaced:
        return f"glued{word}"
    return word if len(word) == 1 else "other"


def _label(context: Context, c: CandidateMention) -> str:
    """Return the word before the last colon on the left, if it is on the same line: "databases"."""
    tokens = context.tokens
    for i in range(c.first - 1, max(0, c.first - LABEL), -1):
        if tokens[i + 1].line_start:
            return ""
        if tokens[i].text == ":" and tokens[i - 1].text.isalpha():
            return tokens[i - 1].text.casefold()
    return ""


@dataclass(frozen=True, slots=True)
class Opinion:
    """The model's judgement of one candidate.

    >>> Opinion(0.9, (("case=usual", 2.4), ("left=using", 1.2), ("section=other", -0.1))).reason
    'left=using +1.2, section=other -0.1'
    """

    probability: float
    """Probability that it is the technology, 0 to 1."""
    terms: tuple[tuple[str, float], ...]
    """The known features and their weights, largest absolute weight first."""

    @property
    def reason(self) -> str:
        """The three terms with the largest weights, among features of the surroundings."""
        terms = [f"{name} {weight:+.1f}" for name, weight in self.terms if not FORM_FEATURE.match(name)]
        return ", ".join(terms[:3])


@dataclass(frozen=True, slots=True)
class SenseModel:
    """Weights of features, and the probabilities at which a form is accepted or rejected.

    >>> model = SenseModel({"left=using": 2.0}, -1.0, threshold=0.5, veto=0.1, version="example")
    >>> round(model.opinion(["left=using", "right=unheard-of"]).probability, 2)
    0.73
    """

    weights: Mapping[str, float]
    intercept: float
    threshold: float
    """Lowest probability at which a form without other evidence is accepted."""
    veto: float
    """Probability below which weak evidence of the rules is overruled."""
    version: str
    """Hash of weights, threshold and veto."""

    def opinion(self, names: Iterable[str]) -> Opinion:
        """Return the probability that a form with these features is the technology, with its terms."""
        weights = self.weights
        terms = sorted(((name, weights[name]) for name in names if name in weights), key=lambda t: (-abs(t[1]), t[0]))
        total = self.intercept + math.fsum(weight for _, weight in terms)
        return Opinion(1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, total)))), tuple(terms))


def load_sense_model(path: Path | None = None) -> SenseModel:
    """Load a trained model.

    Args:
        path: its folder; None for the shipped model.

    Raises:
        ModelError: the model is missing, of another kind, written by a newer matcher, or damaged.

    >>> 0.5 <= load_sense_model().threshold < 1
    True
    """
    folder = _shipped() if path is None else path
    try:
        meta = json.loads((folder / META).read_text(encoding="utf-8"))
        payload = (folder / PAYLOAD).read_bytes()
    except FileNotFoundError as error:
        missing = Path(error.filename).name
        raise ModelError(f"{folder}: no model of ambiguous names ({missing} is missing); {_ADVICE}") from error
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder}: the model of ambiguous names cannot be read ({error}); {_ADVICE}") from error
    if not isinstance(meta, dict) or meta.get("kind") != KIND:
        raise ModelError(f"{folder / META}: it does not describe a model of ambiguous names; {_ADVICE}")
    if not isinstance(meta.get("format"), int) or meta["format"] > FORMAT:
        raise ModelError(
            f"{folder / META}: format {meta.get('format')!r}, but this matcher reads up to {FORMAT}; update matcher"
        )
    digest = hashlib.sha256(payload).hexdigest()
    if digest != meta.get("payload_sha256"):
        raise ModelError(f"{folder / PAYLOAD}: damaged (its SHA-256 is not the one in {META}); {_ADVICE}")
    try:
        rows = [line.split("\t") for line in payload.decode("utf-8").splitlines()[1:]]
        weights = {name: float(weight) for name, weight, _ in rows}
        threshold, veto = float(meta["threshold"]), float(meta["veto"])
        # Results depend on the thresholds as well as on the weights.
        version = hashlib.sha256(f"{digest} {threshold!r} {veto!r}".encode()).hexdigest()[:12]
        return SenseModel(weights, weights.pop(""), threshold, veto, version)
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{folder / PAYLOAD}: damaged ({error}); {_ADVICE}") from error


_ADVICE: Final = "reinstall matcher, or train one with models/train_ambiguity.py"


def _shipped() -> Path:
    return model_folder("ambiguity", META)
