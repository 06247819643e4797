package vestibule.moving;

import static vestibule.fuzz.Fuzzed.headAndRest;
import static vestibule.fuzz.Fuzzed.require;
import static vestibule.fuzz.Fuzzed.requireSame;
import static vestibule.fuzz.Fuzzed.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import vestibule.core.password.ForeignHashes;

/** People in files: our own lines, tables, and the times of other systems. */
public final class MovingTargets {

  /** Takes every hash for none, as hashes have a target of their own. */
  public static final Reading READING =
      new Reading(
          Addresses.SOURCE,
          (_, _) -> new ForeignHashes.NoPassword(),
          Optional.empty(),
          ZoneOffset.UTC);

  private MovingTargets() {}

  /** The work of a target on a file with these bytes. */
  public static void inFile(byte[] input, Place.Kind kind, Consumer<Place.InFile> work) {
    try {
      Path file = Files.createTempFile("vestibule-fuzz", "");
      try {
        Files.write(file, input);
        work.accept(new Place.InFile(file, kind));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each line is a person or refused for a reason; only a whole file can be damaged. */
  public static void lines(byte[] input) {
    for (Place.Kind kind : List.of(Place.Kind.LINES, Place.Kind.JSON)) {
      inFile(input, kind, file -> people(input, file));
    }
  }

  private static void people(byte[] input, Place.InFile file) {
    try (Source source = JsonSource.own(file, READING)) {
      drain(source, input);
    } catch (BadSource damaged) {
      require(file.kind() == Place.Kind.JSON, "lines are refused one by one", damaged);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads all people of a source, of which there are no more than bytes. */
  public static void drain(Source source, byte[] input) throws IOException {
    int found = 0;
    Optional<Incoming> next = source.next();
    while (next.isPresent()) {
      Incoming one = next.get();
      require(one.refused().isPresent() != one.person().isPresent(), "taken or refused", one);
      found++;
      require(found <= input.length, "people are told", found);
      next = source.next();
    }
  }

  /** Rows of a table have the columns that its first line names. */
  public static void tables(byte[] input) {
    inFile(
        input,
        Place.Kind.CSV,
        file -> {
          try (CsvRows rows = CsvRows.of(file)) {
            Optional<CsvRows.Row> row = rows.next();
            while (row.isPresent()) {
              row.get()
                  .values()
                  .ifPresent(
                      values ->
                          require(
                              rows.columns().containsAll(values.keySet()), "known columns", input));
              row = rows.next();
            }
          } catch (BadSource damaged) {
            require(!damaged.getMessage().isBlank(), "what is wrong has words", damaged);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** A time is the one that was written, or the text is given on. */
  public static void times(byte[] input) {
    String text = headAndRest(text(input)).getFirst();
    String time = Times.of(text, ZoneOffset.UTC);
    requireSame(Times.of(time, ZoneOffset.UTC), time, "a time is read again as itself");
    for (String unit : List.of("s", "ms", "us")) {
      String since = Times.since1970(text, unit);
      if (!since.equals(text)) {
        requireSame(micros(since), wanted(text, unit), "a number is the time that it says");
      }
    }
  }

  private static BigDecimal micros(String time) {
    Instant at = Instant.parse(time);
    return BigDecimal.valueOf(at.getEpochSecond())
        .multiply(BigDecimal.valueOf(1_000_000))
        .add(BigDecimal.valueOf(at.getLong(ChronoField.MICRO_OF_SECOND)));
  }

  private static BigDecimal wanted(String number, String unit) {
    BigDecimal exact =
        new BigDecimal(number.strip())
            .movePointRight(
                switch (unit) {
                  case "s" -> 6;
                  case "ms" -> 3;
                  default -> 0;
                });
    require(exact.precision() - exact.scale() < 30, "no time is so far", number);
    return new BigDecimal(exact.toBigInteger());
  }
}
