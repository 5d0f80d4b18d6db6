"""The same fictional careers in twelve languages and five English styles, with their facts."""

from data.parallel.careers import ENGLISH, LANGUAGES, STYLES, VARIANTS, ParallelCareer, TrueJob, read_careers

__all__ = ["ENGLISH", "LANGUAGES", "STYLES", "VARIANTS", "ParallelCareer", "TrueJob", "read_careers"]
