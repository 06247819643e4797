# Sourced by ./vestibule, with $home, $jar and jvm_flags set: the AOT cache, which is what a JVM keeps of an earlier start:
# classes loaded and linked. It halves the time to ready.

# Sets $cache to the file of this JVM and these flags. Of another jar it is never used: the build empties the folder of it,
# and the JVM refuses a cache that was made with other jars than it finds.
find_cache() {
  local release=''
  [ ! -r "$JAVA_HOME/release" ] || release=$(<"$JAVA_HOME/release")
  cache=$(printf '%s\n' "$JAVA_HOME" "$release" "${jvm_flags[@]}" | cksum)
  cache=$home/target/start-${cache%% *}.aot
}

# Whether it was tried to make one; what could not be made is an empty file, and not tried again.
has_cache() {
  [ -f "$cache" ] && [ ! "$jar" -nt "$cache" ]
}

# Makes the cache by a start on a database that is there, as most starts are, with requests at each door. The tool that
# makes the database on the first start is left out: what is in the cache and not needed delays every start.
make_cache() {
  local folder port pid=''
  rm -f "$cache"
  folder=$(mktemp -d)
  # Who interrupts this leaves no server behind: what runs in the background does not hear of it.
  trap '[ -z "$pid" ] || { kill -KILL "$pid"; wait "$pid"; } 2>/dev/null || true; rm -rf "$folder" "$cache.new"; exit 130' HUP INT TERM
  if train && train "-XX:AOTCacheOutput=$folder/start.aot" && [ -s "$folder/start.aot" ]; then
    # Never half of it: another start may be looking.
    cp "$folder/start.aot" "$cache.new" && mv "$cache.new" "$cache"
  else
    : >"$cache"
    echo "This start is not remembered; Vestibule works without, and starts slower." >&2
  fi
  rm -rf "$folder"
  trap - HUP INT TERM
}

# train [FLAG…]: one start in $folder, asked, and ended.
train() {
  local i
  (cd "$folder" && exec env -i PATH="$PATH" HOME="$folder" LC_ALL=C.UTF-8 VESTIBULE_HTTP_PORT=0 \
    "$JAVA_HOME/bin/java" "${jvm_flags[@]}" "$@" -jar "$jar" >out 2>err 9<&-) &
  pid=$!
  port=''
  for i in $(seq 600); do
    port=$(sed -n 's/^vestibule ready on .*:\([0-9]*\) in .*/\1/p' "$folder/out" 2>/dev/null)
    [ -z "$port" ] || break
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  [ -z "$port" ] || ask_everything >/dev/null 2>&1
  kill "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  pid=''
  [ -n "$port" ]
}

# What a server is asked most: each door's log-in, who one is, a new token, the log-out.
ask_everything() {
  local a c refresh e
  ask POST /user_account/registration '{"username": "ada", "email": "ada@example.org", "pwd": "difference"}'
  ask POST /user_account/login '{"username": "ada", "pwd": "mistaken"}'
  ask GET /health/ready
  ask GET /
  a=$(ask POST /user_account/login '{"username": "ada", "pwd": "difference"}' | string token)
  ask POST /api/login '{"username": "ada", "pwd": "difference"}'
  c=$(ask POST /api/token/ '{"email": "ada@example.org", "password": "difference"}')
  refresh=$(string refresh <<<"$c")
  c=$(string access <<<"$c")
  ask POST /auth/login/ '{"email": "ada@example.org", "password": "difference"}'
  e=$(ask POST /account/login '{"email": "ada@example.org", "password": "difference"}' | string token)
  for _ in 1 2 3; do
    ask GET /user_account/profile_settings '' "Cookie: access_token_cookie=$a"
    ask GET /api/user/ '' "Authorization: Bearer $c"
    ask POST /api/token/refresh/ "{\"refresh\": \"$refresh\"}"
    ask GET /account/profile/ '' "Authorization: Bearer $c"
    ask GET /account/me '' "Authorization: $e"
  done
  ask GET /user_account/logout '' "Cookie: access_token_cookie=$a"
  ask_own
}

# Our own API from the registration to a reset, with the codes of its mails.
ask_own() {
  # The start before has left its people.
  local name=ada$RANDOM v
  ask POST /v1/accounts "{\"username\": \"$name\", \"email\": \"$name@example.org\", \"password\": \"difference 7\"}"
  ask POST /v1/confirmations/complete "{\"code\": \"$(mailed "$name" confirm)\"}"
  v=$(ask POST /v1/sessions "{\"login\": \"$name\", \"password\": \"difference 7\"}")
  ask POST /v1/sessions/refresh "{\"refresh_token\": \"$(string refresh_token <<<"$v")\"}"
  v=$(string access_token <<<"$v")
  ask GET /v1/whoami '' "Authorization: Bearer $v"
  ask GET /v1/account '' "Authorization: Bearer $v"
  ask POST /v1/resets "{\"login\": \"$name\"}"
  ask POST /v1/resets/complete "{\"code\": \"$(mailed "$name" reset)\", \"password\": \"difference 8\"}"
  ask GET /v1/account '' "Authorization: Bearer $v"
}

# mailed NAME KIND: the code of a mail to somebody, once it is there: without a mail server it is a file.
mailed() {
  local i code=''
  for i in $(seq 50); do
    # Of the files, which are in the order of their times, what comes after their address.
    code=$(sed -n "/^To: $1@/,\$s|^http://.*/v1/$2/\([A-Za-z0-9]*\).*|\1|p" "$folder"/data/mail/*.eml)
    [ -z "$code" ] || break
    sleep 0.1
  done
  printf '%s' "$code"
}

# ask METHOD PATH [BODY [HEADER]]: one request and its whole answer, without a program that may not be installed.
ask() {
  local body=${3:-} header=${4:-}
  {
    printf '%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nbrowser: none\r\n' "$1" "$2" >&8
    [ -z "$header" ] || printf '%s\r\n' "$header" >&8
    printf 'Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' "${#body}" "$body" >&8
    cat <&8
  } 8<>"/dev/tcp/127.0.0.1/$port" 2>/dev/null || true
}

# The value of a string in the JSON of an answer.
string() {
  sed -n 's/.*"'"$1"'": *"\([^"]*\)".*/\1/p'
}
