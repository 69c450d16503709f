"""The exported folder of the starter model, read by transformers as it is."""

import sys
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")

RECIPE = Path(__file__).parents[2] / "models" / "recipes" / "starter-ar-en"
sys.path.insert(0, str(RECIPE))

from starter import smoke  # noqa: E402
from starter.cli import main  # noqa: E402
from starter.export import PAD, export, load_exported  # noqa: E402
from starter.model import Translator  # noqa: E402
from starter.pieces import SOURCE  # noqa: E402
from starter.workspace import Workspace  # noqa: E402

from mujaz.config import Settings  # noqa: E402
from mujaz.engines.load import load_translation_engine  # noqa: E402
from mujaz.types import Chunk, DecodingOptions  # noqa: E402

SHIPPED = RECIPE.parents[1] / "starter-ar-en"
TEXTS = ["أعلنت الحكومة إغلاق الحدود، اليوم.", "قال رئيس الوزراء إن 15 شخصا قتلوا في بغداد."]

pytestmark = pytest.mark.filterwarnings("ignore:Recommended. pip install sacremoses")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return smoke.tiny_workspace(tmp_path_factory.mktemp("recipe"), "pairs")


@pytest.fixture(scope="module")
def trained(workspace: Workspace) -> Translator:
    model = workspace.starting_model("en", 2)
    model.load_state_dict({name: weight.half().float() for name, weight in model.state_dict().items()})
    return model


@pytest.fixture(scope="module")
def folder(workspace: Workspace, trained: Translator, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("exported")
    export(workspace, trained.shape, dict(trained.named_parameters()), "en", made)
    return made


def numbered(rows: torch.Tensor) -> torch.Tensor:
    """Rows of a trained model's embedding as numbers of the exported one, whose third is `<pad>`."""
    return rows + (rows >= PAD)


def test_it_has_the_logits_of_the_trained_one(trained: Translator, folder: Path) -> None:
    marian = transformers.MarianMTModel.from_pretrained(folder).float().eval()
    source = torch.randint(2, 60, (3, 9))
    target = torch.randint(2, 60, (3, 7))
    target[:, 0] = trained.shape.target_pieces
    theirs_in = numbered(target)
    theirs_in[:, 0] = PAD
    with torch.no_grad():
        mask = trained.source_mask(source)
        ours = trained.decode(target, trained.encode(source, mask), mask) @ trained.output.t()
        theirs = marian(input_ids=numbered(source), decoder_input_ids=theirs_in).logits
    kept = [number for number in range(theirs.shape[-1]) if number != PAD]
    torch.testing.assert_close(ours, theirs[..., kept], atol=2e-3, rtol=1e-3)


def test_its_tokenizer_cuts_as_ours_and_pads_with_what_the_model_takes_for_padding(
    workspace: Workspace, folder: Path
) -> None:
    marian = transformers.MarianMTModel.from_pretrained(folder)
    tokenizer = transformers.MarianTokenizer.from_pretrained(folder)
    ours = torch.from_numpy(workspace.vocabulary(SOURCE).encode(["الجيش أغلق الحدود"])[0].astype(int))
    assert tokenizer("الجيش أغلق الحدود").input_ids == numbered(ours).tolist()
    assert tokenizer.pad_token_id == marian.config.pad_token_id == PAD
    assert marian.model.encoder.embed_tokens.padding_idx == marian.model.decoder.embed_tokens.padding_idx == PAD


def test_what_it_says_is_decoded_without_marks_and_the_same_beside_a_longer_sentence(folder: Path) -> None:
    marian = transformers.MarianMTModel.from_pretrained(folder).float().eval()
    tokenizer = transformers.MarianTokenizer.from_pretrained(folder)

    def said(*texts: str) -> list[str]:
        batch = tokenizer(list(texts), return_tensors="pt", padding=True)
        return tokenizer.batch_decode(
            marian.generate(**batch, max_new_tokens=12, num_beams=1), skip_special_tokens=True
        )

    alone, together = said("الجيش أغلق الحدود"), said("الجيش أغلق الحدود", "الوزير زار المدينة قرب الحدود اليوم مجددا")
    assert alone[0] == together[0]
    assert not any("<pad>" in text or "</s>" in text for text in together)


def test_the_model_that_ships_says_in_transformers_what_it_says_here() -> None:
    marian = transformers.MarianMTModel.from_pretrained(SHIPPED, dtype=torch.float32).eval()
    tokenizer = transformers.MarianTokenizer.from_pretrained(SHIPPED)
    engine = load_translation_engine(Settings(engine="torch", compute_type="float32", threads=1))
    for text in TEXTS:
        output = marian.generate(**tokenizer([text], return_tensors="pt"), num_beams=1)
        (here,) = engine.translate([Chunk(pieces=engine.encode(text))], DecodingOptions(beam_size=1))
        assert tokenizer.batch_decode(output, skip_special_tokens=True) == [here.text]
        assert PAD not in output[0, 1:].tolist()
    batch = tokenizer(TEXTS, return_tensors="pt", padding=True)
    by_its_own_settings = marian.generate(**batch)
    assert not {1, PAD} & {number for row in by_its_own_settings.tolist() for number in row[1 : row.index(0)]}


def test_it_can_be_trained_further_without_the_pretrained_encoder(
    trained: Translator, folder: Path, workspace: Workspace, tmp_path: Path
) -> None:
    corpora = workspace.folder.parent / "corpora"
    words = f"prepare --work {tmp_path} --corpora {corpora} --news {tmp_path} --like {folder} --phrases 0 --packs pairs"
    main(words.split())
    again = load_exported(Workspace(tmp_path), "en", folder)
    for name, weight in trained.named_parameters():
        assert torch.equal(weight, dict(again.named_parameters())[name]), name


def test_two_models_are_mixed_weight_by_weight(
    trained: Translator, folder: Path, workspace: Workspace, tmp_path: Path
) -> None:
    other = {name: weight * 3 for name, weight in trained.named_parameters()}
    export(workspace, trained.shape, other, "en", tmp_path / "other")
    words = f"interpolate --old {folder} --new {tmp_path}/other --share 0.25 --out {tmp_path}/mixed --work"
    main([*words.split(), str(workspace.folder)])
    for name, weight in load_exported(workspace, "en", tmp_path / "mixed").named_parameters():
        torch.testing.assert_close(weight, 1.5 * trained.get_parameter(name), atol=2e-3, rtol=2e-3)
