#!/usr/bin/env bash
# redis.sh FOLDER PORT  -- a throw-away Redis on 127.0.0.1:PORT, its data in FOLDER, until standard input ends: also when its starter was killed.
set -euo pipefail
DIR=${1:?folder}; PORT=${2:?port}
redis-server --port "$PORT" --bind 127.0.0.1 --dir "$DIR" --appendonly yes --save "" >"$DIR/redis.log" 2>&1 &
server=$!
echo "$server" >"$DIR/pid"
# Again and again: it refuses to go while it writes its first append-only file.
trap 'while kill -TERM "$server" 2>/dev/null; do sleep 0.1; done' EXIT
read -r _ || true
