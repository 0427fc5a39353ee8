#!/usr/bin/env bash
# Builds everything and runs every test; the last line is the sum: "N passed, N failed", and how many were skipped where any were.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# What the tests need beside .NET: the real servers that the product talks to.
missing=()
command -v ceph-mon >/dev/null || missing+=(ceph-mon)
command -v ceph-osd >/dev/null || missing+=(ceph-osd)
command -v radosgw >/dev/null || missing+=(radosgw)
command -v curl >/dev/null || missing+=(curl)
command -v openssl >/dev/null || missing+=(openssl)
command -v chromium >/dev/null || missing+=(chromium)
command -v redis-server >/dev/null || missing+=(redis-server)
compgen -G "/usr/lib/postgresql/*/bin/postgres" >/dev/null || missing+=(postgresql)

if [ ${#missing[@]} -gt 0 ]; then
  echo "Missing Debian packages: ${missing[*]}."
  echo "ceph-mon, ceph-osd and radosgw (started with curl and openssl) are the object store that Spaces runs on;"
  echo "chromium is the browser that the console is tried in;"
  echo "redis-server and postgresql are what the nodes of a cluster meet in. Each test starts its own, in a folder of its own."
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing them with apt-get; this takes about a minute, once."
    log=$(mktemp)
    if ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
      tail -n 20 "$log"
      echo "apt-get failed: the tests that need these packages are skipped (with CI=true they fail)."
    fi
    rm -f "$log"
  else
    echo "Install them as root:  apt-get install --no-install-recommends ${missing[*]}"
    echo "Going on without: the tests that need them are skipped (with CI=true they fail)."
  fi
fi

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

# One project after the other: tests that wait for something real are not to wait for each other.
status=0
dotnet test GptMessenger.sln --configuration "${CONFIGURATION:-Release}" --logger trx --results-directory "$results" -maxcpucount:1 -tl:off || status=$?

total() { # attribute -> its sum over all result files
  { grep -ho "<Counters [^>]*" "$results"/*.trx 2>/dev/null || true; } | { grep -o " $1=\"[0-9]*\"" || true; } | tr -dc '0-9\n' | awk '{ sum += $1 } END { print sum + 0 }'
}
passed=$(total passed)
all=$(total total)
skipped=$((all - $(total executed)))
failed=$((all - skipped - passed))

[ "$all" -gt 0 ] || { echo "No test ran."; status=1; }
[ "$failed" = 0 ] || status=1
[ "$status" = 0 ] || [ "$failed" -gt 0 ] || echo "dotnet test ended with an error (see above): the sum below is not the whole."
if [ "$skipped" -gt 0 ]; then
  echo "$passed passed, $failed failed, $skipped skipped"
else
  echo "$passed passed, $failed failed"
fi
exit "$status"
