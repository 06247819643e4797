package vestibule.core.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import vestibule.core.secret.Digests;
import vestibule.core.store.AuditSeal;
import vestibule.core.store.TrailRow;

/**
 * What seals are made of. Each value goes into a digest behind its length, so that no two lists of
 * values are one text; each kind of digest begins with a word of its own.
 */
final class TrailDigests {

  private TrailDigests() {}

  /** The digest of what goes with a person; without the salt nobody can guess what it was. */
  static String personal(String salt, TrailRow.Traces traces) {
    byte[] digest = digest("traces", salt, traces.networkAddress(), traces.browser());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }

  /** The digest of an event, which stays the same when the person is erased. */
  static byte[] event(TrailRow row) {
    return digest(
        "event",
        row.key().slot(),
        row.key().account(),
        micros(row.key().at()),
        row.key().id(),
        row.facts().kind(),
        row.facts().actor(),
        row.facts().door(),
        row.facts().detail(),
        row.mark().personal());
  }

  /** The digest of events in any order: 64 hex digits. */
  static String root(List<byte[]> events) {
    List<Object> sorted = new ArrayList<>();
    events.stream()
        .sorted(Arrays::compareUnsigned)
        .map(HexFormat.of()::formatHex)
        .forEach(sorted::add);
    return HexFormat.of().formatHex(digest("events", sorted.toArray()));
  }

  /** What a seal's signature is of. */
  static byte[] signed(AuditSeal seal) {
    AuditSeal.Extent extent = seal.extent();
    return text(
        "seal",
        seal.number(),
        seal.previous(),
        micros(extent.made()),
        extent.keptFrom(),
        extent.entries(),
        micros(extent.oldest()),
        micros(extent.newest()),
        seal.root(),
        seal.publicKey());
  }

  /** By what the next seal, and whoever keeps one elsewhere, knows a seal: 64 hex digits. */
  static String seal(AuditSeal seal) {
    return HexFormat.of().formatHex(Digests.sha256(signed(seal)));
  }

  private static byte[] digest(String kind, Object... values) {
    return Digests.sha256(text(kind, values));
  }

  private static byte[] text(String kind, Object... values) {
    StringBuilder text = new StringBuilder("vestibule audit 1 ").append(kind);
    for (Object value : values) {
      String written = value.toString();
      text.append('\n').append(written.length()).append(' ').append(written);
    }
    return text.toString().getBytes(UTF_8);
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
