package vestibule.core.repeat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.RefusedException;
import vestibule.core.secret.Digests;
import vestibule.core.secret.Sealing;
import vestibule.core.secret.Secrets;
import vestibule.core.store.Stores;
import vestibule.core.store.Transactions;
import vestibule.core.store.once.KeptAnswerStore;
import vestibule.core.store.once.KeptAnswerStore.Row;

/**
 * Requests that are done once however often they are sent, at all nodes together. Neither a caller,
 * a key nor a request can be read or guessed from what is kept, as all are numbers of a keyed hash,
 * and the answer is sealed.
 */
public final class Repeats {

  /** How long an answer is kept. */
  public static final Duration KEPT = Duration.ofHours(24);

  /**
   * How long a request may be under way. It is longer than any takes, so that one whose node has
   * died can be sent again after it, and no other.
   */
  public static final Duration LONGEST = Duration.ofMinutes(2);

  private static final int HOLDER_DIGITS = 32;

  /** A row that comes and goes meanwhile is looked at again. */
  private static final int MOST_LOOKS = 5;

  private final Transactions transactions;
  private final Sealing sealing;
  private final byte[] key;
  private final Secrets secrets;
  private final InstantSource clock;

  /**
   * Requests of a database.
   *
   * @param sealing seals answers alone, under a key that stays the same
   */
  public Repeats(Transactions transactions, Sealing sealing, Secrets secrets, InstantSource clock) {
    this.transactions = transactions;
    this.sealing = sealing;
    this.key = sealing.derived("requests");
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * Looks a request up, and claims it where nobody has sent it yet. Whoever gets a {@link
   * Found.Fresh} says how it ended: by {@link #keep} or {@link #release}.
   *
   * @throws RefusedException with {@link Refusal.Busy} when the database cannot say now
   */
  public Found claim(Asked asked) {
    Found.Claim claim =
        new Found.Claim(
            number("key\n" + asked.caller() + "\n" + asked.key()), secrets.key(HOLDER_DIGITS));
    String content = HexFormat.of().formatHex(Digests.hmacSha256(key, asked.content()));
    return transactions.write(stores -> claimed(stores, claim, content));
  }

  private Found claimed(Stores stores, Found.Claim claim, String content) {
    Instant now = now();
    KeptAnswerStore answers = stores.keptAnswers();
    Row fresh = new Row(content, claim.holder(), Optional.empty(), now.plus(LONGEST));
    for (int looks = 0; looks < MOST_LOOKS; looks++) {
      Optional<Row> before = answers.find(claim.request());
      if (before.isEmpty()) {
        if (answers.insert(claim.request(), fresh)) {
          return new Found.Fresh(claim);
        }
      } else if (before.get().isOver(now)) {
        if (answers.replace(claim.request(), before.get().holder(), fresh)) {
          return new Found.Fresh(claim);
        }
      } else {
        return known(claim.request(), before.get(), content);
      }
    }
    return new Found.UnderWay();
  }

  private Found known(String request, Row row, String content) {
    if (!row.content().equals(content)) {
      return new Found.Another();
    }
    return row.answer()
        .<Found>map(answer -> new Found.Answered(opened(request, answer)))
        .orElseGet(Found.UnderWay::new);
  }

  /**
   * Keeps what was answered to a claimed request; it does nothing where that took so long that
   * another try has begun.
   *
   * @param answer at most 64 KiB
   */
  public void keep(Found.Claim claim, byte[] answer) {
    String sealed = HexFormat.of().formatHex(sealing.seal(name(claim.request()), answer));
    Instant end = now().plus(KEPT);
    transactions.write(
        stores -> stores.keptAnswers().keep(claim.request(), claim.holder(), sealed, end));
  }

  /** Forgets a claimed request, which changed nothing: it may be sent again at once. */
  public void release(Found.Claim claim) {
    transactions.write(stores -> stores.keptAnswers().delete(claim.request(), claim.holder()));
  }

  private byte[] opened(String request, String sealed) {
    return sealing.open(name(request), HexFormat.of().parseHex(sealed));
  }

  private static String name(String request) {
    return "kept-answer/" + request;
  }

  private String number(String text) {
    return HexFormat.of().formatHex(Digests.hmacSha256(key, text.getBytes(UTF_8)));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
