import urllib.request

import pytest

from mujaz.errors import ConfigError
from mujaz.observability import metrics
from mujaz.observability.metrics_page import metrics_page
from mujaz.types import Finding, FindingKind, Priority, Segment, Severity, Span, Timings, Translation


def value(name: str, **labels: str) -> float:
    return metrics.REGISTRY.get_sample_value(name, labels) or 0.0


def test_an_answer_is_counted_with_its_stages_and_findings():
    finding = Finding(kind=FindingKind.NUMBER, severity=Severity.ERROR, message="")
    segment = Segment(source=Span(0, 1), target=Span(0, 1), confidence=1.0, findings=(finding, finding))
    counted = [
        ("mujaz_articles_total", {"outcome": "ok"}, 1),
        ("mujaz_findings_total", {"kind": "number", "severity": "error"}, 2),
        ("mujaz_stage_duration_seconds_sum", {"stage": "queue"}, 0.25),
        ("mujaz_stage_duration_seconds_count", {"stage": "brief"}, 0),
    ]
    before = [value(name, **labels) for name, labels, _ in counted]
    metrics.observe_answer(Timings(queue_ms=250.0), [Translation(text="", segments=(segment,))])
    after = [value(name, **labels) for name, labels, _ in counted]
    assert [late - early for early, late in zip(before, after, strict=True)] == pytest.approx(
        [more for _, _, more in counted]
    )


@pytest.mark.parametrize("name", ["mujaz_tokens_total", "mujaz_batch_tokens_sum"])
def test_a_batch_is_counted_with_its_padding(name):
    before = [value(name, side=side) for side in ("source", "padding", "target")]
    metrics.observe_batch(lengths=[10, 4, 7], target_tokens=30, duration_s=0.5)
    after = [value(name, side=side) for side in ("source", "padding", "target")]
    assert [late - early for early, late in zip(before, after, strict=True)] == [21, 9, 30]


def test_what_waits_for_the_model_is_counted_by_lane():
    before = [value("mujaz_queue_duration_seconds_sum", lane=lane) for lane in ("interactive", "bulk")]
    metrics.observe_queue(Priority.BULK, 1.5)
    after = [value("mujaz_queue_duration_seconds_sum", lane=lane) for lane in ("interactive", "bulk")]
    assert [late - early for early, late in zip(before, after, strict=True)] == pytest.approx([0, 1.5])


def test_every_label_has_a_small_set_of_values():
    allowed = {"grpc_method", "grpc_status", "outcome", "kind", "severity", "stage", "side", "lane"}
    families = [family for family in metrics.REGISTRY.collect() if family.name.startswith(("mujaz_", "grpc_"))]
    used = {label for family in families for sample in family.samples for label in sample.labels} - {"le"}
    assert used <= allowed


def test_the_page_is_there_inside_and_gone_outside():
    with metrics_page("127.0.0.1:0") as address, urllib.request.urlopen(f"http://{address}/metrics") as response:
        assert b"mujaz_articles_total" in response.read()
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(f"http://{address}/metrics")


@pytest.mark.parametrize("address", ["9090", "host:port", "127.0.0.1:70000", "no-such-host.invalid:1"])
def test_an_address_that_cannot_be_is_named(address):
    with pytest.raises(ConfigError, match=f"metrics_address.*{address}"), metrics_page(address):
        pass
