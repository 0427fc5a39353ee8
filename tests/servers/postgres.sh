#!/usr/bin/env bash
# postgres.sh FOLDER PORT  -- a throw-away PostgreSQL on 127.0.0.1:PORT (user gptm, database postgres, no password), its data in FOLDER,
# until standard input ends: also when its starter was killed.
set -euo pipefail
DIR=${1:?folder}; PORT=${2:?port}
bin=$(dirname "$(printf '%s\n' /usr/lib/postgresql/*/bin/postgres | sort -V | tail -n 1)")
as=()
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root
  chown postgres "$DIR"
  as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
fi
cd "$DIR"
if [ ! -e data/PG_VERSION ]; then
  "${as[@]}" "$bin/initdb" -D data -U gptm -A trust -E UTF8 --locale=C --no-sync >initdb.log 2>&1
fi
# Nothing here has to survive a power cut, only the death of a process.
"${as[@]}" "$bin/postgres" -D data -p "$PORT" -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off >postgres.log 2>&1 &
server=$!
echo "$server" >pid
trap 'kill -INT "$server"; wait "$server" || true' EXIT
read -r _ || true
