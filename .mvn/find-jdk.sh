# Sourced by ./vestibule, ./check and .ci/run: find_jdk sets and exports JAVA_HOME, find_maven checks for mvn.
# Plain bash 3.2, as macOS has no newer one.

least_jdk=25

# Sets version to the feature version of the JDK in folder $1; to nothing when no JDK lives there.
# Every start runs this, so that it starts no other program where it can do without.
jdk_version() {
  version=''
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
  local line
  if [ -r "$1/release" ]; then
    while IFS= read -r line; do
      case $line in
        JAVA_VERSION=\"*)
          line=${line#JAVA_VERSION=\"}
          version=${line%%[!0-9]*}
          ;;
      esac
    done <"$1/release"
  fi
  if [ -z "$version" ]; then
    version=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
  fi
}

# The folder of the `java` that PATH finds, behind every symbolic link.
jdk_on_path() {
  local java
  java=$(command -v java 2>/dev/null) || return 0
  java=$(readlink -f "$java" 2>/dev/null || printf '%s' "$java")
  java=${java%/*}
  printf '%s' "${java%/*}"
}

# Sets JAVA_HOME to the first folder of those given that is new enough.
take_jdk() {
  local home version
  for home; do
    [ -n "$home" ] || continue
    jdk_version "$home"
    if [ -n "$version" ] && [ "$version" -ge "$least_jdk" ]; then
      export JAVA_HOME="$home"
      return 0
    fi
  done
  return 1
}

find_jdk() {
  take_jdk "${JAVA_HOME:-}" && return 0
  take_jdk "$(jdk_on_path)" /usr/lib/jvm/* /opt/java/* "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home && return 0
  cat >&2 <<'END'
Vestibule needs a JDK 25 or newer, and found none in JAVA_HOME, PATH, /usr/lib/jvm, SDKMAN or
/Library/Java. One of these installs it:
  Debian, Ubuntu   apt install openjdk-25-jdk-headless    (or temurin-25-jdk from Adoptium)
  Fedora           dnf install java-25-openjdk-devel
  macOS            brew install openjdk@25
  anywhere         sdk install java 25-tem                (https://sdkman.io)
END
  return 1
}

find_maven() {
  command -v mvn >/dev/null 2>&1 && return 0
  cat >&2 <<'END'
Vestibule is built with Maven, and there is no `mvn` in PATH. One of these installs it:
  Debian, Ubuntu   apt install maven
  Fedora           dnf install maven
  macOS            brew install maven
  anywhere         sdk install maven                      (https://sdkman.io)
END
  return 1
}
