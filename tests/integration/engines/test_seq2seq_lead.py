"""A summariser in the layout of the hub that was trained here to tell the lead, from its folder to the brief."""

import random
from pathlib import Path

import pytest

from mujaz.config import Settings
from mujaz.pipeline.load import load_pipeline
from mujaz.types import BriefMethod, BriefOptions

torch = pytest.importorskip("torch", reason="training and converting need the extra torch")
transformers = pytest.importorskip("transformers")

SUBJECTS = (
    "The minister",
    "A doctor",
    "The council",
    "The farmers",
    "A teacher",
    "The army",
    "The company",
    "Two drivers",
)
VERBS = ("opened", "visited", "closed", "repaired", "praised", "left", "bought", "described")
OBJECTS = (
    "the school",
    "a hospital",
    "the bridge",
    "the old market",
    "a factory",
    "the harbour",
    "the road",
    "a museum",
)
PLACES = ("in Basra", "near Mosul", "in Cairo", "near Tunis", "in Amman", "in Erbil", "near Rabat", "in Beirut")
LIMIT = 64
STEPS, BATCH = 500, 24


def sentence(rng: random.Random) -> str:
    return " ".join(rng.choice(words) for words in (SUBJECTS, VERBS, OBJECTS, PLACES)) + "."


def article(rng: random.Random) -> list[str]:
    return [sentence(rng) for _ in range(3)]


@pytest.fixture(scope="module")
def lead_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A BART that was trained for some ten seconds to copy first sentences."""
    import tokenizers

    folder = tmp_path_factory.mktemp("models") / "lead"
    marks = ["<s>", "<pad>", "</s>", "<unk>"]
    words = sorted({word for group in (SUBJECTS, VERBS, OBJECTS, PLACES) for each in group for word in each.split()})
    vocabulary = {token: number for number, token in enumerate([*marks, *(f"▁{word}" for word in words), "."])}
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel(vocabulary, unk_token="<unk>"))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Sequence(
        [tokenizers.pre_tokenizers.Metaspace(), tokenizers.pre_tokenizers.Punctuation(behavior="isolated")]
    )
    tokenizer.decoder = tokenizers.decoders.Metaspace()
    tokenizer.post_processor = tokenizers.processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    names = {"bos_token": "<s>", "pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>"}
    fast = transformers.PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=LIMIT, **names)
    fast.save_pretrained(folder)
    torch.manual_seed(0)
    network = transformers.BartForConditionalGeneration(
        transformers.BartConfig(
            vocab_size=len(vocabulary), d_model=64, encoder_layers=1, decoder_layers=1, encoder_attention_heads=4,
            decoder_attention_heads=4, encoder_ffn_dim=128, decoder_ffn_dim=128, max_position_embeddings=LIMIT,
            bos_token_id=0, pad_token_id=1, eos_token_id=2, decoder_start_token_id=2, forced_bos_token_id=0,
            forced_eos_token_id=2, dropout=0.0,
        )
    )  # fmt: skip
    train(network, fast)
    network.generation_config.num_beams = 1
    network.save_pretrained(folder)
    return folder


def train(
    network: "transformers.BartForConditionalGeneration", tokenizer: "transformers.PreTrainedTokenizerFast"
) -> None:
    torch.set_num_threads(1)  # two spend twice the processor time on matrices as small as these
    rng = random.Random(1)
    optimiser = torch.optim.AdamW(network.parameters(), lr=3e-3)
    schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.05, total_iters=STEPS)
    network.train()
    for _ in range(STEPS):
        articles = [article(rng) for _ in range(BATCH)]
        source = tokenizer([" ".join(sentences) for sentences in articles], return_tensors="pt", padding=True)
        target = tokenizer([sentences[0] for sentences in articles], return_tensors="pt", padding=True).input_ids
        labels = target.masked_fill(target == 1, -100)
        loss = network(input_ids=source.input_ids, attention_mask=source.attention_mask, labels=labels).loss
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        schedule.step()
    network.eval()


def briefs(folder: Path, cache_dir: Path, engine: str, compute_type: str, texts: list[list[str]]) -> list[str]:
    settings = {"summary_engine": engine, "compute_type": compute_type, "summary_model": str(folder)}
    pipeline = load_pipeline(Settings(cache_dir=cache_dir, threads=1, **settings))
    written = [pipeline.summarize_text(" ".join(text), "", BriefOptions()) for text in texts]
    pipeline.close()
    for result in written:
        assert result.brief.method is BriefMethod.ABSTRACTIVE
        assert result.signature.summary.engine.startswith(engine)
        assert result.signature.summary.compute_type == compute_type
        assert all(citation.segments for citation in result.brief.citations)
    return [result.brief.text for result in written]


def test_both_engines_write_the_same_brief_which_is_the_lead(lead_model: Path, cache_dir: Path) -> None:
    rng = random.Random(2)
    texts = [article(rng) for _ in range(12)]
    leads = [text[0] for text in texts]
    by_torch = briefs(lead_model, cache_dir, "torch", "float32", texts)
    assert briefs(lead_model, cache_dir, "ctranslate2", "float32", texts) == by_torch
    assert by_torch == leads
    assert briefs(lead_model, cache_dir, "ctranslate2", "int8", texts) == leads


def test_an_article_beyond_the_limit_is_read_to_its_end(lead_model: Path, cache_dir: Path) -> None:
    rng = random.Random(3)
    long = [sentence(rng) for _ in range(30)]
    both = [briefs(lead_model, cache_dir, engine, "float32", [long]) for engine in ("torch", "ctranslate2")]
    assert both[0] == both[1] == [long[0]]
