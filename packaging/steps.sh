# Sourced by ./package: a function a part. Everything that is made has the time of the POM, root for its owner and names in
# order, so that two builds of one commit are equal but for the AOT cache, which is made by running the program.

version=$(sed -n 's/^  <version>\(.*\)<\/version>/\1/p' pom.xml)
SOURCE_DATE_EPOCH=$(date -d "$(sed -n 's/.*<project.build.outputTimestamp>\(.*\)<.*/\1/p' pom.xml)" +%s)
export SOURCE_DATE_EPOCH
export TZ=UTC

dist=$PWD/target/dist
work=$PWD/target/dist-work
jar=$dist/vestibule-$version.jar
home=$work/vestibule-$version

refuse() {
  echo "$0: $*" >&2
  exit 2
}

say() {
  echo "$*" >&2
}

# require PROGRAM PACKAGE
require() {
  command -v "$1" >/dev/null 2>&1 || refuse "$1 is missing: apt-get install $2"
}

require_jar() {
  find_jdk
  find_maven
  require python3 python3-venv
}

require_archive() {
  require_jar
  [ "$(uname -sm)" = "Linux x86_64" ] || refuse "archive, deb and image are made on Linux x86-64"
  require strip binutils
  [ -x "$JAVA_HOME/bin/jlink" ] || refuse "$JAVA_HOME has no jlink"
  [ -d "$JAVA_HOME/jmods" ] || "$JAVA_HOME/bin/jlink" --help | grep -q 'Linking from run-time image enabled' ||
    refuse "$JAVA_HOME has no modules to link: apt-get install openjdk-25-jmods"
}

require_deb() {
  require_archive
  require dpkg-shlibdeps dpkg-dev
  require dh debhelper
}

require_image() {
  require_archive
  require python3 python3
}

require_chart() {
  require_jar
}

# pack FILE FOLDER NAME…: a tar of what is in a folder, compressed by its name's end.
pack() {
  local file=$1 folder=$2
  shift 2
  tar -C "$folder" --sort=name --owner=0 --group=0 --numeric-owner --format=posix \
    --pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime -cf - "$@" | gzip -9n >"$file"
}

same_time() {
  find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

make_jar() {
  say "The program, as one jar"
  # Classes and pages of sources that are gone stay where a build lies upon another.
  rm -rf target/classes target/lib target/maven-status target/reports
  scripts/docs
  mvn -q -B -Pdist -Dmaven.test.skip=true -Dfmt.skip package </dev/null >&2
  cp target/vestibule-$version-all.jar "$jar"
  cp target/bom.json "$dist/vestibule-$version.cdx.json"
  local group
  group=$(sed -n 's/^  <groupId>\(.*\)<\/groupId>/\1/p' pom.xml)
  local repository=$dist/maven/${group//.//}/vestibule/$version
  mkdir -p "$repository"
  cp pom.xml "$repository/vestibule-$version.pom"
  cp target/vestibule.jar "$repository/vestibule-$version.jar"
  cp target/vestibule-sources.jar "$repository/vestibule-$version-sources.jar"
  cp target/vestibule-javadoc.jar "$repository/vestibule-$version-javadoc.jar"
}

# link FOLDER [FLAG…]: a Java with the modules that the program needs.
link() {
  local folder=$1 left_out
  shift
  left_out=$(mktemp)
  left_out_of_desktop >"$left_out"
  "$JAVA_HOME/bin/jlink" "$@" --add-modules "$(grep -o '^[^ #]*' packaging/modules | paste -sd,)" \
    --exclude-resources="@$left_out" --exclude-files="$(printf '/java.desktop/lib/lib%s.so,' fontmanager freetype awt_xawt splashscreen jsound)" \
    --include-locales=en,ru,de,fr --no-header-files --no-man-pages --strip-java-debug-attributes --vm server --output "$folder"
  rm "$left_out"
}

# Pictures of accounts need java.desktop for ImageIO, and nothing of its windows, fonts, printers and sounds. A module has to keep
# a class of each of its packages.
left_out_of_desktop() {
  "$JAVA_HOME/bin/jimage" list --include 'regex:/java.desktop/.*' "$JAVA_HOME/lib/modules" | sed -n 's/^    //p' |
    grep -E '^(javax/swing|com/sun/java/swing|com/sun/swing|com/sun/media/sound|javax/sound|javax/print|sun/print|sun/swing|sun/awt/X11|sun/java2d/x11|sun/java2d/opengl)/' |
    LC_ALL=C sort | awk '{ package = $0; sub(/\/[^\/]*$/, "", package); if (kept[package]++) print "/java.desktop/" $0 }'
}

# lay_out HOME [FLAG…]: the program and its Java in a folder, as it runs.
lay_out() {
  local home=$1
  shift
  mkdir -p "$home/bin" "$home/lib"
  cp "$jar" "$home/lib/vestibule.jar"
  cp .mvn/jvm-flags.sh "$home/lib/"
  cp packaging/vestibule packaging/ready "$home/bin/"
  cp LICENSE README.md CHANGELOG.md "$home/"
  link "$home/lib/runtime" "$@"
  chmod -R u+rwX,go+rX,go-w "$home"
  same_time "$home"
}

make_home() {
  [ ! -d "$home" ] || return 0
  say "A Java with what the program needs"
  lay_out "$home"
  # A JDK comes with names of functions that nothing looks up; Debian takes no program with them.
  find "$home/lib/runtime" -type f \( -perm -100 -o -name '*.so' \) -exec strip --strip-unneeded {} +
  same_time "$home"
  say "The AOT cache"
  (
    JAVA_HOME=$home/lib/runtime
    jar=$home/lib/vestibule.jar
    cache=$home/lib/start.aot
    . .mvn/jvm-flags.sh
    . .mvn/start-cache.sh
    make_cache
    [ -s "$cache" ] || refuse "the program did not start from $home: no AOT cache"
  )
  # What the JVM leaves, and what was made after the rest.
  chmod 644 "$home/lib/start.aot"
  same_time "$home"
}

make_archive() {
  make_home
  say "The archive"
  pack "$dist/vestibule-$version-linux-x86-64.tar.gz" "$work" "vestibule-$version"
  if [ -z "${ARM64_JMODS:-}" ]; then
    say "No archive for arm64: ARM64_JMODS names no folder with its modules."
    return
  fi
  local arm=$work/arm64
  lay_out "$arm/vestibule-$version" --module-path "$ARM64_JMODS"
  pack "$dist/vestibule-$version-linux-arm64.tar.gz" "$arm" "vestibule-$version"
}

make_deb() {
  make_home
  say "The Debian package"
  local tree=$work/deb/vestibule-$version
  mkdir -p "$tree"
  cp -r packaging/debian "$tree/debian"
  cp -a "$home" "$tree/program"
  {
    printf 'vestibule (%s) unstable; urgency=medium\n\n  * CHANGELOG.md tells what changed.\n\n' "$version"
    printf ' -- The Vestibule authors <vestibule-server@users.noreply.github.com>  %s\n' "$(date -R -d "@$SOURCE_DATE_EPOCH")"
  } >"$tree/debian/changelog"
  (cd "$tree" && DEB_RULES_REQUIRES_ROOT=no debian/rules binary >"$work/deb/log" 2>&1) || {
    cat "$work/deb/log" >&2
    refuse "the Debian package could not be made"
  }
  cp "$work/deb/vestibule_${version}_amd64.deb" "$dist/"
}

make_image() {
  make_home
  say "The image"
  packaging/image.py "$home" "$version" "$SOURCE_DATE_EPOCH" "$dist/vestibule-$version-image-x86-64.tar"
}

make_chart() {
  say "The chart"
  local folder=$work/chart
  mkdir -p "$folder"
  cp -r packaging/chart "$folder/vestibule"
  sed -i "s/@VERSION@/$version/" "$folder/vestibule/Chart.yaml"
  chmod -R u+rwX,go+rX,go-w "$folder"
  same_time "$folder"
  pack "$dist/vestibule-$version-chart.tgz" "$folder" vestibule
  sed "s/@VERSION@/$version/" packaging/compose.yaml >"$dist/compose.yaml"
}

# The checksums of all files, and what they and the repository's files are signed with.
sum_up() {
  (cd "$dist" && find . -type f ! -name SHA256SUMS -printf '%P\n' | LC_ALL=C sort | xargs sha256sum >SHA256SUMS)
  if [ -n "$key" ]; then
    gpg --batch --yes --armor --local-user "$key" --detach-sign "$dist/SHA256SUMS"
    find "$dist/maven" -type f -exec gpg --batch --yes --armor --local-user "$key" --detach-sign {} \;
  fi
  (cd "$dist" && ls -l >&2)
}
