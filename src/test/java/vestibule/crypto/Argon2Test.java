package vestibule.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.TestServer;

/** Password hashes: published vectors, whole passwords, and strings that are no hashes. */
class Argon2Test {

  /** From test.c of the reference implementation: password "password", salt "somesalt". */
  private static final List<String> REFERENCE =
      List.of(
          "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
          "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
          "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
          "$argon2id$v=19$m=65536,t=4,p=1$c29tZXNhbHQ$kCXUjmjvc5XMqQedpMTsOv+zyJEf5PhtGiUghW9jFyw");

  private static final String CHEAP = REFERENCE.get(1);

  @TempDir private static Path cache;
  private static Argon2 argon2;
  private static Argon2 cheap;

  @BeforeAll
  static void load() {
    argon2 = new Argon2(cache, Argon2.Cost.USUAL);
    cheap = new Argon2(cache, TestServer.CHEAPEST);
  }

  @Test
  void hashesOfTheReferenceImplementationVerify() {
    assertThat(REFERENCE)
        .allMatch(encoded -> argon2.verify(encoded, "password"))
        .noneMatch(encoded -> argon2.verify(encoded, "Password"));
  }

  @Test
  void aHashStatesItsParametersAndHasASaltOfItsOwn() {
    String first = argon2.hash("password");
    String second = argon2.hash("password");
    assertThat(first)
        .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}")
        .isNotEqualTo(second);
    assertThat(argon2.verify(first, "password")).isTrue();
    assertThat(argon2.verify(second, "password")).isTrue();
    assertThat(argon2.verify(first, "password ")).isFalse();
  }

  @Test
  void aPasswordCountsToItsLastByte() {
    String longest = "п".repeat(32 * 1024 - 1) + "1!";
    for (String password : List.of("", "\0", "a\0b", " a ", "😀é", "a".repeat(73), longest)) {
      String encoded = cheap.hash(password);
      assertThat(cheap.verify(encoded, password)).isTrue();
      assertThat(cheap.verify(encoded, password + "\0")).isFalse();
      if (!password.isEmpty()) {
        String shorter = password.substring(0, password.length() - 1);
        assertThat(cheap.verify(encoded, shorter)).isFalse();
        assertThat(cheap.verify(encoded, shorter + "?")).isFalse();
      }
    }
  }

  @Test
  void aPasswordIsNotNormalised() {
    String encoded = argon2.hash("\u00e9");
    assertThat(argon2.verify(encoded, "e\u0301")).isFalse();
    assertThat(argon2.verify(encoded, "\u00c9")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "password",
        "$",
        "$argon2id$",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$",
        "$argon2id$v=19$m=256,t=2,p=1$$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4=",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4\n",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4\0",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR_uIPnA4rEsF5h7TKyQwu9U1bMCHGi_4",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf6é5EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=16$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=0,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=0,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=256,t=2,p=0$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2id$v=19$m=-1,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$iekCn0Y3spW+sCcFanM2xBT63UP2sghkUoHLIUpWRS8",
        "$2a$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW",
      })
  void whatIsNoArgon2idHashVerifiesNothing(String damaged) {
    assertThat(argon2.verify(damaged, "password")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"m=1048577,t=2", "m=9999999,t=1", "m=4294967295,t=1", "m=8,t=11", "m=8,t=99"})
  void aHashThatCostsTooMuchIsNotEvenTried(String parameters) {
    String costly = CHEAP.replace("m=256,t=2", parameters);
    assertThat(argon2.verify(costly, "password")).isFalse();
  }

  @Test
  void anOverlongStringIsNoHash() {
    assertThat(argon2.verify(CHEAP + "A".repeat(128), "password")).isFalse();
    assertThat(argon2.verify("$argon2id$".repeat(100_000), "password")).isFalse();
  }

  @Test
  void everyChangedCharacterOfAHashIsNoticed() {
    for (int at = CHEAP.lastIndexOf('$') + 1; at < CHEAP.length(); at++) {
      char other = CHEAP.charAt(at) == 'A' ? 'B' : 'A';
      String changed = CHEAP.substring(0, at) + other + CHEAP.substring(at + 1);
      assertThat(argon2.verify(changed, "password")).isFalse();
    }
  }

  @Test
  void theHashForUnknownNamesCostsWhatARealOneCosts() {
    assertThat(Argon2.NOBODYS).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(argon2.verify(Argon2.NOBODYS, "")).isFalse();
    argon2.spend("password");
  }

  /** A hash takes 19 MiB of native memory for its time: 80 that kept it would take 1.5 GiB. */
  @Test
  void manyHashesKeepNoMemory() throws IOException {
    String hash = argon2.hash("a");
    argon2.verify(hash, "b");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long heap = threads.getCurrentThreadAllocatedBytes();
    long resident = resident();
    for (int i = 0; i < 40; i++) {
      argon2.hash("password " + i);
      argon2.verify(hash, "password " + i);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - heap)
        .as("bytes of the heap")
        .isLessThan(80L * 64 * 1024);
    assertThat(resident() - resident).as("KiB of the process").isLessThan(200L * 1024);
  }

  /** What the process takes of the machine, in KiB. */
  private static long resident() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void manyThreadsHashAtOnce() throws Exception {
    Callable<Boolean> work =
        () -> {
          String password = Thread.currentThread().getName();
          String encoded = argon2.hash(password);
          return argon2.verify(encoded, password) && !argon2.verify(encoded, "password");
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Boolean> one : threads.invokeAll(Collections.nCopies(8, work))) {
        assertThat(one.get()).isTrue();
      }
    }
  }
}
