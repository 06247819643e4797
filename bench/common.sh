# Sourced by the programs of this folder: builds, starts a server of its own on a free port, stops it again.
set -euo pipefail
bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
home=$(dirname "$bench")
. "$home/.mvn/find-jdk.sh"
find_jdk

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# start_server FOLDER: sets PORT and SERVER; the server's first line is in FOLDER/out.
start_server() {
  PORT=$(free_port)
  (cd "$1" && VESTIBULE_HTTP_PORT=$PORT VESTIBULE_LIMITS=off exec "$home/vestibule" >out 2>err) &
  SERVER=$!
  local i
  for i in $(seq 600); do
    grep -q '^vestibule ready' "$1/out" 2>/dev/null && return 0
    kill -0 "$SERVER" 2>/dev/null || break
    sleep 0.05
  done
  cat "$1/err" >&2
  return 1
}

stop_server() {
  kill "$SERVER" 2>/dev/null || true
  wait "$SERVER" || true
}
