package vestibule.core.session;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import vestibule.core.change.Change;
import vestibule.core.change.Changes;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.Mail;
import vestibule.core.model.UserAgent;
import vestibule.core.model.Visit;
import vestibule.core.outbox.Notices;
import vestibule.core.secret.Secrets;
import vestibule.core.store.Stores;

/**
 * From which browsers and networks accounts sign in. The owner is told of a new one, once; not of
 * the first of all, as that is who registered.
 */
public final class KnownDevices {

  /** How long a device is known after its last sign-in. */
  public static final Duration KNOWN = Duration.ofDays(90);

  /** Of how many new devices an account is told in a day, as their names are free to invent. */
  public static final int MOST_TOLD = 5;

  /** No account has this id. */
  private static final long NOBODY = 0;

  private static final Duration DAY = Duration.ofDays(1);
  private static final int EVENTS = 100;

  /** A browser that has updated itself is the same one. */
  private static final Pattern VERSIONS = Pattern.compile("[0-9][0-9._]*");

  private final Changes changes;
  private final Notices notices;

  public KnownDevices(Changes changes, Notices notices) {
    this.changes = changes;
    this.notices = notices;
  }

  /**
   * What is to be noted of a sign-in; drawn up before its unit of work.
   *
   * @param device empty when it was noted within a day
   * @param told the mails that tell of it
   */
  public record Sighting(Optional<String> device, List<Mail> told) {

    /** Notes it, under the account's lock. */
    void note(Change change, long account) {
      Stores stores = change.stores();
      device.ifPresent(seen -> stores.devices().put(account, seen, change.now(), !told.isEmpty()));
      told.forEach(stores.outbox()::insert);
    }
  }

  /**
   * Whether an account signs in from this browser and network. Nobody is asked for as somebody is,
   * so that both take as long.
   */
  public boolean isKnown(Optional<Long> account, UserAgent client) {
    String device = device(client);
    Instant since = changes.now().minus(KNOWN);
    return changes
        .read(stores -> stores.devices().seen(account.orElse(NOBODY), device))
        .filter(at -> at.isAfter(since))
        .isPresent();
  }

  Sighting look(long account, Visit visit) {
    String device = device(visit.client());
    Instant now = changes.now();
    return changes
        .read(stores -> stores.devices().seen(account, device))
        .filter(at -> at.isAfter(now.minus(KNOWN)))
        .map(
            at ->
                new Sighting(
                    at.isAfter(now.minus(DAY)) ? Optional.empty() : Optional.of(device), List.of()))
        .orElseGet(() -> new Sighting(Optional.of(device), told(account, visit, now)));
  }

  private List<Mail> told(long account, Visit visit, Instant now) {
    return changes.read(stores -> isNews(stores, account, visit, now))
        ? notices.of(
            Mail.Purpose.NEW_DEVICE, changes.read(stores -> stores.emails().of(account)), visit)
        : List.of();
  }

  /**
   * Of accounts from before devices were kept, the audit trail knows the networks: nobody is told
   * of a sign-in from one of those, or of a very first one.
   */
  private static boolean isNews(Stores stores, long account, Visit visit, Instant now) {
    if (stores.devices().hasAny(account)) {
      return stores.devices().told(account, now.minus(DAY)) < MOST_TOLD;
    }
    List<AuditEvent> signIns =
        stores.audit().of(account, EVENTS).stream()
            .filter(event -> event.kind() == AuditEvent.Kind.SIGNED_IN)
            .filter(event -> event.at().isAfter(now.minus(KNOWN)))
            .toList();
    String network = network(visit.client().networkAddress());
    return !signIns.isEmpty()
        && signIns.stream()
            .map(event -> network(event.place().networkAddress()))
            .noneMatch(network::equals);
  }

  private static String device(UserAgent client) {
    String browser = VERSIONS.matcher(client.browser()).replaceAll("");
    return Secrets.hash(browser + "\n" + network(client.networkAddress()));
  }

  /** The /24 or /48 of an address: what a household or a company moves about in. */
  static String network(String address) {
    if (address.isEmpty() || !address.chars().allMatch(KnownDevices::isOfAddress)) {
      return address;
    }
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      int kept = bytes.length == 4 ? 3 : 6;
      StringBuilder network = new StringBuilder();
      for (int i = 0; i < kept; i++) {
        network.append(bytes[i] & 0xFF).append('.');
      }
      return network.toString();
    } catch (UnknownHostException noAddress) {
      return address;
    }
  }

  /** Only what can be no name is given to the JDK, which would ask the network for a name. */
  private static boolean isOfAddress(int letter) {
    return letter == '.' || letter == ':' || Character.digit(letter, 16) >= 0;
  }
}
