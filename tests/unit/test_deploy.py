"""What `deploy/` says: manifests that Kubernetes takes, and metrics, ports and users that there are."""

import json
import re
from pathlib import Path

import kubernetes_validate
import pytest
import yaml

from mujaz.config import Settings
from mujaz.observability.metrics import REGISTRY

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
MANIFESTS = [
    (path.name, resource)
    for path in sorted((DEPLOY / "kubernetes").glob("*.yaml"))
    for resource in yaml.safe_load_all(path.read_text(encoding="utf-8"))
]
SERVER = ("server.yaml", "Deployment")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def known_metrics() -> set[str]:
    """Names as they are scraped: counters and histograms have endings."""
    names = set()
    for metric in REGISTRY.collect():
        endings = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count")}.get(metric.type, ("",))
        names |= {metric.name + ending for ending in endings}
    return names


def used_metrics(text: str) -> set[str]:
    return set(re.findall(r"\b(?:mujaz|grpc_server|process)_[a-z_]+\b", text)) - {"mujaz_queue_seconds"}


@pytest.mark.parametrize(("file", "resource"), MANIFESTS, ids=[f"{f}-{r['kind']}" for f, r in MANIFESTS])
def test_kubernetes_knows_every_field(file: str, resource: dict[str, object]) -> None:
    kubernetes_validate.validate(resource, "1.37", strict=True)


def test_a_field_that_does_not_exist_would_be_seen() -> None:
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate({**MANIFESTS[0][1], "specification": {}}, "1.37", strict=True)


def test_the_dashboard_and_the_autoscaler_ask_for_metrics_that_exist() -> None:
    dashboard = json.loads((DEPLOY / "monitoring" / "mujaz.json").read_text(encoding="utf-8"))
    asked = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
    autoscaler = (DEPLOY / "kubernetes" / "server.yaml").read_text(encoding="utf-8").split("seriesQuery")[1]
    assert len(asked) > 10
    for query in (*asked, autoscaler.split("spec:")[0]):
        assert used_metrics(query)
        assert used_metrics(query) <= known_metrics(), query


def test_ports_and_user_are_those_of_the_image() -> None:
    ports = {int(port) for line in re.findall(r"^EXPOSE (.*)$", DOCKERFILE, re.MULTILINE) for port in line.split()}
    user = int(re.findall(r"^USER (\d+):", DOCKERFILE, re.MULTILINE)[0])
    resources = {(file, resource["kind"]): resource for file, resource in MANIFESTS}
    pod = resources[SERVER]["spec"]["template"]["spec"]
    assert {port["containerPort"] for port in pod["containers"][0]["ports"]} == ports
    assert pod["securityContext"]["runAsUser"] == user
    assert resources["batch-job.yaml", "Job"]["spec"]["template"]["spec"]["securityContext"]["runAsUser"] == user
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    published = {int(port.split(":")[-1]) for port in compose["services"]["mujaz"]["ports"]}
    scraped = yaml.safe_load((DEPLOY / "monitoring" / "prometheus.yml").read_text(encoding="utf-8"))
    targets = scraped["scrape_configs"][0]["static_configs"][0]["targets"]
    assert published | {int(target.split(":")[1]) for target in targets} == ports


def test_a_server_may_finish_its_calls_before_it_is_killed() -> None:
    drain_s = Settings.model_fields["drain_timeout_s"].default
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    grace = compose["services"]["mujaz"]["stop_grace_period"]
    assert float(grace.removesuffix("s")) >= drain_s + 10
    resources = {(file, resource["kind"]): resource for file, resource in MANIFESTS}
    pod = resources[SERVER]["spec"]["template"]["spec"]
    before_s = pod["containers"][0]["lifecycle"]["preStop"]["sleep"]["seconds"]
    assert pod["terminationGracePeriodSeconds"] >= before_s + drain_s + 10


def test_every_file_that_compose_mounts_is_there() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    mounted = [volume.split(":")[0] for service in services.values() for volume in service.get("volumes", [])]
    files = [DEPLOY / path for path in mounted if path.startswith("./")]
    assert files
    assert all(path.is_file() for path in files)
