"""Help of commands with many options, in groups by subject. It is plain text, as rich takes long to import."""

from collections import defaultdict
from typing import Any

from typer.core import TyperCommand

INPUT, TRANSLATION, BRIEF = "Input and output", "Translation", "Brief"
MODELS, LIMITS, CONNECTION, JOB, OTHER = "Models and processor", "Limits", "Connection", "Job", "Other"
_ORDER = (INPUT, TRANSLATION, BRIEF, JOB, CONNECTION, MODELS, LIMITS, OTHER)

_GROUPS = {
    INPUT: "title no_title as_json report input_format encoding id_field title_field body_field html output "
    "output_format delimiter config",
    TRANSLATION: "quality beam_size max_beam_size glossary glossary_file no_memory max_retries translation_memory_mb "
    "translation_memory_file translation_memory_file_mb names",
    BRIEF: "no_brief max_sentences max_words style",
    JOB: "restart retry_failed workers batch_articles in_flight ray",
    CONNECTION: "server timeout_s address service http http_hosts http_origins "
    "tls_certificate tls_key tls_client_ca tokens_file metrics_address "
    "max_connection_age_s call_tls call_ca call_certificate call_key call_token_file",
    MODELS: "translation_model summary_model engine summary_engine compute_type threads max_batch_tokens cache_dir "
    "offline engine_timeout_s",
    LIMITS: "max_article_chars max_title_chars max_page_chars max_word_chars max_digest_articles max_digest_chars "
    "max_message_bytes max_concurrent_articles max_stream_articles",
}
GROUP_OF = {name: group for group, names in _GROUPS.items() for name in names.split()}


class GroupedCommand(TyperCommand):
    """A command whose options are listed in groups; those that belong to none are listed under "Other"."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Writes the arguments, then each group that has options."""
        rows: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for parameter in self.get_params(ctx):
            row = parameter.get_help_record(ctx)
            if row is not None:
                is_argument = parameter.param_type_name == "argument"
                rows["Arguments" if is_argument else GROUP_OF.get(parameter.name, OTHER)].append(row)
        for group in ("Arguments", *_ORDER):
            if rows[group]:
                with formatter.section(group):
                    formatter.write_dl(rows[group])
