"""Summaries by sequence-to-sequence models, on tiny ones with random weights."""

import concurrent.futures
import json
from pathlib import Path

import pytest

from mujaz.config import Settings
from mujaz.engines.load import load_summary_engine
from mujaz.errors import EngineError, ModelError
from mujaz.types import BriefMethod, BriefOptions

torch = pytest.importorskip("torch", reason="these summaries need the extra torch")
transformers = pytest.importorskip("transformers")

ARTICLE = [
    "The prime minister said on Tuesday that the government would hold early elections next year.",
    "The council met to discuss the budget and the security of the region.",
    "Oil prices rose by five percent as the two countries signed an agreement on trade and water.",
]
LIMIT = 64


def write_summariser(folder: Path, kind: str, seed: int = 0, **config) -> Path:
    """A random model with a tokenizer of its own, in the layout of the hub."""
    import tokenizers

    tokenizer = tokenizers.Tokenizer(tokenizers.models.BPE(unk_token="<unk>"))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Metaspace()
    tokenizer.decoder = tokenizers.decoders.Metaspace()
    marks = ["<s>", "<pad>", "</s>", "<unk>"]
    trainer = tokenizers.trainers.BpeTrainer(vocab_size=300, special_tokens=marks, show_progress=False)
    tokenizer.train_from_iterator(ARTICLE, trainer)
    tokenizer.post_processor = tokenizers.processors.TemplateProcessing(
        single="$A </s>", special_tokens=[("</s>", tokenizer.token_to_id("</s>"))]
    )
    transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token="<s>",
        pad_token="<pad>",
        eos_token="</s>",
        unk_token="<unk>",
        model_max_length=LIMIT,
    ).save_pretrained(folder)
    size = tokenizer.get_vocab_size()
    torch.manual_seed(seed)
    if kind == "bart":
        full = transformers.BartConfig(
            vocab_size=size, d_model=32, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2,
            decoder_attention_heads=2, encoder_ffn_dim=48, decoder_ffn_dim=48, max_position_embeddings=LIMIT,
            bos_token_id=0, pad_token_id=1, eos_token_id=2, decoder_start_token_id=2, forced_eos_token_id=2, **config,
        )  # fmt: skip
        network = transformers.BartForConditionalGeneration(full)
    elif kind == "pegasus":
        full = transformers.PegasusConfig(
            vocab_size=size, d_model=32, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2,
            decoder_attention_heads=2, encoder_ffn_dim=48, decoder_ffn_dim=48, max_position_embeddings=LIMIT,
            pad_token_id=1, eos_token_id=2, decoder_start_token_id=1, forced_eos_token_id=2, **config,
        )  # fmt: skip
        network = transformers.PegasusForConditionalGeneration(full)
    else:
        full = transformers.T5Config(
            vocab_size=size, d_model=32, d_kv=16, d_ff=48, num_layers=1, num_heads=2, pad_token_id=1, eos_token_id=2,
            decoder_start_token_id=1, **config,
        )  # fmt: skip
        network = transformers.T5ForConditionalGeneration(full)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.mul_(4.0)  # at their usual size random weights say the same to everything
    network.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def bart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_summariser(tmp_path_factory.mktemp("models") / "bart", "bart")


def load(folder: Path, cache_dir: Path, engine: str = "torch", compute_type: str = "float32"):
    settings = {"summary_engine": engine, "compute_type": compute_type, "summary_model": str(folder), "threads": 1}
    return load_summary_engine(Settings(cache_dir=cache_dir, **settings))


@pytest.mark.parametrize("engine_name", ["ctranslate2", "torch"])
@pytest.mark.parametrize("kind", ["bart", "t5", "pegasus"])
def test_a_summary_is_sentences_within_the_limits(
    kind: str, engine_name: str, bart: Path, cache_dir: Path, tmp_path: Path
) -> None:
    engine = load(bart if kind == "bart" else write_summariser(tmp_path / kind, kind), cache_dir, engine_name)
    assert engine.method is BriefMethod.ABSTRACTIVE
    assert engine.model.signature.engine.startswith(f"{engine_name} ")
    summary = engine.summarize("Elections", ARTICLE, BriefOptions(max_sentences=2, max_words=30))
    assert 1 <= len(summary) <= 2
    assert all(sentence.text.strip() == sentence.text != "" and sentence.support == () for sentence in summary)
    assert len(summary) == 1 or sum(len(sentence.text.split()) for sentence in summary) <= 30


def test_every_part_of_a_long_article_is_read(bart: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = load(bart, tmp_path)
    read: list[str] = []
    generate = engine._generate

    def record(text: str, max_new_tokens: int) -> tuple[list[str], bool]:
        read.append(text)
        assert engine._length(text) <= LIMIT
        return (["The end."], True) if len(read) > 1 else generate(text, max_new_tokens)

    monkeypatch.setattr(engine, "_generate", record)
    sentences = [f"{sentence[:-1]} {number}." for number in range(40) for sentence in ARTICLE]
    assert engine.summarize("", sentences, BriefOptions())[0].text
    joined = " ".join(read)
    assert all(sentence in joined for sentence in sentences)


def test_a_sentence_longer_than_the_model_is_read_by_its_halves(bart: Path, tmp_path: Path) -> None:
    engine = load(bart, tmp_path)
    words = [f"word{number}" for number in range(100)]
    parts = engine._parts([" ".join(words)])
    assert " ".join(parts).split() == words
    assert all(engine._length(part) <= LIMIT for part in parts)
    letters = engine._parts(["x" * 500])
    assert "".join(letters).replace(" ", "") == "x" * 500


def test_an_unfinished_last_sentence_is_left_out(bart: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = load(bart, tmp_path)
    monkeypatch.setattr(engine, "_generate", lambda *_: (["It rained.", "Then the"], False))
    assert [sentence.text for sentence in engine.summarize("", ARTICLE, BriefOptions())] == ["It rained."]


def test_a_first_sentence_that_does_not_end_gets_more_room(
    bart: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = load(bart, tmp_path)
    budgets: list[int] = []

    def grow(text: str, max_new_tokens: int) -> tuple[list[str], bool]:
        budgets.append(max_new_tokens)
        return (["It rained and"], False) if len(budgets) == 1 else (["It rained and then it was dry."], True)

    monkeypatch.setattr(engine, "_generate", grow)
    [sentence] = engine.summarize("", ARTICLE, BriefOptions())
    assert sentence.text == "It rained and then it was dry."
    assert budgets[1] == 2 * budgets[0]


def test_a_model_that_says_nothing_leaves_the_article(
    bart: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = load(bart, tmp_path)
    monkeypatch.setattr(engine, "_generate", lambda *_: ([], True))
    summary = engine.summarize("", ARTICLE, BriefOptions(max_sentences=1))
    assert [sentence.text for sentence in summary] == ARTICLE[:1]


def test_a_model_that_does_not_shorten_is_an_engine_error(
    bart: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = load(bart, tmp_path)
    monkeypatch.setattr(engine, "_generate", lambda text, _: ([text, text], True))
    with pytest.raises(EngineError, match="does not shorten"):
        engine.summarize("", ARTICLE * 5, BriefOptions())


def test_settings_for_summaries_in_the_configuration_are_used(tmp_path: Path) -> None:
    task = {"summarization": {"prefix": "summarize: ", "num_beams": 3, "min_length": 7, "max_length": 9}}
    folder = write_summariser(tmp_path / "t5", "t5", task_specific_params=task)
    torch_s, ctranslate2_s = (load(folder, tmp_path, name)._summariser for name in ("torch", "ctranslate2"))
    assert torch_s.settings == ctranslate2_s.settings
    assert torch_s.settings.prefix == "summarize: "
    assert torch_s.settings.min_length == 7
    assert torch_s.settings.beam_size == torch_s._network.generation_config.num_beams == 3


@pytest.mark.parametrize("engine_name", ["ctranslate2", "torch"])
def test_several_threads_may_ask_at_once(engine_name: str, bart: Path, cache_dir: Path) -> None:
    engine = load(bart, cache_dir, engine_name)
    expected = engine.summarize("", ARTICLE, BriefOptions())
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: engine.summarize("", ARTICLE, BriefOptions()), range(8)))
    assert answers == [expected] * 8


@pytest.mark.parametrize("engine_name", ["ctranslate2", "torch"])
def test_a_folder_without_a_tokenizer_is_one_line(engine_name: str, tmp_path: Path) -> None:
    folder = write_summariser(tmp_path / "bart", "bart")
    for name in ("tokenizer.json", "tokenizer_config.json"):
        (folder / name).unlink()
    with pytest.raises(ModelError, match="has no tokenizer") as caught:
        load(folder, tmp_path, engine_name)
    assert "\n" not in str(caught.value)


def test_a_model_of_another_kind_is_one_line_that_names_the_other_engine(tmp_path: Path) -> None:
    folder = write_summariser(tmp_path / "bart", "bart")
    config = json.loads((folder / "config.json").read_text("utf-8"))
    (folder / "config.json").write_text(json.dumps({**config, "model_type": "led"}), "utf-8")
    with pytest.raises(ModelError, match="summary_engine = torch") as caught:
        load(folder, tmp_path, "ctranslate2")
    assert "\n" not in str(caught.value)


def test_what_the_tokenizer_file_would_cut_off_is_read(bart: Path, cache_dir: Path) -> None:
    engine = load(bart, cache_dir, "ctranslate2")
    text = " ".join(ARTICLE * 8)
    assert engine._summariser.count_tokens(text) == load(bart, cache_dir)._summariser.count_tokens(text) > LIMIT
