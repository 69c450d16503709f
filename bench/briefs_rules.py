"""Counts broken rules in the briefs of whole corpora: `python bench/briefs_rules.py --bbc FILE`.

Briefs are made with the usual options: the default, 60 words, 30 words, and a headline. They are checked with the word
lists of this file only, so that a gap in the product's lists is not repeated here. The articles are those of the BBC,
if their file is given, and groups of five lines of our news corpus, with the Arabic that sentences are checked against.
The exit code is 1 if a rule is broken.
"""

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from mujaz.engines.extractive import ExtractiveEngine
from mujaz.pipeline.brief import write_brief
from mujaz.text.segment import split_english
from mujaz.types import (
    Brief,
    BriefOptions,
    BriefStyle,
    LoadedModel,
    ModelSignature,
    Segment,
    Span,
    Task,
    Translation,
)

REPOSITORY = Path(__file__).parents[1]
NEWS = REPOSITORY / "models" / "recipes" / "starter-ar-en" / "news" / "mujaz_news.tsv.gz"
LINES_OF_ARTICLE = 5
MOST_WORDS = 28
HEADLINE_WORDS = 12

KINDS = {
    "default": BriefOptions(),
    "60 words": BriefOptions(max_words=60, max_sentences=5),
    "30 words": BriefOptions(max_words=30),
    "headline": BriefOptions(style=BriefStyle.HEADLINE),
}

ARTICLES = frozenset("a an the".split())
PREPOSITIONS = frozenset(
    "about above across after against along amid among around as at before behind below beneath beside between"
    " beyond by despite during except for from in inside into like near of off on onto over per since"
    " than through throughout till to toward towards under underneath until up upon via with within without".split()
)
CONJUNCTIONS = frozenset(
    "and or but nor that which who whom whose because although though if unless whether while whereas when"
    " where".split()
)
SUBORDINATES = frozenset("because although though if unless while whereas when".split())
AUXILIARIES = frozenset(
    "is are was were be been being am has have had will would can could may might must shall should do does did isn't"
    " aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't cannot couldn't shouldn't don't doesn't"
    " didn't".split()
)
POSSESSIVES = frozenset("my your his her its our their".split())
UNFINISHED = (
    ARTICLES | PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | POSSESSIVES | frozenset("very more most mr mrs".split())
)
"""Words with which a shortened sentence must not end."""
SMALL = ARTICLES | AUXILIARIES | POSSESSIVES | frozenset("mr mrs ms also today yesterday currently that it".split())
"""Words that a headline may drop; this is not counted as a cut."""
NEGATIONS = frozenset("not no never nor neither without cannot none nobody nothing hardly barely".split())
POINTERS = frozenset(
    "he she it they we i you him her them his hers its their theirs our your my this these those that such both also"
    " however because therefore thus hence moreover furthermore besides nevertheless nonetheless meanwhile then so and"
    " but or nor yet".split()
)
NOW = frozenset("week month year spring summer autumn winter morning afternoon evening weekend quarter".split())
SPOKEN = frozenset(
    "said says say added adds told tells noted stressed explained stated declared claimed warned insisted argued"
    " confirmed affirmed".split()
)
SAYING = frozenset("saying adding stressing noting explaining stating affirming confirming".split())
NUMBER_WORDS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion"
    " dozen".split()
)
BOILERPLATE = re.compile(
    r"^\W*(?:read (?:more|also|next|the full)|see also|also read|related|more on this|follow us|share this"
    r"|click (?:here|on the|below)|tap here"
    r"|watch:|photo(?:graph)?s?:|picture:|pictures:|image:|credit:|by clicking|subscribe\b|sign up|log in|advert\w*\b$"
    r"|copyright|©|all rights reserved|comments?\b.{0,30}(?:closed|below|policy)|(?-i:VOTE|POLL)\b"
    r"|\d{1,2}[:.]\d{2}\s)"
    r"|all rights reserved|(?:getty images|afp photo|photo by|reuters/\w+ \w+)|the bbc is not responsible"
    r"|views? expressed .{0,40}(?:not necessarily|do not)|send (?:us )?your (?:comments|views|emails)|have your say"
    r"|use the form below|comments will be (?:published|moderated)",
    re.IGNORECASE,
)
_BARE = re.compile(r"[^\W_](?:[^\s\"“”(),;:!?]*[^\W_])?")
_BRACKETS = re.compile(r"\[[^\]]*\]\s*")
_LONE_DASH = re.compile(r" [-–—]+ ")
_SUFFIXES = ("'s", "’s")


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that a sentence of a brief breaks, with the sentence and its source."""

    rule: str
    sentence: str
    source: str


class Aligned:
    """A sentence of a brief, aligned with the text that it is cut from.

    Args:
        sentence: The sentence.
        source: The cited text, on one line.
    """

    def __init__(self, sentence: str, source: str) -> None:
        self.sentence = sentence
        source = _LONE_DASH.sub(", ", source)
        self.is_stopped = "…" in sentence and "…" not in source
        own_words = _BRACKETS.sub("", sentence) if "[" not in source else sentence
        self.brief_words = [word for token in re.split(r"[\s…]+", own_words) if (word := bare(token))]
        self.tokens = [token for token in re.split(r"\s+|(?<=\w)—(?=\w)", source) if bare(token)]
        self.words = [bare(token) for token in self.tokens]
        self.kept = self._positions()

    def _positions(self) -> list[int] | None:
        """Return the source positions of the sentence's words with fewer gaps, aligned greedily from either end.

        None if the words are not in the source in this order.
        """
        forward = self._greedy(range(len(self.words)), self.brief_words)
        backward = self._greedy(range(len(self.words) - 1, -1, -1), self.brief_words[::-1])
        ways = (forward, backward[::-1] if backward else None)
        found = [way for way in ways if way is not None]
        return min(found, key=gaps) if found else None

    def _greedy(self, order: Sequence[int], brief_words: Sequence[str]) -> list[int] | None:
        positions: list[int] = []
        rest = iter(order)
        for word in brief_words:
            position = next((number for number in rest if self.words[number] == word), None)
            if position is None:
                return None
            positions.append(position)
        return positions

    def cuts(self, *, is_headline: bool) -> Iterator[tuple[int, int]]:
        """Yield the positions of the last word before each cut and of the first word that was cut."""
        kept = self.kept or []
        for number, after in zip(kept, [*kept[1:], len(self.words)], strict=True):
            cut = number + 1
            while is_headline and cut < after and self.words[cut] in SMALL:
                cut += 1
            if cut < after:
                yield number, cut


def bare(token: str) -> str:
    """Return a word in lower case without the punctuation around it."""
    found = _BARE.search(token)
    return found[0].lower().replace("’", "'") if found else ""


def gaps(positions: Sequence[int]) -> int:
    """Return the number of gaps between positions."""
    return sum(after != before + 1 for before, after in pairwise(positions))


def faults_of(brief: Brief, translation: Translation, options: BriefOptions) -> Iterator[Fault]:
    """Yield the rules that a brief breaks.

    Args:
        brief: The brief.
        translation: Its article.
        options: The options of the brief.
    """
    is_headline = options.style is BriefStyle.HEADLINE
    sentences = [citation.brief.of(brief.text) for citation in brief.citations]
    sources = [
        " ".join(" ".join(translation.segments[one].target.of(translation.text).split()) for one in citation.segments)
        for citation in brief.citations
    ]
    whole = " ".join(sentences)
    if len(whole.split()) > (min(options.max_words, HEADLINE_WORDS) if is_headline else options.max_words):
        yield Fault("more words than asked for", whole, "")
    if len(sentences) > (1 if is_headline else options.max_sentences):
        yield Fault("more sentences than asked for", whole, "")
    own = [citation.segments[-1] for citation in brief.citations]
    if own != sorted(set(own)):
        yield Fault("sentences out of order or twice", whole, "")
    for at, (sentence, source) in enumerate(zip(sentences, sources, strict=True)):
        follows = at > 0 and own[at - 1] == own[at] - 1
        yield from faults_of_sentence(sentence, source, is_headline=is_headline, follows=follows)


def faults_of_sentence(sentence: str, source: str, *, is_headline: bool, follows: bool) -> Iterator[Fault]:
    """Yield the rules that a sentence breaks.

    Args:
        sentence: The sentence.
        source: The cited text, on one line.
        is_headline: Whether the sentence is a headline.
        follows: Whether the sentence before it in the brief is also the one before it in the article.
    """

    def fault(rule: str) -> Fault:
        return Fault(rule, sentence, source)

    if len(sentence.split()) > MOST_WORDS:
        yield fault("sentence of more than 28 words")
    if BOILERPLATE.search(sentence):
        yield fault("boilerplate quoted")
    aligned = Aligned(sentence, source)
    if aligned.kept is None:
        yield fault("not word for word in order")
        return
    if not follows and not sentence.startswith("[") and dangles(aligned):
        yield fault("opens with a word that points back")
    if aligned.is_stopped:
        yield fault("(stops with …)")
    yield from map(fault, bad_cuts(aligned, is_headline=is_headline))
    yield from map(fault, cut_words(aligned, is_headline=is_headline))


def dangles(aligned: Aligned) -> bool:
    """Whether a sentence opens with a pronoun, a connective or a verb of speech without its speaker."""
    first, then = [*aligned.brief_words, "", ""][:2]
    word = first.split("'")[0]
    if word == "this" and then.split("'")[0] in NOW:
        return False
    if word in ("that", "this", "these", "those", "such", "both") and then and word == first:
        return True
    return word in POINTERS or word in SPOKEN | SAYING or (first, then) == ("in", "addition")


def bad_cuts(aligned: Aligned, *, is_headline: bool) -> Iterator[str]:
    """Yield what is wrong where words are cut."""
    end = (aligned.kept or [0])[-1]
    for number, cut in aligned.cuts(is_headline=is_headline):
        word, token, cut_token = aligned.words[number], aligned.tokens[number], aligned.tokens[cut]
        is_end = number == end
        if re.search(r"[,;:.]$", token):
            continue  # the clause ends here in the article too
        if is_end and word in UNFINISHED:
            yield "ends with a word that needs another"
        elif is_end and word in SPOKEN and not re.search(r"[,…?!”\"] \S[^,…]*$", aligned.sentence):
            yield "ends with a verb of speech"
        if not is_end and is_headline and word in SMALL:
            continue
        marked = not token[-1].isalnum() and token[-1] not in "%'’\"”"
        is_time = re.fullmatch(r"(?:19|20)\d\d|\d+(?::\d\d)?(?:am|pm)", word)
        counts = word in NUMBER_WORDS or (any(map(str.isdigit, word)) and not is_time)
        noun = "" if cut_token.startswith(("(", "[")) else bare(cut_token)
        if counts and not marked and noun and noun not in UNFINISHED | SPOKEN | {"following"}:
            yield "number without its noun"
        if is_end and token.endswith(_SUFFIXES):
            yield "ends with a possessive"
        elif is_end and number and cut == number + 1 and not marked and is_half_name(token, cut_token):
            yield "half a name"


def is_half_name(token: str, cut_token: str) -> bool:
    """Whether a word and the word cut after it seem to belong to one name."""
    return token[0].isupper() and cut_token[0].isupper() and bare(cut_token) not in UNFINISHED | DAYS


TIMES = frozenset("after before since what final".split())
"""Words with which a verb of speech names no speaker: "after the town claimed a draw", "has the final say"."""
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())


def cut_words(aligned: Aligned, *, is_headline: bool) -> Iterator[str]:
    """Yield negations and speakers that were cut although the words they belong to were kept."""
    kept = set(aligned.kept or [])
    for number, word in enumerate(aligned.words):
        if word in NEGATIONS or word.endswith("n't"):
            yield from cut_negation(aligned, kept, number, is_headline=is_headline)
    last = max(kept)
    after_cut = range(last + 1, len(aligned.words))
    opens = aligned.words[:2] == ["according", "to"] and not kept & {0, 1}
    sources = [number for number in after_cut if is_source(aligned, number)]
    spoken = [at for at in after_cut if is_spoken(aligned, at) and is_tail(aligned, last, at)]
    if is_headline and re.search(r":[\"”]? [^:]+$", aligned.sentence):  # "Five fishermen rescued: officials"
        spoken = [at for at in spoken if any(re.search(r"[,;”\"]$", token) for token in aligned.tokens[last:at])]
    if opens or sources or spoken:
        yield "speaker left out"


def cut_negation(aligned: Aligned, kept: set[int], number: int, *, is_headline: bool) -> Iterator[str]:
    """Yield what is wrong with the negation at a position."""
    after = number + 1
    if number not in kept:
        is_open = aligned.tokens[number][-1].isalnum()  # not the end of a clause of its own
        if is_open and (after in kept or (after + 1 in kept and number - 1 in kept)):
            yield "negation left out"
        return
    while is_headline and after not in kept and after < len(aligned.words) and aligned.words[after] in SMALL:
        after += 1
    is_noun = aligned.words[number] in ("nothing", "nobody", "none") or not aligned.tokens[number][-1].isalnum()
    if after not in kept and after < len(aligned.words) and not is_noun:
        yield "negation without its verb"


def is_spoken(aligned: Aligned, number: int) -> bool:
    """Whether a verb of speech stands at a position, and not the name Said."""
    return aligned.words[number] in SPOKEN and aligned.tokens[number][0].islower()


def is_source(aligned: Aligned, number: int) -> bool:
    """Whether ", according to" stands at a position and names the source of everything before it.

    In "killing, according to the police, 13 people" it names the source of what follows.
    """
    tokens = aligned.tokens
    if aligned.words[number : number + 2] != ["according", "to"] or not tokens[number - 1].endswith(","):
        return False
    end = next((at for at in range(number, len(tokens)) if tokens[at].endswith(",")), len(tokens) - 1)
    after = tokens[end + 1] if end + 1 < len(tokens) else "Who"
    return after[0].isupper() or after in ("who", "which", "whose")


def is_tail(aligned: Aligned, last: int, number: int) -> bool:
    """Whether a cut removed the speaker at the end of a sentence: ", the minister said"."""
    before, words = aligned.words[number - 1], aligned.words
    if words[number] == "claimed" and not ARTICLES.isdisjoint(words[number + 1 : number + 2]):
        return False  # "claimed a victim"
    if not AUXILIARIES.isdisjoint(words[number - 2 : number]) and before not in ("has", "have"):
        return False  # "were not told"
    tail = words[number + 1 :]
    if len(tail) > 4 or not (UNFINISHED - PREPOSITIONS - ARTICLES).isdisjoint(tail):
        return False
    start = number
    while start > last + 1 and not re.search(r"[,;”\"]$", aligned.tokens[start - 1]):
        start -= 1
    if start > last + 1 and (words[start] == "as" or words[start - 1] in CONJUNCTIONS):
        return False  # it belongs to the clause around it, which was cut too: "that, critics say, nobody visits"
    if aligned.tokens[start - 1].endswith(";"):
        return False  # a clause of its own: "; no group has claimed responsibility"
    if not SUBORDINATES.isdisjoint(words[start + 1 : number]) or (
        words[start] in PREPOSITIONS and words[start + 1] in ("which", "whom", "whose")
    ):
        return False  # "many refused because no one explained how", ", for which a group claimed responsibility"
    opens = (start < number and words[start] in CONJUNCTIONS | SPOKEN) or not TIMES.isdisjoint(words[start:number])
    return start > last and not opens and number - start <= 9


@cache
def engine() -> ExtractiveEngine:
    """Return the embedded brief model."""
    signature = ModelSignature(model="brief-en", revision="", engine="extractive", compute_type="float64")
    loaded = LoadedModel(signature=signature, task=Task.SUMMARIZATION)
    return ExtractiveEngine(REPOSITORY / "models" / "brief-en", loaded)


@dataclass(frozen=True, slots=True)
class Text:
    """An article in both languages; an English article is its own source."""

    source: str
    translation: Translation


def bbc(path: Path) -> Iterator[Text]:
    """Yield the BBC's articles."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)["document"]
            segments = tuple(Segment(source=span, target=span, confidence=1.0) for span in split_english(document))
            yield Text(document, Translation(text=document, segments=segments))


def news(path: Path) -> Iterator[Text]:
    """Yield articles of five lines of our news corpus."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        pairs = [line.rstrip("\n").split("\t")[:2] for line in lines]
    for start in range(0, len(pairs) - LINES_OF_ARTICLE + 1, LINES_OF_ARTICLE):
        yield pair_text(pairs[start : start + LINES_OF_ARTICLE])


def pair_text(pairs: Sequence[Sequence[str]]) -> Text:
    """Build an article from sentences in both languages."""
    starts = [0, 0]
    segments = []
    for pair in pairs:
        spans = [Span(start, start + len(part)) for start, part in zip(starts, pair, strict=True)]
        starts = [span.end + 1 for span in spans]
        segments.append(Segment(source=spans[0], target=spans[1], confidence=1.0))
    text = "\n".join(pair[1] for pair in pairs)
    return Text("\n".join(pair[0] for pair in pairs), Translation(text=text, segments=tuple(segments)))


def judge(text: Text) -> dict[str, list[Fault]]:
    """Return the faults of an article's briefs, by kind of brief."""
    found: dict[str, list[Fault]] = {}
    for kind, options in KINDS.items():
        brief = write_brief("", text.translation, engine(), options, source=text.source)
        found[kind] = [] if brief is None else list(faults_of(brief, text.translation, options))
    return found


def show(name: str, results: Sequence[dict[str, list[Fault]]], examples: int) -> int:
    """Print a table and examples, and return the number of faults."""
    counts = {kind: Counter(fault.rule for result in results for fault in result[kind]) for kind in KINDS}
    rules = sorted({rule for counter in counts.values() for rule in counter})
    print(
        f"\n### {name}: {len(results)} articles\n\n| rule broken | {' | '.join(KINDS)} |\n|---|{'---:|' * len(KINDS)}"
    )
    for rule in rules:
        print(f"| {rule} | {' | '.join(str(counts[kind][rule]) for kind in KINDS)} |")
    for rule in rules:
        shown = [fault for result in results for kind in KINDS for fault in result[kind] if fault.rule == rule]
        step = max(1, len(shown) // examples) if examples else 1
        for fault in dict.fromkeys(shown[::step][:examples]):
            print(f"\n[{rule}] {fault.sentence}\n    of: {fault.source}")
    return sum(count for counter in counts.values() for rule, count in counter.items() if not rule.startswith("("))


def main() -> None:
    """Run the check."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--bbc", type=Path, help="bbc_news_headlines.jsonl.gz")
    parser.add_argument("--every", type=int, default=1, help="take every Nth article (default: 1)")
    parser.add_argument("--examples", type=int, default=3, help="examples to print for each rule (default: 3)")
    parser.add_argument("--processes", type=int, default=1)
    arguments = parser.parse_args()
    sets = {"BBC": (bbc, arguments.bbc), "our news": (news, NEWS)}
    faults = 0
    with ProcessPoolExecutor(arguments.processes) as pool:
        for name, (read, path) in sets.items():
            if path is None or not path.is_file():
                print(f"\n{name}: not counted, {path or 'its file'} is missing")
                continue
            started = time.perf_counter()
            texts = list(read(path))[:: arguments.every]
            faults += show(name, list(pool.map(judge, texts, chunksize=16)), arguments.examples)
            print(f"\n({time.perf_counter() - started:.0f} s)", flush=True)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
