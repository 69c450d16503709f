"""What each command of the recipe does."""

from argparse import Namespace
from pathlib import Path
from typing import Any

import torch

from starter.back import Search, Translation, speaker
from starter.back import back_translate as make_back_translations
from starter.compact import bundle as make_bundle
from starter.compact import save_weights
from starter.compact import unbundle as open_bundle
from starter.corpus import load_sources
from starter.decode import translate
from starter.distil import distil as make_distilled
from starter.distil import teacher as speaking_teacher
from starter.export import export as write_model
from starter.export import load_exported, named_model
from starter.initial import with_decoder_layers
from starter.model import Translator
from starter.pieces import SOURCE
from starter.rounds import Machine, run_rounds
from starter.train import Plan, Run, read_checkpoint, trained_model
from starter.workspace import Preparation, Workspace
from starter.workspace import prepare as fill

_SOURCES = Path(__file__).with_name("sources.toml")
_PREPARED = ("vocabulary", "dev", "e5.npz", "adapter.safetensors")
_MEGABYTE = 2**20


def prepare(arguments: Namespace) -> None:
    """Cleans the corpora, cuts the vocabularies, fits the adapter and packs everything as numbers."""
    english, arabic = arguments.vocabulary
    how = Preparation(
        vocabulary={"en": english, "ar": arabic},
        encoder_layers=arguments.encoder_layers,
        adapter_steps=arguments.adapter_steps,
        sentences=arguments.sentences,
        phrases=arguments.phrases,
        news=arguments.news,
    )
    sources = load_sources(_SOURCES, arguments.ship)
    fill(Workspace(arguments.work), arguments.corpora, arguments.e5 or arguments.like, sources, how, arguments.packs)


def train(arguments: Namespace) -> None:
    """Trains a run, or goes on with it where it stopped."""
    workspace = Workspace(arguments.work)
    plan = Plan(
        seconds=60 * arguments.minutes,
        steps=arguments.steps,
        session_seconds=60 * arguments.session_minutes,
        guided_share=arguments.guided_share,
        **_habits(arguments),
    )
    if not plan.seconds and not plan.steps:
        raise SystemExit("train: give --minutes or --steps, or the run never ends")
    if arguments.teacher and plan.frozen_share < 1:
        raise SystemExit("train: a --teacher reads the encoder of the run, which must not learn: give --frozen-share 1")
    shares = {name: float(share) for name, _, share in (item.partition("=") for item in arguments.shares)}

    def start() -> Translator:
        if not arguments.start_from:
            return workspace.starting_model(arguments.to, arguments.decoder_layers)
        model = named_model(workspace, Path(), arguments.start_from, arguments.to)
        return with_decoder_layers(model, arguments.keep_decoder_layers) if arguments.keep_decoder_layers else model

    teacher = named_model(workspace, Path(), str(arguments.teacher), arguments.to) if arguments.teacher else None
    run = Run(workspace.run(arguments.run), start, plan, arguments.device, teacher)
    mixture = workspace.mixture(arguments.to, shares, arguments.batch_tokens, arguments.pool)
    run.train(mixture, lambda model: judge(workspace, model, arguments.to, arguments.judge_lines))


def rounds(arguments: Namespace) -> None:
    """Goes through all rounds of training and back-translation, or goes on where it stopped."""
    machine = Machine(
        device=arguments.device,
        minutes=arguments.minutes,
        session_minutes=arguments.session_minutes,
        batch_tokens=arguments.batch_tokens,
        pool=arguments.pool,
        decode_tokens=arguments.decode_tokens,
        workers_of_back=max(1, arguments.workers),
        plan=_habits(arguments),
    )
    workspace = Workspace(arguments.work)
    whole = run_rounds(
        workspace, machine, lambda model, to: judge(workspace, model, to, arguments.judge_lines), arguments.rounds
    )
    print("rounds: done" if whole else "rounds: stopped early; the same command goes on")


def _habits(arguments: Namespace) -> dict[str, Any]:
    """What every plan of a call has in common."""
    if arguments.device == "cpu":
        torch.set_num_threads(1)  # a batch is shared among --threads instead
    return {
        "rate": arguments.rate,
        "encoder_rate": arguments.encoder_rate,
        "warmup_steps": arguments.warmup_steps,
        "frozen_share": arguments.frozen_share,
        "frozen_layers": arguments.frozen_layers,
        "dropout": arguments.dropout,
        "save_every_s": 60 * arguments.save_minutes,
        "judge_every_s": 60 * arguments.judge_minutes,
        "workers": arguments.workers,
        "threads": arguments.threads,
        "compiled": arguments.compiled,
    }


def judge(workspace: Workspace, model: Translator, to: str, lines: int) -> str:
    """Scores a model on the first lines of the first development set, greedily, and shows two outputs."""
    import sacrebleu  # noqa: PLC0415, a machine that only prepares needs none

    rows = [line.split("\t") for line in workspace.dev()[0].read_text(encoding="utf-8").splitlines()[:lines]]
    source, target = (1, 0) if to == "ar" else (0, 1)
    vocabulary = workspace.vocabulary(to)
    said = translate(model, workspace.vocabulary(SOURCE).encode([row[source] for row in rows]), max_tokens=4000)
    outputs = [vocabulary.decode(row) for row in said]
    references = [[row[target] for row in rows]]
    bleu, chrf = sacrebleu.corpus_bleu(outputs, references), sacrebleu.corpus_chrf(outputs, references)
    return f"dev: BLEU {bleu.score:.2f}, chrF {chrf.score:.2f}\n  " + "\n  ".join(outputs[:2])


def back_translate(arguments: Namespace) -> None:
    """Gives written sentences sources in the other language, with a run that translates into it."""
    workspace = Workspace(arguments.work)
    how = Translation(to=arguments.to, name=arguments.name, sentences=arguments.sentences, slice=arguments.slice)
    search = Search(device=arguments.device, max_tokens=arguments.batch_tokens, choices=arguments.choices)
    make_back_translations(workspace, speaker(workspace, Path(), arguments.run, arguments.to, search), how)


def distil(arguments: Namespace) -> None:
    """Lets an exported model translate sources of packs with beams, for a student that decodes greedily."""
    workspace = Workspace(arguments.work)
    packs = {name: int(count) for name, _, count in (item.partition("=") for item in arguments.packs)}
    say = speaking_teacher(workspace, arguments.teacher, arguments.beam_size, arguments.threads)
    make_distilled(workspace, say, packs, arguments.name)


def evaluate(arguments: Namespace) -> None:
    """Scores models on development sets, through the engines that serve them, as a Markdown table."""
    from starter.evaluate import table  # noqa: PLC0415, needs the server, which a machine that only trains may lack

    ways = [(compute_type, beam) for compute_type in arguments.compute_types for beam in arguments.beams]
    sets = sorted(arguments.dev.glob("*.tsv"))
    for line in table(arguments.models, sets, ways, arguments.cache, arguments.lines):
        print(line, flush=True)


def export(arguments: Namespace) -> None:
    """Writes a run's model in MarianMT layout."""
    workspace = Workspace(arguments.work)
    model = trained_model(workspace.run(arguments.run))
    write_model(workspace, model.shape, dict(model.named_parameters()), arguments.to, arguments.out)


def interpolate(arguments: Namespace) -> None:
    """Mixes the weights of two exported models: what a fine-tuned one learnt, without all that it forgot."""
    workspace = Workspace(arguments.work)
    old, new = (load_exported(workspace, arguments.to, folder) for folder in (arguments.old, arguments.new))
    before = dict(old.named_parameters())
    mixed = {name: torch.lerp(before[name], weight, arguments.share) for name, weight in new.named_parameters()}
    write_model(workspace, new.shape, mixed, arguments.to, arguments.out)


def bundle(arguments: Namespace) -> None:
    """Packs a workspace, a run's weights, or both, into files small enough to be handed on."""
    workspace = Workspace(arguments.work)
    paths = [workspace.folder / name for name in _PREPARED] if arguments.packs else []
    paths += [workspace.pack_path(name) for name in arguments.packs]
    if arguments.run:
        folder = workspace.run(arguments.run)
        saved = read_checkpoint(folder)
        if saved is None:
            raise SystemExit(f"bundle: {folder} holds no checkpoint")
        save_weights(saved.get("average", saved["weights"]), folder / "weights.npz", arguments.bits)
        progress = saved["progress"] | {"fresh_at": saved["progress"].get("step", 0)}
        torch.save({"shape": saved["shape"], "progress": progress}, folder / "progress.pt")
        paths += [folder / "weights.npz", folder / "progress.pt"]
    size = int(arguments.part_mb * _MEGABYTE)
    for part in make_bundle(workspace.folder, paths, arguments.out, size, compressed=bool(arguments.packs)):
        print(f"{part} {part.stat().st_size / _MEGABYTE:.1f} MB")


def unbundle(arguments: Namespace) -> None:
    """Unpacks what bundle packed."""
    open_bundle(arguments.parts, arguments.work)
