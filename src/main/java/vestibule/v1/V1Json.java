package vestibule.v1;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import vestibule.core.model.Dossier;
import vestibule.core.model.Session;

/** The bodies of our own API. */
final class V1Json {

  private V1Json() {}

  /**
   * Some sessions of one account.
   *
   * @param next what {@code after} asks for the following ones by; null where there are none
   */
  record SessionPage(List<Item> items, Optional<String> next) {

    /** One session; it shows no secret, and nothing of what its client holds. */
    record Item(
        String id,
        String door,
        String browser,
        @JsonProperty("network_address") String networkAddress,
        String created,
        @JsonProperty("last_used") String lastUsed,
        String expires,
        boolean current) {}

    /**
     * A page of at most so many of these.
     *
     * @param found one more than fit, where there are more
     */
    static SessionPage of(List<Dossier.SignIn> found, int most, Session current) {
      List<Item> items = found.stream().limit(most).map(one -> item(one, current)).toList();
      return new SessionPage(
          items, found.size() > most ? Optional.of(items.getLast().id()) : Optional.empty());
    }

    private static Item item(Dossier.SignIn signIn, Session current) {
      Session session = signIn.session();
      return new Item(
          Long.toString(session.id()),
          session.door(),
          signIn.client().browser(),
          signIn.client().networkAddress(),
          time(session.life().created()),
          time(session.life().lastUsed()),
          time(session.life().expires()),
          session.id() == current.id());
    }

    private static String time(Instant at) {
      return DateTimeFormatter.ISO_INSTANT.format(at);
    }
  }
}
