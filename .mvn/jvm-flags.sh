# Sourced by ./vestibule, and by bin/vestibule of a packed program: sets jvm_flags, and the locale.

# All texts are UTF-8: arguments, settings, paths. In the C locale of systemd, cron and containers, or in one that is not
# installed, the JVM reads ASCII alone and loses the rest. This is one character for bash where the locale is UTF-8.
euro=$'\xe2\x82\xac'
[ ${#euro} -eq 1 ] || export LC_ALL=C.UTF-8

# No -Xmx here, so that JDK_JAVA_OPTIONS can choose it. An account server that ran out of memory is
# in no known state: it ends, and whoever runs it starts it again.
jvm_flags=(
  -Xms32m
  -XX:MaxRAMPercentage=50
  -XX:+UseCompactObjectHeaders
  # What the compilers needed goes back to the system once they have done their work.
  -XX:TrimNativeHeapInterval=60000
  # A start runs most of its code a few times only: compilers that wait longer leave it the cores.
  -XX:CompileThresholdScaling=4
  -XX:+UnlockDiagnosticVMOptions
  -XX:-AOTRecordTraining
  -XX:-AOTReplayTraining
  # The cache's pages stay as they are in the file, where moving them would copy each into memory.
  -XX:ArchiveRelocationMode=0
  -XX:+ExitOnOutOfMemoryError
  --enable-native-access=ALL-UNNAMED
  # The first line on standard output is the program's, whatever the JVM has to warn of.
  -Xlog:disable
  -Xlog:all=warning,aot*=error:stderr
)

# What the caches remember is bounded, and lives long; everything else is garbage within a request.
# On few cores a collector without threads of its own does it in a third of the memory that the
# JVM's choice would take. JDK_JAVA_OPTIONS may name another. Survivors have room for the batches of an import,
# which would fill the old generation otherwise: it grows before it is collected.
case " ${JDK_JAVA_OPTIONS:-}" in
  *" -XX:+Use"*GC*) ;;
  *)
    if [ "$(getconf _NPROCESSORS_ONLN)" -le 4 ]; then
      jvm_flags+=(-XX:+UseSerialGC -XX:NewSize=24m -XX:MaxNewSize=24m -XX:SurvivorRatio=3 -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20)
    fi
    ;;
esac
