# Build: a wheel and its locked dependencies in one layer; run: no compiler, no root.
FROM python:3.11-slim AS build
WORKDIR /src
COPY requirements.lock pyproject.toml README.md LICENSE ./
RUN python -m venv /opt/asinwatch \
 && /opt/asinwatch/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY bot bot
COPY handlers handlers
COPY analytics analytics
COPY templates templates
RUN /opt/asinwatch/bin/pip install --no-cache-dir --no-deps .

FROM python:3.11-slim
RUN useradd --system --create-home --home-dir /data asinwatch
COPY --from=build /opt/asinwatch /opt/asinwatch
ENV PATH=/opt/asinwatch/bin:$PATH PYTHONUNBUFFERED=1 MPLCONFIGDIR=/tmp/matplotlib \
    ASINWATCH_DATABASE_URL=sqlite:////data/asinwatch.db PORT=3000
USER asinwatch
WORKDIR /data
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f\"http://127.0.0.1:{os.environ['PORT']}/healthz\", timeout=4)"]
ENTRYPOINT ["asinwatch"]
CMD ["run"]
