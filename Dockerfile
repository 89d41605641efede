# syntax=docker/dockerfile:1

# --- Build ----------------------------------------------------------------------------------
FROM rust:1.95-bookworm AS build
WORKDIR /src

# rust-toolchain.toml stays out (see .dockerignore): the image's own toolchain is the one.
COPY Cargo.toml Cargo.lock ./
COPY .cargo .cargo
COPY config config
COPY migrations migrations
COPY crates crates
COPY xtask xtask

# The caches keep what was downloaded and compiled, so a change of the board compiles the board
# and not its dependencies. They are no part of the image, hence the copy at the end.
# libpq with TLS links to OpenSSL, whose headers this image has (libssl-dev).
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked --package jobboard --features postgres-tls \
    && cp target/release/jobboard /usr/local/bin/jobboard

# --- Run ------------------------------------------------------------------------------------
FROM debian:bookworm-slim

# OpenSSL, and the certificates to check a PostgreSQL server's against (sslrootcert=system).
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates libssl3 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /srv/jobboard --create-home --shell /usr/sbin/nologin jobboard \
    && install --directory --owner jobboard --group jobboard --mode 0700 /data

COPY --from=build /usr/local/bin/jobboard /usr/local/bin/jobboard

USER jobboard
# Settings are looked for here: a config/production.toml or a .env may be mounted.
WORKDIR /srv/jobboard

# In public unless somebody says otherwise: what is missing or weak is refused at the start.
ENV APP_ENV=production \
    HOST=0.0.0.0 \
    PORT=8000 \
    DATA_DIR=/data

VOLUME /data
EXPOSE 8000

# The image has no curl; bash can speak enough HTTP by itself.
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s --retries=3 \
    CMD ["bash", "-c", "exec 3<>\"/dev/tcp/127.0.0.1/$PORT\" && printf 'GET /health/ready HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]

# The program is process 1 and receives SIGTERM itself. It lets requests under way end within 8
# seconds, so `docker stop`, which waits for 10, does not cut them off.
CMD ["jobboard"]
