"""Rules of character normalisation, compiled into the SentencePiece models so that every engine applies them."""

import functools
import tempfile
import unicodedata
from pathlib import Path

import sentencepiece
from sentencepiece.sentencepiece_model_pb2 import ModelProto  # type: ignore[attr-defined]

_PLAIN = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2013\u2014\u2015\u2212", "-"),
    "\u2026": "...",
}
_MARK_RANGES = ((0x610, 0x61A), (0x64B, 0x65F), (0x670, 0x670), (0x6D6, 0x6ED), (0x640, 0x640))
_INVISIBLE_RANGES = ((0x200B, 0x200F), (0x202A, 0x202E), (0x2066, 0x2069), (0xFEFF, 0xFEFF), (0xAD, 0xAD))
_SPACES = (0x09, 0x0A, 0x0D, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)
_CONTROLS = (*range(0x01, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F)
_LETTER_VARIANTS = {"\u0671": "\u0627", "\u06a9": "\u0643", "\u06cc": "\u064a"}
_SIGNS = {"\u066a": "%", "\u066b": ".", "\u066c": ","}
_COMPOSED = {"\u0627\u0653": "\u0622", "\u0627\u0654": "\u0623", "\u0627\u0655": "\u0625"}
# Left to themselves: they would make the table large, and no text of ours has them.
_SKIPPED_RANGES = ((0xAC00, 0xD7A3), (0xD800, 0xDFFF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))


def normaliser_rules(*, arabic: bool) -> dict[str, str]:
    """Makes the table: NFKC, plain quotes and dashes, one kind of space, nothing invisible.

    Args:
        arabic: Also take away tashkeel and tatweel, and write digits, signs and letter variants in one way. Hamzas on
            alef stay, as XLM-R's pieces have them.

    Returns:
        What to write for each character or sequence that changes.
    """
    special = _PLAIN | (_arabic_specials() if arabic else {})
    table = {}
    for point in range(0x20, 0x110000):
        character = chr(point)
        composed = unicodedata.normalize("NFKC", character)
        if composed == character and character not in special:
            continue
        written = "".join(special.get(part, part) for part in composed)
        if written != character and not _within(point, _SKIPPED_RANGES):
            table[character] = written
    table |= {chr(point): " " for point in _SPACES}
    table |= {chr(point): "" for point in _CONTROLS}
    return table | (_COMPOSED if arabic else {})


@functools.cache
def normalising_model(*, arabic: bool) -> ModelProto:
    """Compiles the rules.

    Returns:
        A SentencePiece model whose normaliser is ours. Its pieces are only there because a model needs some.
    """
    lines = [f"{_points(of)}\t{_points(to)}\n" for of, to in sorted(normaliser_rules(arabic=arabic).items())]
    with tempfile.TemporaryDirectory() as folder:
        rules, text, prefix = Path(folder, "rules.tsv"), Path(folder, "text.txt"), Path(folder, "model")
        rules.write_text("".join(lines), encoding="utf-8")
        text.write_text("the rules are what counts here\n" * 50, encoding="utf-8")
        sentencepiece.SentencePieceTrainer.train(
            input=str(text),
            model_prefix=str(prefix),
            vocab_size=40,
            hard_vocab_limit=False,
            normalization_rule_tsv=str(rules),
            minloglevel=2,
        )
        model = ModelProto()
        model.ParseFromString(prefix.with_suffix(".model").read_bytes())
    return model


def _arabic_specials() -> dict[str, str]:
    removed = {chr(p): "" for low, high in _MARK_RANGES + _INVISIBLE_RANGES for p in range(low, high + 1)}
    digits = {chr(zero + digit): str(digit) for zero in (0x660, 0x6F0) for digit in range(10)}
    return removed | digits | _SIGNS | _LETTER_VARIANTS


def _within(point: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(low <= point <= high for low, high in ranges)


def _points(text: str) -> str:
    return " ".join(f"{ord(character):X}" for character in text)
