package vestibule.moving;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * Times as other systems write them, for the lines of our own form. A text that is no time is given
 * on as it is, to be refused.
 */
public final class Times {

  /** In microseconds: what is further off is no time. */
  private static final BigDecimal FURTHEST = BigDecimal.valueOf(Long.MAX_VALUE);

  private Times() {}

  /**
   * A number since 1970.
   *
   * @param unit {@code s}, {@code ms} or {@code us}
   */
  public static String since1970(String number, String unit) {
    try {
      BigDecimal micros =
          new BigDecimal(number.strip())
              .multiply(
                  BigDecimal.valueOf(
                      switch (unit) {
                        case "s" -> 1_000_000;
                        case "ms" -> 1_000;
                        default -> 1;
                      }));
      if (micros.abs().compareTo(FURTHEST) > 0) {
        return number;
      }
      return Instant.EPOCH.plus(micros.longValue(), ChronoUnit.MICROS).toString();
    } catch (DateTimeException | ArithmeticException | NumberFormatException noTime) {
      return number;
    }
  }

  /**
   * A day, or a day and a time, with a blank or a T between them.
   *
   * @param zone of one that has none
   */
  public static String of(String text, ZoneId zone) {
    try {
      return instant(joined(text.strip()), zone).toString();
    } catch (DateTimeException noTime) {
      return text;
    }
  }

  /** A blank stands before the time, and maybe before its zone. */
  private static String joined(String text) {
    return text.replaceFirst(" UTC$", "Z").replaceFirst(" ", "T").replace(" ", "");
  }

  private static Instant instant(String text, ZoneId zone) {
    if (text.length() <= 10) {
      return LocalDate.parse(text).atStartOfDay(zone).toInstant();
    }
    boolean zoned = text.endsWith("Z") || text.matches(".*[+-][0-9]{2}(:?[0-9]{2})?");
    return zoned
        ? OffsetDateTime.parse(
                text.replaceFirst("([+-][0-9]{2})$", "$1:00")
                    .replaceFirst("([+-][0-9]{2})([0-9]{2})$", "$1:$2"))
            .toInstant()
        : LocalDateTime.parse(text).atZone(zone).toInstant();
  }
}
