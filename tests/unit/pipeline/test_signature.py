"""Two results that differ by a setting have different signatures; journals and runners have nothing else to go by."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mujaz.config import Settings
from mujaz.engines.fake import FakeSummaryEngine, FakeTranslationEngine
from mujaz.pipeline import load, run_article
from mujaz.types import Article, ProcessOptions, Quality, Signature

OF_THE_MODEL = {"translation_model", "engine", "compute_type", "summary_model", "summary_engine"}
"""What the signature of a model says; `tests/integration/engines` load them."""

OF_DECODING = {"quality": "fast", "beam_size": "1", "max_retries": "0", "glossary_file": "", "names": "false"}
"""Those that `Signature.decoding` says, with a value that is not the default."""

OF_NO_OUTPUT = {
    *("cache_dir", "offline"),  # where models lie
    *("threads", "max_batch_tokens", "max_concurrent_articles", "max_stream_articles", "engine_timeout_s"),  # when
    *("translation_memory_mb", "translation_memory_file", "translation_memory_file_mb"),  # how soon
    *("max_beam_size", "max_article_chars", "max_digest_articles", "max_digest_chars", "max_title_chars"),  # refuse
    *("max_page_chars", "max_word_chars", "max_message_bytes"),
    *("address", "tls_certificate", "tls_key", "tls_client_ca", "tokens_file", "drain_timeout_s"),
    *("max_connection_age_s", "http", "http_hosts", "http_origins"),  # who
    *("metrics_address", "tracing", "log_level", "log_format"),
    *("call_tls", "call_ca", "call_certificate", "call_key", "call_token_file"),
}


def test_of_every_setting_it_is_known_whether_it_changes_what_comes_out() -> None:
    """A new setting goes into one of the three; into `OF_NO_OUTPUT` only if no result can differ by it."""
    known = OF_THE_MODEL | OF_DECODING.keys() | OF_NO_OUTPUT
    assert known == set(Settings.model_fields)


@pytest.fixture
def signature(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Signature]:
    """What signs an article under some settings."""
    monkeypatch.setattr(load, "load_translation_engine", lambda _settings: FakeTranslationEngine())
    monkeypatch.setattr(load, "load_summary_engine", lambda _settings: FakeSummaryEngine())

    def sign(options: ProcessOptions = ProcessOptions(), **settings: object) -> Signature:
        pipeline = load.load_pipeline(Settings.load(settings))
        return run_article(pipeline, Article(body="قال الوزير."), options).signature

    return sign


@pytest.mark.parametrize("name", OF_DECODING)
def test_a_setting_that_changes_what_comes_out_is_in_the_signature(
    signature: Callable[..., Signature], tmp_path: Path, name: str
) -> None:
    glossary = tmp_path / "terms.tsv"
    glossary.write_text("الوزير\tthe minister\n", encoding="utf-8")
    assert signature(**{name: OF_DECODING[name] or glossary}).decoding != signature().decoding


def test_what_a_request_chooses_signs_as_what_a_server_is_set_to(signature: Callable[..., Signature]) -> None:
    for quality in Quality:
        assert signature(ProcessOptions(quality=quality)) == signature(quality=quality.value)
    assert len({signature(quality=quality.value).decoding for quality in Quality}) == 3


def test_every_number_of_retries_has_a_signature_of_its_own(signature: Callable[..., Signature]) -> None:
    assert len({signature(max_retries=most).decoding for most in range(6)}) == 6


def test_the_rules_for_what_models_are_shown_sign_too(
    signature: Callable[..., Signature], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = signature().normalizer
    monkeypatch.setattr("mujaz.pipeline.pipeline.reworded_digest", lambda: "another")
    assert signature().normalizer != before
