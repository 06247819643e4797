package vestibule.config;

import static vestibule.fuzz.Fuzzed.headAndRest;
import static vestibule.fuzz.Fuzzed.require;
import static vestibule.fuzz.Fuzzed.requireSame;
import static vestibule.fuzz.Fuzzed.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import vestibule.config.Setting.Format;
import vestibule.config.Setting.Wrong;

/** What operators write. */
public final class ConfigTargets {

  private static final List<Format<?>> FORMATS =
      List.of(
          Formats.PORT,
          Formats.LISTENING_HOST,
          Formats.ORIGIN,
          Formats.BASE_URL,
          Formats.PATH,
          Formats.LINE,
          Formats.MAILBOX,
          Formats.LINK,
          Formats.DURATION,
          Formats.FLAG,
          Formats.NETWORKS,
          Formats.DOMAINS,
          Formats.ALLOWED_ORIGINS);

  private ConfigTargets() {}

  /** A value that is taken is printed so that it is taken again, and means the same. */
  public static void settings(byte[] input) {
    String text = text(input).strip();
    if (!text.isEmpty()) {
      FORMATS.forEach(format -> requireTakenAgain(format, text));
      Formats.isLoopback(text);
    }
  }

  private static <T> void requireTakenAgain(Format<T> format, String text) {
    T meaning;
    try {
      meaning = format.read().apply(text);
    } catch (Wrong wrong) {
      require(!wrong.getMessage().isBlank(), "what is wrong has words", text);
      return;
    }
    String printed = format.show().apply(meaning);
    requireSame(format.read().apply(printed), meaning, "it is taken again");
  }

  /** Addresses of servers; no message quotes a password. */
  public static void urls(byte[] input) {
    String text = text(input);
    for (String url : List.of(text, "smtp://user:" + text, "postgresql://user:" + text)) {
      for (Format<?> format : List.of(Formats.SMTP_URL, Formats.DATABASE_URL)) {
        try {
          String shown = String.valueOf(format.read().apply(url));
          // What follows the last @ is a host, and no secret.
          String host = url.substring(url.lastIndexOf('@') + 1);
          require(
              !shown.contains("verysecret") || host.contains("verysecret"),
              "a secret is hidden",
              shown);
        } catch (Wrong wrong) {
          require(!wrong.getMessage().contains("verysecret"), "no message quotes it", wrong);
        }
      }
    }
  }

  /** A key is one of the algorithm, or it is said what would be. */
  public static void keys(byte[] input) {
    String text = text(input);
    PublicKeyText.isKey(text);
    for (FormerKey.Algorithm algorithm : FormerKey.Algorithm.values()) {
      try {
        PublicKeyText key = PublicKeyText.read(algorithm, text);
        require(key.bits() >= 256 && key.spki().length > 32, "a key has its length", key);
      } catch (Wrong wrong) {
        require(wrong.getMessage().length() < 200, "in few words", wrong);
      }
    }
  }

  /** A file of settings is read, or its problems are told, without what it holds. */
  public static void files(byte[] input) {
    try {
      Path folder = Files.createTempDirectory("vestibule-fuzz");
      Path file = folder.resolve("vestibule.yaml");
      try {
        Files.write(file, input);
        Sources read = Sources.read(Map.of(), folder);
        read.given().values().forEach(one -> require(!one.text().isBlank(), "no blank", one));
        require(
            read.problems().size() <= input.length + 1, "problems are bounded", headAndRest(""));
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
