# Sourced by ./vestibule watch: serves from the compiled classes, and starts again after each edit under src/main.

# Compiles the files that are named; where that is not enough, as a signature changed, all of them.
compile() {
  local flags=(-proc:none -parameters -encoding UTF-8 -cp "$classes:$home/target/lib/*" -d "$classes")
  "$JAVA_HOME/bin/javac" "${flags[@]}" "$@" 2>/dev/null ||
    find "$home/src/main/java" "$home/target/generated-sources/jte" -name '*.java' -print0 |
    xargs -0 "$JAVA_HOME/bin/javac" "${flags[@]}"
}

take_up() {
  local edited
  mapfile -t edited < <(find "$home/src/main" -type f -newer "$seen")
  touch "$seen"
  case "${edited[*]}" in
    *.jte*) mvn -q -B -o -f "$home/pom.xml" generate-sources </dev/null && edited+=("$home"/target/generated-sources/jte/**/*.java) ;;
  esac
  cp -r "$home/src/main/resources/." "$classes"
  local java=()
  for file in "${edited[@]}"; do
    [[ $file != *.java ]] || java+=("$file")
  done
  [ ${#java[@]} -eq 0 ] || compile "${java[@]}"
}

start() {
  "$JAVA_HOME/bin/java" "${jvm_flags[@]}" -cp "$classes:$home/target/lib/*" vestibule.Main serve &
  server=$!
}

watch() {
  shopt -s globstar nullglob
  classes=$home/target/classes
  seen=$home/target/.seen
  find_maven
  touch "$seen"
  start
  trap 'kill "$server" 2>/dev/null; wait "$server"; exit 0' INT TERM
  while true; do
    sleep 0.3
    [ -n "$(find "$home/src/main" -type f -newer "$seen" -print -quit)" ] || continue
    # What does not compile leaves the server as it was.
    if take_up; then
      kill "$server" 2>/dev/null || true
      wait "$server" || true
      start
    fi
  done
}
