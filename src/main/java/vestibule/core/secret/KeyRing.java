package vestibule.core.secret;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import vestibule.core.store.SigningKeyStore.SealedSecret;
import vestibule.core.store.Transactions;

/**
 * The sealed secrets of the database as this node knows them: the ring of signing keys, and what
 * was derived once and is kept. Like accounts they are remembered until the change feed tells of a
 * change, and trusted only while it is read.
 *
 * <p>What was opened once is never opened again, so that a node goes on when the master key is
 * changed under it.
 */
public final class KeyRing {

  /** The row that tells which master key the others are sealed with. */
  public static final String MASTER_KEY_MARK = "master-key-check";

  private final Transactions transactions;
  private final Sealing sealing;
  private final BooleanSupplier trusted;

  /** Counts the changes; what is known of the time before the last one is read again. */
  private final AtomicInteger era = new AtomicInteger();

  private volatile Held held = new Held(-1, List.of(), Map.of());

  /**
   * The ring of a database; nothing is read before it is asked for.
   *
   * @param trusted whether the change feed was read within the last second
   */
  public KeyRing(Transactions transactions, Sealing sealing, BooleanSupplier trusted) {
    this.transactions = transactions;
    this.sealing = sealing;
    this.trusted = trusted;
  }

  /**
   * The secrets at one moment.
   *
   * @param era which one it was
   * @param opened by their names; those are missing that this node cannot open
   */
  public record Held(int era, List<SealedSecret> rows, Map<String, byte[]> opened) {

    /** The keys that this node can use. */
    public Ring ring() {
      return new Ring(
          rows.stream()
              .filter(row -> opened.containsKey(row.name()))
              .flatMap(row -> row.key().stream())
              .toList());
    }

    /** The secret of that name. */
    public Optional<byte[]> secret(String name) {
      return Optional.ofNullable(opened.get(name));
    }

    /** Whether this node can use all of them; if not, it lacks the master key of now. */
    public boolean isWhole() {
      return opened.size() + 1 >= rows.size();
    }

    /** The mark of the master key that they are sealed with, as it is kept. */
    public Optional<String> mark() {
      return rows.stream()
          .filter(row -> row.name().equals(MASTER_KEY_MARK))
          .map(SealedSecret::sealed)
          .findAny();
    }

    /** Hides the secrets. */
    @Override
    public String toString() {
      return "Held[era=" + era + "]";
    }
  }

  /** The secrets as they are now. */
  public Held now() {
    Held last = held;
    return last.era == era.get() && trusted.getAsBoolean() ? last : read();
  }

  /** Whether this node can use all of them; looks again for what it could not open. */
  public boolean isWhole() {
    return held.isWhole() || read().isWhole();
  }

  /** Forgets what it knows: called when any node has changed the secrets. */
  public void changed() {
    era.incrementAndGet();
  }

  /**
   * Reads the secrets, also when nothing is known to have changed.
   *
   * @throws Sealing.CannotOpen when this is the first time and one of them is damaged
   */
  public Held read() {
    int begun = era.get();
    List<SealedSecret> rows = transactions.read(stores -> stores.signingKeys().all());
    Held last = held;
    if (last.era == begun && last.rows.equals(rows) && last.isWhole()) {
      return last;
    }
    if (last.era == begun && era.compareAndSet(begun, begun + 1)) {
      begun++;
    }
    Held fresh = new Held(begun, rows, opened(rows, last));
    held = fresh;
    return fresh;
  }

  private Map<String, byte[]> opened(List<SealedSecret> rows, Held last) {
    rows.stream()
        .filter(row -> row.name().equals(MASTER_KEY_MARK))
        .map(row -> mark(row.sealed()))
        .filter(mark -> !mark.equals(sealing.mark()))
        .forEach(sealing::turnTo);
    Map<String, byte[]> opened = new HashMap<>();
    List<Sealing.CannotOpen> closed = new ArrayList<>();
    for (SealedSecret row : rows) {
      if (row.name().equals(MASTER_KEY_MARK)) {
        continue;
      }
      Optional<byte[]> known = known(row, last);
      try {
        opened.put(row.name(), known.orElseGet(() -> open(row)));
      } catch (Sealing.CannotOpen damaged) {
        closed.add(damaged);
      }
    }
    if (last.rows.isEmpty() && !closed.isEmpty()) {
      throw closed.getFirst();
    }
    return Map.copyOf(opened);
  }

  private static Optional<byte[]> known(SealedSecret row, Held last) {
    return last.rows.stream()
        .filter(it -> it.name().equals(row.name()))
        .filter(it -> it.times().made().equals(row.times().made()))
        .findAny()
        .flatMap(it -> last.secret(it.name()));
  }

  private byte[] open(SealedSecret row) {
    return sealing.open(row.name(), HexFormat.of().parseHex(row.sealed()));
  }

  /** A secret as it is kept. */
  public String sealed(String name, byte[] secret) {
    return HexFormat.of().formatHex(sealing.seal(name, secret));
  }

  /** The mark of the master key that {@link #sealed} seals with, as it is kept. */
  public String mark() {
    return kept(sealing.mark());
  }

  /** What the key of the CSRF values of a family's tokens is kept as. */
  public static String csrfName(String family) {
    return "csrf-key/" + family;
  }

  /** The key of the CSRF values of a family's tokens. It stays when the signing key is another. */
  public byte[] csrf(String family) {
    return now().secret(csrfName(family)).orElseThrow();
  }

  /** A key of 32 bytes for one use, the same whatever becomes of the master key. */
  public byte[] derived(Derived use) {
    return now().secret(use.kept()).orElseGet(() -> sealing.derived(use.use()));
  }

  /** How the mark of a master key is kept. */
  public static String kept(String mark) {
    return HexFormat.of().formatHex(mark.getBytes(US_ASCII));
  }

  /** The mark that is kept so. */
  public static String mark(String kept) {
    return new String(HexFormat.of().parseHex(kept), US_ASCII);
  }
}
