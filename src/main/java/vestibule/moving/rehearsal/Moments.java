package vestibule.moving.rehearsal;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** Times in texts and numbers, and how far two of them may lie apart. */
final class Moments {

  /**
   * The clock of the rehearsal stands at the time that the recording says, which may be that of the
   * answer, or of a proxy's clock.
   */
  static final Duration TOLERANCE = Duration.ofMinutes(2);

  private static final Pattern WRITTEN =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d{1,9})?)?"
              + "(?: ?(?:Z|[+-]\\d\\d(?::?\\d\\d)?))?");
  private static final Pattern OF_MAIL =
      Pattern.compile("[A-Z][a-z]{2}, \\d\\d[ -][A-Z][a-z]{2}[ -]\\d{4} \\d\\d:\\d\\d:\\d\\d GMT");
  private static final String WITHOUT_ZONE = "(?: ?(?:Z|[+-]\\d\\d(?::?\\d\\d)?))$";
  private static final long FIRST_SECOND = 1_000_000_000L;
  private static final long THOUSAND = 1_000L;

  private Moments() {}

  static boolean isTime(String text) {
    return WRITTEN.matcher(text).matches() || OF_MAIL.matcher(text).matches();
  }

  /** Whether both are times of one spelling that lie near each other. */
  static boolean areNear(String there, String here) {
    return isTime(there)
        && isTime(here)
        && there
            .replaceAll("\\d", "0")
            .replaceAll("[A-Z][a-z]{2}", "Aaa")
            .equals(here.replaceAll("\\d", "0").replaceAll("[A-Z][a-z]{2}", "Aaa"))
        && read(there).flatMap(one -> read(here).map(other -> areNear(one, other))).orElse(false);
  }

  /** Whether both are times since 1970 in seconds, or in thousandths or millionths of one. */
  static boolean areNear(double there, double here) {
    for (long unit = 1; unit <= THOUSAND * THOUSAND; unit *= THOUSAND) {
      double first = FIRST_SECOND * (double) unit;
      if (there >= first && there < first * 10 && here >= first && here < first * 10) {
        return Math.abs(there - here) <= TOLERANCE.toSeconds() * (double) unit;
      }
    }
    return false;
  }

  static boolean areNear(Instant there, Instant here) {
    return Duration.between(there, here).abs().compareTo(TOLERANCE) <= 0;
  }

  /** The time of a text; one without a zone is of UTC. */
  static Optional<Instant> read(String text) {
    try {
      if (OF_MAIL.matcher(text).matches()) {
        return Optional.of(
            Instant.from(
                DateTimeFormatter.RFC_1123_DATE_TIME.parse(
                    text.replace('-', ' ').replaceFirst(", 0", ", "))));
      }
      String plain = text.replace(',', '.').replaceFirst(" (?=\\d\\d:)", "T").replace(" ", "");
      return Optional.of(
          plain.matches(".*" + WITHOUT_ZONE)
              ? OffsetDateTime.parse(padded(plain)).toInstant()
              : LocalDateTime.parse(plain).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException noTime) {
      return Optional.empty();
    }
  }

  private static String padded(String text) {
    return text.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2")
        .replaceFirst("([+-]\\d\\d)$", "$1:00");
  }
}
