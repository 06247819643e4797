package vestibule.core.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vestibule.core.model.AuditEvent;
import vestibule.core.store.AuditSeal;
import vestibule.core.store.TrailRow;
import vestibule.core.store.Transactions;

/**
 * Looks whether the audit trail is what was sealed: the seals in their chain, then all events in
 * one pass, in the order of time, each under its seal. A seal that was kept elsewhere shows that
 * the end is there too.
 */
public final class Verification {

  private static final int PAGE = 1_000;

  /** A trail that is spoilt from end to end is told of by its beginning. */
  private static final int MOST_FINDINGS = 100;

  private final Transactions transactions;
  private final List<String> findings = new ArrayList<>();
  private final Map<Long, Open> open = new HashMap<>();
  private final BitSet whole = new BitSet();
  private final Set<Long> erased = new HashSet<>();
  private long first;
  private long seals;
  private long events;
  private Optional<AuditSeal> last = Optional.empty();

  private Verification(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * What was found.
   *
   * @param last the name of the last seal, to be kept elsewhere; empty when there is none
   * @param waiting events that have no seal yet
   * @param findings what is wrong, a sentence each
   */
  public record Report(
      long seals, long events, long waiting, Optional<String> last, List<String> findings) {

    public Report {
      findings = List.copyOf(findings);
    }

    /** Whether the trail is what was sealed. */
    public boolean isGood() {
      return findings.isEmpty();
    }
  }

  /** A seal of which some events have been read. */
  private record Open(AuditSeal seal, List<byte[]> events) {}

  /**
   * Verifies the whole trail.
   *
   * @param publicKey that the last seal must be signed with; the others by its chain
   * @param kept a seal's name that was kept elsewhere
   */
  public static Report of(
      Transactions transactions, Optional<String> publicKey, Optional<String> kept) {
    Verification verification = new Verification(transactions);
    verification.seals(publicKey);
    kept.ifPresent(verification::find);
    verification.events();
    return verification.report();
  }

  private Report report() {
    return new Report(
        seals,
        events,
        transactions.read(stores -> stores.seals().countUnsealed()),
        last.map(Sealer::name),
        findings);
  }

  private void wrong(String finding) {
    if (findings.size() < MOST_FINDINGS) {
      findings.add(finding);
    }
  }

  private void seals(Optional<String> publicKey) {
    last = transactions.read(stores -> stores.seals().last());
    if (last.isEmpty()) {
      return;
    }
    if (publicKey.isEmpty() || !publicKey.get().equals(last.get().publicKey())) {
      wrong("the last seal, " + last.get().number() + ", is not signed with the server's key");
    }
    if (!SealKey.isGenuine(last.get())) {
      wrong("the last seal, " + last.get().number() + ", was changed: its signature does not fit");
    }
    first = last.get().extent().keptFrom();
    Optional<AuditSeal> before = Optional.empty();
    long number = first - 1;
    for (List<AuditSeal> page = sealsAfter(number); !page.isEmpty(); page = sealsAfter(number)) {
      for (AuditSeal seal : page) {
        follow(before, seal);
        before = Optional.of(seal);
        number = seal.number();
      }
    }
  }

  private List<AuditSeal> sealsAfter(long number) {
    return transactions.read(stores -> stores.seals().after(number, PAGE));
  }

  private void follow(Optional<AuditSeal> before, AuditSeal seal) {
    long expected = before.map(AuditSeal::number).orElse(first - 1) + 1;
    if (seal.number() != expected) {
      wrong("seals " + expected + " to " + (seal.number() - 1) + " are missing");
    }
    boolean follows =
        before.isEmpty()
            ? seal.number() > 1 || seal.previous().isEmpty()
            : seal.previous().equals(TrailDigests.seal(before.get()));
    if (!follows) {
      wrong("seal " + seal.number() + " does not follow the one before it");
    }
    if (!SealKey.isGenuine(seal)) {
      wrong("seal " + seal.number() + " was changed: its signature does not fit");
    }
    if (seal.extent().keptFrom() > first) {
      wrong("seal " + seal.number() + " gives up more than the last one");
    }
    seals++;
    if (seal.extent().entries() == 0) {
      settle(new Open(seal, List.of()));
    }
  }

  /** The end of the trail: a seal that somebody has kept must be there as it was. */
  private void find(String kept) {
    int colon = kept.indexOf(':');
    long number = Long.parseLong(kept.substring(0, colon));
    if (last.map(AuditSeal::number).orElse(0L) < number) {
      wrong("the end is cut off: seal " + number + " is not there");
    } else if (number >= first) {
      boolean same =
          transactions
              .read(stores -> stores.seals().find(number))
              .filter(seal -> Sealer.name(seal).equals(kept))
              .isPresent();
      if (!same) {
        wrong("seal " + number + " is another one than the one that was kept");
      }
    }
  }

  private void events() {
    Instant at = Instant.EPOCH;
    long id = Long.MIN_VALUE;
    for (List<TrailRow> page = rows(at, id); !page.isEmpty(); page = rows(at, id)) {
      page.stream().filter(row -> row.mark().seal() != 0).forEach(this::event);
      at = page.getLast().key().at();
      id = page.getLast().key().id();
    }
    open.values().forEach(this::settle);
    for (long number = first; seals > 0 && number <= last.orElseThrow().number(); number++) {
      if (!whole.get(Math.toIntExact(number - first)) && !open.containsKey(number)) {
        wrong("of seal " + number + " no event is there");
      }
    }
    erased.stream()
        .filter(account -> !isDeleted(account))
        .sorted()
        .forEach(
            account ->
                wrong("events of account " + account + " were emptied, and it was not deleted"));
  }

  private List<TrailRow> rows(Instant at, long id) {
    return transactions.read(stores -> stores.seals().rows(at, id, PAGE));
  }

  private boolean isDeleted(long account) {
    return transactions.read(stores -> stores.audit().has(account, AuditEvent.Kind.DELETED));
  }

  private void event(TrailRow row) {
    events++;
    long number = row.mark().seal();
    if (number < first && last.isPresent()) {
      requireRetired(row);
      return;
    }
    Optional<Open> under =
        Optional.ofNullable(open.get(number))
            .or(
                () ->
                    transactions
                        .read(stores -> stores.seals().find(number))
                        .map(seal -> new Open(seal, new ArrayList<>())));
    if (under.isEmpty()) {
      wrong(named(row) + " belongs to no seal");
      return;
    }
    traces(row);
    Open seal = under.get();
    seal.events().add(TrailDigests.event(row));
    if (seal.events().size() == seal.seal().extent().entries()) {
      open.remove(number);
      settle(seal);
    } else {
      open.put(number, seal);
    }
  }

  /** What has had its time goes together with its seal, which may take some minutes. */
  private void requireRetired(TrailRow row) {
    if (transactions.read(stores -> stores.seals().find(row.mark().seal())).isEmpty()) {
      wrong(named(row) + " belongs to no seal");
    }
  }

  private void traces(TrailRow row) {
    TrailRow.Mark mark = row.mark();
    boolean isBare = row.traces().networkAddress().isEmpty() && row.traces().browser().isEmpty();
    if (mark.salt().isEmpty() && isBare) {
      erased.add(row.key().account());
    } else if (!TrailDigests.personal(mark.salt(), row.traces()).equals(mark.personal())) {
      wrong("the address or the browser of " + named(row) + " was changed");
    }
  }

  private static String named(TrailRow row) {
    return "event " + row.key().id() + " of account " + row.key().account();
  }

  private void settle(Open open) {
    AuditSeal seal = open.seal();
    int place = Math.toIntExact(seal.number() - first);
    boolean fits =
        open.events().size() == seal.extent().entries()
            && TrailDigests.root(open.events()).equals(seal.root());
    if (!fits || whole.get(place)) {
      wrong(
          "the events of seal "
              + seal.number()
              + " are not those that were sealed: one was changed, removed or added between "
              + seal.extent().oldest()
              + " and "
              + seal.extent().newest());
    }
    whole.set(place);
  }
}
