# Sourced by the programs of this folder: builds Vestibule, and runs the program's Python with the libraries of requirements.txt.
set -euo pipefail
bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
home=$(dirname "$bench")
. "$home/.mvn/find-jdk.sh"
find_jdk

# Any command of the program builds it when the sources are newer.
"$home/vestibule" --version >/dev/null

python=$bench/.cache/python
mkdir -p "$bench/.cache"
(
  flock 9
  if ! cmp -s "$bench/requirements.txt" "$python/requirements.txt"; then
    python3 -m venv --clear "$python"
    "$python/bin/pip" install --quiet --disable-pip-version-check -r "$bench/requirements.txt"
    cp "$bench/requirements.txt" "$python"
  fi
) 9>"$bench/.cache/python.lock"
exec "$python/bin/python" -B "$bench/$(basename "$0").py" "$@"
