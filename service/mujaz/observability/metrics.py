"""The metrics for Prometheus. Every label has a small, fixed set of values.

The metrics of calls are named as in gRPC's OpenTelemetry conventions.
"""

from collections.abc import Iterable

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)

from mujaz.types import Priority, Timings, Translation

# Otherwise every counter has a second series with the time when it was made.
disable_created_metrics()  # type: ignore[no-untyped-call]

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
GCCollector(registry=REGISTRY)

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 60, 150)
_POWERS = tuple(2**power for power in range(14))

CALLS_STARTED = Counter(
    "grpc_server_call_started", "Calls that reached the service.", ["grpc_method"], registry=REGISTRY
)
CALL_DURATION = Histogram(
    "grpc_server_call_duration_seconds",
    "From the arrival of a call to its status.",
    ["grpc_method", "grpc_status"],
    buckets=_SECONDS,
    registry=REGISTRY,
)
ARTICLES = Counter(
    "mujaz_articles",
    "Articles and texts answered; outcome is ok or the reason of the error.",
    ["outcome"],
    registry=REGISTRY,
)
CHARACTERS = Counter("mujaz_source_characters", "Code points of the articles and texts received.", registry=REGISTRY)
FINDINGS = Counter("mujaz_findings", "Findings in answers.", ["kind", "severity"], registry=REGISTRY)
ARTICLES_IN_WORK = Gauge("mujaz_articles_in_work", "Articles and texts accepted and not answered.", registry=REGISTRY)
CHUNKS_WAITING = Gauge("mujaz_chunks_waiting", "Chunks in the queue for the model.", registry=REGISTRY)
STAGE_DURATION = Histogram(
    "mujaz_stage_duration_seconds",
    "Time that an answer spent in a stage: prepare, queue, translate, check, brief.",
    ["stage"],
    buckets=_SECONDS,
    registry=REGISTRY,
)
BATCH_DURATION = Histogram(
    "mujaz_batch_duration_seconds", "Time that the model took for a batch.", buckets=_SECONDS, registry=REGISTRY
)
QUEUE_DURATION = Histogram(
    "mujaz_queue_duration_seconds",
    "Time that a request to the model waited, by lane: interactive or bulk.",
    ["lane"],
    buckets=_SECONDS,
    registry=REGISTRY,
)
BATCH_CHUNKS = Histogram("mujaz_batch_chunks", "Chunks in a batch.", buckets=_POWERS, registry=REGISTRY)
TOKENS = Counter(
    "mujaz_tokens", "Tokens the model read (source), read as padding (padding) and wrote (target).", ["side"],
    registry=REGISTRY,
)  # fmt: skip
BATCH_TOKENS = Histogram(
    "mujaz_batch_tokens", "Tokens in a batch: read (source), read as padding (padding), written (target).", ["side"],
    buckets=_POWERS, registry=REGISTRY,
)  # fmt: skip
MEMORY_LOOKUPS = Counter(
    "mujaz_memory_lookups",
    "Chunks looked for in the translation memory; outcome is hit_memory, hit_disk or miss.",
    ["outcome"],
    registry=REGISTRY,
)

_STAGES = ("prepare", "queue", "translate", "check", "brief")


def observe_answer(timings: Timings, translations: Iterable[Translation] = ()) -> None:
    """Counts one article or text that was answered.

    Args:
        timings: How long its stages took; a stage of 0 ms is not counted.
        translations: The translations whose findings are counted.
    """
    ARTICLES.labels("ok").inc()
    for stage in _STAGES:
        duration_ms: float = getattr(timings, f"{stage}_ms")
        if duration_ms:
            STAGE_DURATION.labels(stage).observe(duration_ms / 1000)
    for translation in translations:
        for segment in translation.segments:
            for finding in segment.findings:
                FINDINGS.labels(finding.kind.name.lower(), finding.severity.name.lower()).inc()


def observe_refusal(reason: str) -> None:
    """Counts one article or text that was answered with an error, by the `reason` of the error."""
    ARTICLES.labels(reason).inc()


def observe_batch(*, lengths: Iterable[int], target_tokens: int, duration_s: float) -> None:
    """Counts one batch that the model decoded.

    Args:
        lengths: The number of source tokens of each chunk.
        target_tokens: The number of tokens of all hypotheses together.
        duration_s: How long the batch took.
    """
    sizes = list(lengths)
    source_tokens = sum(sizes)
    BATCH_DURATION.observe(duration_s)
    BATCH_CHUNKS.observe(len(sizes))
    padding = max(sizes, default=0) * len(sizes) - source_tokens
    for side, tokens in (("source", source_tokens), ("padding", padding), ("target", target_tokens)):
        TOKENS.labels(side).inc(tokens)
        BATCH_TOKENS.labels(side).observe(tokens)


def observe_queue(priority: Priority, duration_s: float) -> None:
    """Counts one request to the model.

    Args:
        priority: Its lane.
        duration_s: How long it waited.
    """
    QUEUE_DURATION.labels(priority.name.lower()).observe(duration_s)


def observe_memory(*, hit_memory: int, hit_disk: int, miss: int) -> None:
    """Counts the chunks that were looked up in the translation memory.

    Args:
        hit_memory: Chunks found in this process.
        hit_disk: Chunks found in the file.
        miss: Chunks not found, which the model decodes.
    """
    for outcome, chunks in (("hit_memory", hit_memory), ("hit_disk", hit_disk), ("miss", miss)):
        MEMORY_LOOKUPS.labels(outcome).inc(chunks)
