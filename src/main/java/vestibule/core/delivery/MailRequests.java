package vestibule.core.delivery;

import java.util.List;
import java.util.Optional;
import vestibule.core.address.Emails;
import vestibule.core.model.Door;
import vestibule.core.model.Doors;
import vestibule.core.model.Language;
import vestibule.core.model.MailRequest;
import vestibule.core.model.UserAgent;
import vestibule.core.model.Visit;
import vestibule.core.outbox.Afterwards;
import vestibule.core.reset.Resets;
import vestibule.core.signin.MailedCodeSignIn;
import vestibule.core.store.Transactions;

/** Finds out, after the answer, who gets the mails that were asked for. */
public final class MailRequests {

  /** So many before the next mail is sent. */
  private static final int MOST = 20;

  private final Transactions transactions;
  private final Emails emails;
  private final Resets resets;
  private final Optional<MailedCodeSignIn> signIns;
  private final Doors doors;
  private final Afterwards afterwards;

  /**
   * The requests in a database, and what is left in memory.
   *
   * @param signIns empty where nobody asks for codes to sign in by
   */
  public MailRequests(
      Transactions transactions,
      Emails emails,
      Resets resets,
      Optional<MailedCodeSignIn> signIns,
      Doors doors,
      Afterwards afterwards) {
    this.signIns = signIns;
    this.transactions = transactions;
    this.emails = emails;
    this.resets = resets;
    this.doors = doors;
    this.afterwards = afterwards;
  }

  /**
   * Queues the mails that some of the requests come to, oldest first. Of several nodes that do it
   * at once one queues each.
   *
   * @return whether there were any
   */
  public synchronized boolean answerSome() {
    afterwards.work();
    List<MailRequest> some = transactions.read(stores -> stores.mailRequests().oldest(MOST));
    some.forEach(this::answer);
    return !some.isEmpty();
  }

  /** How many requests wait, those in memory included. */
  public long count() {
    return afterwards.count() + transactions.read(stores -> stores.mailRequests().count());
  }

  private void answer(MailRequest request) {
    switch (request.kind()) {
      case CONFIRM -> emails.resend(request, this::language);
      case RESET ->
          door(request)
              .ifPresentOrElse(
                  door -> resets.request(request, visit(request, door)), () -> drop(request));
      case SIGN_IN ->
          door(request)
              .flatMap(
                  door ->
                      signIns.map(
                          asked -> (Runnable) () -> asked.request(request, visit(request, door))))
              .orElse(() -> drop(request))
              .run();
    }
  }

  private Optional<Door> door(MailRequest request) {
    return doors.named(request.place().door());
  }

  private static Visit visit(MailRequest request, Door door) {
    Language language = request.language().orElse(door.language());
    return new Visit(door, new UserAgent("", request.place().networkAddress(), language));
  }

  private Language language(String door) {
    return doors.named(door).map(Door::language).orElse(Language.ENGLISH);
  }

  private void drop(MailRequest request) {
    transactions.write(stores -> stores.mailRequests().delete(request));
  }
}
