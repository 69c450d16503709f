"""Measures how well translations follow a glossary, and how the gazetteer changes names.

    python bench/glossary.py starter-ar-en --dev DIR --terms bench/glossary_terms.tsv [--lines N]

`DIR` holds development sets, `Arabic<TAB>English` per line. The glossary is measured only on lines with a term whose
English is in the reference, because there the term is right. The gazetteer is measured on all lines, and its changes
are listed for review.
"""

import argparse
import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import sacrebleu

from mujaz.config import Settings
from mujaz.engines.base import TranslationEngine
from mujaz.engines.load import load_translation_engine
from mujaz.pipeline.attempts import Attempt
from mujaz.pipeline.local import decode
from mujaz.pipeline.prepare import PreparedSegment, prepare
from mujaz.pipeline.spelling import find_exact
from mujaz.pipeline.steps import Steps, drive
from mujaz.pipeline.stopwatch import Stopwatch
from mujaz.pipeline.terms.apply import Way, apply_terms
from mujaz.pipeline.translate import translate
from mujaz.text.glossary import TermMatcher, gazetteer, match_terms, matcher_of, read_glossary
from mujaz.text.normalize import normalize
from mujaz.types import DecodingOptions, FindingKind, Severity, TermOrigin

_WAYS = {
    "none": None,
    "respelled": (),
    "English shown": (Way.ENGLISH,),
    "marks shown": (Way.MARK,),
    "English, then marks": tuple(Way),
}


@dataclass(frozen=True)
class Bench:
    """A model and the lines that it translates."""

    engine: TranslationEngine
    references: Sequence[str]
    prepared: Sequence[Sequence[PreparedSegment]]
    max_retries: int = 2
    options: DecodingOptions = field(default_factory=DecodingOptions)

    def first(self) -> list[Attempt]:
        """Translate without any term."""
        flat = [segment for segments in self.prepared for segment in segments]
        steps = translate(flat, self.engine, self.options, max_retries=self.max_retries, stopwatch=Stopwatch())
        return self.run(steps)

    def with_terms(self, first: list[Attempt], matchers: Sequence[TermMatcher], ways: Sequence[Way]) -> list[Attempt]:
        """Apply terms to translations."""
        steps = apply_terms(
            first,
            matchers,
            self.engine,
            self.options,
            max_retries=self.max_retries,
            stopwatch=Stopwatch(),
            ways=ways,
        )
        return self.run(steps)

    def run(self, steps: Steps[list[Attempt]]) -> list[Attempt]:
        """Run steps on the model."""
        return drive(steps, lambda request: decode(self.engine, request, max_batch_tokens=1024))

    def scores(self, attempts: Iterable[Attempt]) -> str:
        """Return the chrF and BLEU of all lines."""
        rest = iter(attempts)
        texts = [" ".join(next(rest).target for _ in segments) for segments in self.prepared]
        chrf = sacrebleu.corpus_chrf(texts, [list(self.references)]).score
        bleu = sacrebleu.corpus_bleu(texts, [list(self.references)]).score
        return f"{chrf:.2f} | {bleu:.2f}"


def main() -> None:
    """Read the command line and print tables in Markdown."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("model", help="name in the catalogue, or a folder")
    parser.add_argument("--dev", type=Path, required=True, help="folder with development sets")
    parser.add_argument("--terms", type=Path, required=True, help="a glossary")
    parser.add_argument("--lines", type=int, help="only the first lines of each set")
    arguments = parser.parse_args()
    engine = load_translation_engine(Settings.load({"translation_model": arguments.model}))
    rows = [
        (source, target)
        for path in sorted(arguments.dev.glob("*.tsv"))
        for line in path.read_text("utf-8").splitlines()[: arguments.lines]
        for source, target, *_ in [line.split("\t")]
    ]
    matcher = matcher_of(read_glossary(arguments.terms), TermOrigin.REQUEST)
    print_glossary(bench(engine, [row for row in rows if is_right(matcher, *row)]), matcher)
    print_gazetteer(bench(engine, rows))


def bench(engine: TranslationEngine, rows: Sequence[tuple[str, str]]) -> Bench:
    """Prepare lines for a model."""
    return Bench(engine, [target for _, target in rows], [prepare(source, engine) for source, _ in rows])


def is_right(matcher: TermMatcher, source: str, reference: str) -> bool:
    """Whether the source has terms and the reference has all of them."""
    found = match_terms(normalize(source).text, [matcher])
    return bool(found) and all(find_exact(match.term.target, reference) for match in found)


def print_glossary(lines: Bench, matcher: TermMatcher) -> None:
    """Print a row for each way."""
    first = lines.first()
    found = {id(attempt): match_terms(attempt.segment.normalized.text, [matcher]) for attempt in first}
    total = sum(map(len, found.values()))
    print(f"{len(lines.prepared)} lines with {total} terms\n")
    print("| way | terms used | chrF | BLEU | errors | number errors |\n|---|---:|---:|---:|---:|---:|")
    for name, ways in _WAYS.items():
        attempts = first if ways is None else lines.with_terms(first, [matcher], ways)
        pairs = zip(first, attempts, strict=True)
        good = sum(bool(find_exact(match.term.target, last.target)) for one, last in pairs for match in found[id(one)])
        errors = [
            finding.kind for attempt in attempts for finding in attempt.findings if finding.severity is Severity.ERROR
        ]
        print(
            f"| {name} | {good / max(total, 1):.1%} | {lines.scores(attempts)} | {len(errors)} "
            f"| {errors.count(FindingKind.NUMBER)} |",
            flush=True,
        )


def print_gazetteer(lines: Bench) -> None:
    """Print scores before and after, and every change."""
    first = lines.first()
    after = lines.with_terms(first, [gazetteer()], ())
    changed = [pair for pair in zip(first, after, strict=True) if pair[0].target != pair[1].target]
    names = sum(len(match_terms(attempt.segment.normalized.text, [gazetteer()])) for attempt in first)
    print(f"\n{len(lines.prepared)} lines with {names} names, {sum(len(one.terms) for one in after)} respelled")
    print(
        f"\n| | chrF | BLEU |\n|---|---:|---:|\n| before | {lines.scores(first)} |\n| after | {lines.scores(after)} |\n"
    )
    for before, attempt in changed:
        for term in attempt.terms:
            print(f"- {term.term}: {_changes(before.target, attempt.target)}")


def _changes(before: str, after: str) -> str:
    old, new = before.split(), after.split()
    codes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return ", ".join(f"{' '.join(old[a:b])} -> {' '.join(new[c:d])}" for op, a, b, c, d in codes if op != "equal")


if __name__ == "__main__":
    main()
