"""The recipe of the starter model, on a tiny language with a tiny encoder."""

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

RECIPE = Path(__file__).parents[2] / "models" / "recipes" / "starter-ar-en"
sys.path.insert(0, str(RECIPE))

from starter import smoke  # noqa: E402
from starter.back import BackTranslations, is_plausible  # noqa: E402
from starter.batches import Cursor, batches, noise  # noqa: E402
from starter.cli import main  # noqa: E402
from starter.compact import load_weights, save_weights  # noqa: E402
from starter.corpus import Pair, clean, load_sources, vary  # noqa: E402
from starter.e5 import load_pretrained  # noqa: E402
from starter.evaluate import loops, numbers  # noqa: E402
from starter.initial import with_decoder_layers  # noqa: E402
from starter.loss import Guide, smoothed_cross_entropy  # noqa: E402
from starter.model import Shape, Translator  # noqa: E402
from starter.packing import pack, turned  # noqa: E402
from starter.phrases import news_phrases  # noqa: E402
from starter.pieces import SOURCE, UNKNOWN  # noqa: E402
from starter.train import read_checkpoint  # noqa: E402
from starter.workspace import Workspace  # noqa: E402


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return smoke.tiny_workspace(tmp_path_factory.mktemp("recipe"), "pairs", "mono-en", "mono-ar")


@pytest.mark.slow
def test_smoke_mode_goes_from_text_to_a_model_that_the_engines_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    smoke.run(tmp_path)
    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| model | tiny_dev (40)")]
    assert [row.split("|")[3:5] for row in rows] == [
        [" int8 ", " 1 "],
        [" int8 ", " 4 "],
        [" float32 ", " 1 "],
        [" float32 ", " 4 "],
    ]


@pytest.mark.slow
def test_a_run_that_was_killed_ends_with_the_weights_of_one_that_was_not(workspace: Workspace) -> None:
    def words(name: str) -> list[str]:
        options = "--steps 40 --shares pairs=0.7 mono-en=0.3 --decoder-layers 1 --warmup-steps 5 --pool 300"
        often = "--save-minutes 0.0001 --judge-lines 5 --frozen-share 0.3 --frozen-layers 1"
        return [*f"train --run {name} {options} {often} --work".split(), str(workspace.folder)]

    main(words("whole"))
    checkpoint = workspace.run("killed") / "checkpoint.pt"
    kills = 0
    for _ in range(2):
        seen = checkpoint.stat().st_mtime_ns if checkpoint.exists() else 0
        process = subprocess.Popen([sys.executable, RECIPE, *words("killed")], stdout=subprocess.DEVNULL)
        while process.poll() is None and (not checkpoint.exists() or checkpoint.stat().st_mtime_ns == seen):
            time.sleep(0.001)
        time.sleep(random.Random(kills).random() * 0.2)
        os.kill(process.pid, signal.SIGKILL)
        kills += process.wait() == -signal.SIGKILL
    assert kills, "it was over before it could be killed"
    main(words("killed"))
    whole, killed = read_checkpoint(workspace.run("whole")), read_checkpoint(workspace.run("killed"))
    assert whole is not None
    assert killed is not None
    assert killed["progress"]["step"] == whole["progress"]["step"] == 40
    for name, weight in whole["weights"].items():
        assert torch.equal(weight, killed["weights"][name]), name


def test_two_threads_learn_what_one_learns(workspace: Workspace) -> None:
    learnt = []
    for run, steps, threads in (("begun", 1, 1), ("one", 5, 1), ("two", 5, 2)):
        plan = f"--shares pairs=1 --decoder-layers 1 --dropout 0 --warmup-steps 1 --pool 300 --threads {threads}"
        main(f"train --run {run} --steps {steps} {plan} --work {workspace.folder}".split())
        saved = read_checkpoint(workspace.run(run))
        assert saved is not None
        learnt.append(torch.cat([weight.flatten() for weight in saved["weights"].values()]))
    begun, one, two = learnt
    assert (one - two).norm() < 0.1 * (one - begun).norm()  # measured: 0.03; 0.6 where a part of each batch is left out


def test_the_fused_loss_has_the_gradient_of_torch() -> None:
    torch.manual_seed(0)
    states, output = torch.randn(4, 9, 16, requires_grad=True), torch.randn(50, 16, requires_grad=True)
    wanted = torch.randint(-1, 50, (4, 9))
    loss = smoothed_cross_entropy(states, output, wanted, smoothing=0.1)
    loss.backward()
    found = states.grad, output.grad
    states.grad = output.grad = None
    logits = (states @ output.t()).flatten(0, 1)
    torch.testing.assert_close(loss, torch.nn.functional.cross_entropy(logits, wanted.flatten(), ignore_index=-1))
    torch.nn.functional.cross_entropy(logits, wanted.flatten(), ignore_index=-1, label_smoothing=0.1).backward()
    torch.testing.assert_close(found, (states.grad, output.grad), atol=1e-5, rtol=1e-4)


def test_a_guided_loss_has_the_gradient_of_what_the_teacher_and_the_text_say() -> None:
    chance = torch.Generator().manual_seed(4)
    states, said = (torch.randn(2, 5, 8, generator=chance) for _ in range(2))
    output, known = (torch.randn(11, 8, generator=chance) for _ in range(2))
    wanted = torch.tensor([[1, 2, 3, -1, -1], [4, 5, 6, 7, 8]])
    counted = wanted.flatten() >= 0
    gradients = []
    for ours in (True, False):
        student, rows = states.clone().requires_grad_(), output.clone().requires_grad_()
        if ours:
            loss = smoothed_cross_entropy(student, rows, wanted, guide=Guide(said, known, 0.75))
        else:
            logits = (student @ rows.t()).flatten(0, 1)[counted]
            teacher = (said @ known.t()).flatten(0, 1)[counted].softmax(-1)
            entropy = torch.nn.functional.cross_entropy
            loss = 0.25 * entropy(logits, wanted.flatten()[counted], label_smoothing=0.1) + 0.75 * entropy(
                logits, teacher
            )
        loss.backward()
        gradients.append((student.grad, rows.grad))
    torch.testing.assert_close(*gradients)


def test_a_student_keeps_the_layers_that_it_is_told_to() -> None:
    shape = Shape(
        source_pieces=9, target_pieces=9, width=8, heads=2, feed_forward=16, encoder_layers=1, decoder_layers=3
    )
    model = Translator(shape)
    student = with_decoder_layers(model, (0, 2))
    assert student.shape.decoder_layers == 2
    torch.testing.assert_close(student.decoder[1].inner.weight, model.decoder[2].inner.weight)
    torch.testing.assert_close(student.encoder[0].inner.weight, model.encoder[0].inner.weight)


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_batches_are_the_same_from_any_place_and_with_any_workers(workspace: Workspace) -> None:
    mixture = workspace.mixture("en", {"pairs": 0.5, "mono-en": 0.5}, max_tokens=200, pool=60)

    def first(count: int, cursor: Cursor, workers: int = 0) -> list[np.ndarray]:
        source = batches(mixture, cursor, workers)
        found = [next(source) for _ in range(count)]
        source.close()
        return [batch.source for batch in found]

    source = batches(mixture, Cursor())
    cursor = [next(source) for _ in range(5)][-1].cursor
    whole = first(12, Cursor())
    for rest in (first(7, cursor), first(12, Cursor(), workers=2)[5:]):
        assert all(np.array_equal(a, b) for a, b in zip(whole[5:], rest, strict=True))


def test_a_batch_has_no_sentence_more_than_its_tokens_allow(workspace: Workspace) -> None:
    mixture = workspace.mixture("ar", {"pairs": 1.0}, max_tokens=150, pool=100)
    source = batches(mixture, Cursor())
    for batch in (next(source) for _ in range(20)):
        longest = max((batch.source != mixture.pads[0]).sum(1).max(), (batch.target_out >= 0).sum(1).max())
        assert longest * len(batch.source) <= 150


def test_noise_drops_and_moves_whole_words_only() -> None:
    starts = np.array([False, False, True, False] + [True] * 20)
    sentence = np.array([2, 3, *range(4, 20), 0], np.uint16)
    seen = set()
    for seed in range(50):
        noised = noise(sentence, starts, np.random.default_rng(seed)).tolist()
        assert noised[-1] == 0
        assert set(noised) <= set(sentence.tolist())
        assert (3 in noised) == (2 in noised)
        if 3 in noised:
            assert noised[noised.index(3) - 1] == 2
        seen.add(tuple(noised))
    assert len(seen) > 40


def test_padding_and_neighbours_do_not_change_what_is_said() -> None:
    torch.manual_seed(0)
    shape = Shape(source_pieces=30, target_pieces=30, width=32, heads=2, feed_forward=64, encoder_layers=2)
    model = Translator(replace(shape, decoder_layers=2))
    alone, padded = torch.tensor([[5, 6, 0]]), torch.tensor([[5, 6, 0, 30, 30], [7, 8, 9, 10, 0]])
    target = torch.tensor([[30, 4, 5]])
    with torch.no_grad():
        one = model.decode(target, model.encode(alone, model.source_mask(alone)), model.source_mask(alone))
        mask = model.source_mask(padded)
        both = model.decode(target.expand(2, -1), model.encode(padded, mask), mask)
    torch.testing.assert_close(one[0], both[0], atol=1e-5, rtol=1e-4)


def test_weights_in_eight_bits_are_close_and_in_sixteen_are_closer(tmp_path: Path) -> None:
    torch.manual_seed(0)
    weights = {"a": torch.randn(8, 64), "b": torch.randn(5)}
    errors = []
    for bits in (8, 16):
        save_weights(weights, tmp_path / "weights.npz", bits)
        found = load_weights(tmp_path / "weights.npz")
        assert torch.equal(found["b"], weights["b"])
        errors.append(float((found["a"] - weights["a"]).norm() / weights["a"].norm()))
    assert errors[1] < errors[0] < 0.01


def test_a_file_that_is_no_encoder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(b"something else")
    with pytest.raises(ValueError, match="not a 4-bit E5 file"):
        load_pretrained(tmp_path / "model.bin")


def test_only_sources_whose_licence_allows_it_are_used_unless_asked_for() -> None:
    everything = load_sources(RECIPE / "starter" / "sources.toml", ("yes", "by", "by-sa", "reverse", "no"))
    shipped = {source.file for source in load_sources(RECIPE / "starter" / "sources.toml")}
    assert {"un_keepitlocal", "tatoeba", "en_ungdc_1993_2024"} <= shipped
    left_out = {source.file for source in everything} - shipped
    assert left_out == {
        "xquad",
        "opus100_sample",
        "syrian_archive",
        "captions_3b1b",
        "hadith_sunnah",
        "debian_handbook",
    }
    taught = {source.file for source in everything if source.ship == "reverse"}
    assert taught == {"ar_ant_corpus_v2_1"}


def test_numbers_change_on_both_sides_alike() -> None:
    pair = Pair(arabic="وصل ٣٥ جنديا في 2017", english="35 soldiers came in 2017", weight=1.0)
    for seed in range(20):
        varied = vary(pair, random.Random(seed))
        assert sorted(numbers(varied.arabic)) == sorted(numbers(varied.english))
    assert any(numbers(vary(pair, random.Random(seed)).english) != ["35", "2017"] for seed in range(20))


def test_cleaning_takes_away_tashkeel_and_what_nobody_sees() -> None:
    assert clean("الحكومةِ\u200f  إجراءُ\u00a0انتخـــاباتٍ") == "الحكومة إجراء انتخابات"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the prime minister the prime minister the prime minister said", True),
        ("the prime minister the prime minister said", False),
        ("no no no no no no no no no", True),
        ("", False),
    ],
)
def test_a_phrase_three_times_running_is_a_loop(text: str, expected: bool) -> None:
    assert loops(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("٦٠٪ من", ["60"]), ("1,000 and 2.5", ["1000", "25"]), ("none", []), ("08 نيسان 2021", ["08", "2021"])],
)
def test_numbers_are_read_in_either_digits(text: str, expected: list[str]) -> None:
    assert numbers(text) == expected


def test_back_translations_that_go_in_circles_or_stop_short_are_left_out() -> None:
    assert is_plausible(range(20), range(18))
    assert not is_plausible(range(20), [1, 2, 3])
    assert not is_plausible(range(20), [1, 2, 3] * 7)


def test_back_translations_keep_their_digits(workspace: Workspace) -> None:
    english = workspace.vocabulary("en").encode(["Old bank 35 closed.", "Old bank 35 closed."])
    arabic = [row[:-1].tolist() for row in workspace.vocabulary("ar").encode(["البنك قديم 35", "البنك قديم 36"])]
    made = BackTranslations(workspace, "en").pairs(arabic, english)
    assert len(made) == 1
    source, target = made.pair(0)
    assert source[0] == UNKNOWN
    assert workspace.vocabulary(SOURCE).decode(source.tolist()) == "البنك قديم 35"
    assert np.array_equal(target, english[0])


def test_turned_pairs_are_those_that_arabic_pieces_can_write(workspace: Workspace) -> None:
    rows = workspace.target_rows("ar")
    numbers = np.full(len(workspace.vocabulary(SOURCE)), -1, np.int64)
    numbers[rows] = np.arange(len(rows))
    latin = next(number for number in range(2, len(numbers)) if numbers[number] < 0)
    sources = [rows[[5, 6, 0]], np.array([latin, 0]), rows[[7, 0]]]
    forward = pack([row.astype(np.uint16) for row in sources], [np.array([n, n, 0], np.uint16) for n in (3, 4, 5)])
    found = turned(forward, numbers)
    assert [found.pair(n)[0].tolist() for n in range(len(found))] == [[3, 3, 0], [5, 5, 0]]
    assert [found.pair(n)[1].tolist() for n in range(len(found))] == [[5, 6, 0], [7, 0]]


def test_phrases_have_the_same_numbers_on_both_sides() -> None:
    phrases = news_phrases(2000)
    assert len(phrases) > 1000
    for arabic, english in phrases:
        assert sorted(numbers(arabic)) == sorted(numbers(english)), (arabic, english)
    assert ("اليوم الخميس", "today, Thursday") in phrases


@pytest.mark.slow
def test_rounds_that_were_cut_off_go_on(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    quick = "--warmup-steps 5 --pool 100 --judge-lines 3 --batch-tokens 400"
    words = f"rounds --minutes 0.06 --work {workspace.folder} {quick}".split()
    main([*words, "--session-minutes", "0.01"])
    assert "stopped early" in capsys.readouterr().out
    main(words)
    assert "rounds: done" in capsys.readouterr().out
    assert workspace.pack_path("back-2").exists()
    took = {path.parent.name for path in workspace.folder.glob("runs/*/done")}
    assert {"reverse-1", "news-1-ar", "forward-2"} <= took
