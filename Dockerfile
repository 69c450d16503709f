# Two images:
#   docker build -t mujaz .                       serves the embedded models and any converted one; no torch
#   docker build -t mujaz:full --target full .    with torch and transformers, for models of the hub
#
# Behind a registry of your own, or a proxy with a certificate of its own:
#   docker build --secret id=pip,src=pip.conf --secret id=certificates,src=ca-certificates.crt .
# Both are there while packages are installed, and in no layer.
ARG BASE=docker.io/library/python:3.11-slim-bookworm

FROM ${BASE} AS base
ENV PATH=/opt/mujaz/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_ROOT_USER_ACTION=ignore

FROM base AS build
WORKDIR /src
RUN python3 -m venv /opt/mujaz
COPY requirements/runtime.lock requirements/
RUN --mount=type=secret,id=pip,target=/etc/pip.conf --mount=type=secret,id=certificates,target=/etc/pip-ca.crt \
    pip install --quiet --require-hashes --no-deps -r requirements/runtime.lock
COPY pyproject.toml README.md LICENSE ./
COPY models models
COPY service service
RUN pip install --quiet --no-build-isolation --no-deps . \
    && pip uninstall --quiet --yes hatchling editables trove-classifiers pathspec pluggy tomlkit
# The embedded model is converted here, so that a container starts at once and needs no place to write.
ENV MUJAZ_CACHE_DIR=/var/cache/mujaz
RUN mujaz models convert starter-ar-en && chmod -R a+rX /var/cache/mujaz

FROM build AS build-full
COPY requirements/full.lock requirements/torch.lock requirements/
RUN --mount=type=secret,id=pip,target=/etc/pip.conf --mount=type=secret,id=certificates,target=/etc/pip-ca.crt \
    pip install --quiet --require-hashes --no-deps -r requirements/full.lock \
    && pip install --quiet -r requirements/torch.lock

# What both images have beside the packages.
FROM base AS runtime
LABEL org.opencontainers.image.title="Mujaz" \
      org.opencontainers.image.description="Arabic news in, a faithful English translation and a short brief out, over gRPC and HTTP" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="0.1.0"
# One heap that keeps what a full batch needed: 470 MB instead of 515 under 256 clients, and a fifth of the page faults.
ENV MALLOC_ARENA_MAX=1 \
    MALLOC_MMAP_THRESHOLD_=33554432 \
    MALLOC_TRIM_THRESHOLD_=1073741824 \
    MUJAZ_ADDRESS=0.0.0.0:50051 \
    MUJAZ_HTTP=0.0.0.0:8080 \
    MUJAZ_METRICS_ADDRESS=0.0.0.0:9464 \
    MUJAZ_CACHE_DIR=/var/cache/mujaz
# A number, so that Kubernetes can tell that it is not root. The cache is theirs: a volume on it takes other models.
RUN mkdir -p /var/cache/mujaz && chown 10001:10001 /var/cache/mujaz
EXPOSE 50051 8080 9464
HEALTHCHECK --interval=10s --timeout=6s --start-period=30s CMD ["mujaz", "health", "127.0.0.1:50051"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["mujaz"]
CMD ["serve"]

FROM runtime AS full
COPY --from=build-full /opt/mujaz /opt/mujaz
COPY --from=build-full --chown=10001:10001 /var/cache/mujaz /var/cache/mujaz
USER 10001:10001

# The last one is what `docker build .` makes.
FROM runtime AS slim
COPY --from=build /opt/mujaz /opt/mujaz
COPY --from=build --chown=10001:10001 /var/cache/mujaz /var/cache/mujaz
USER 10001:10001
