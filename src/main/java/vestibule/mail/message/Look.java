package vestibule.mail.message;

import java.util.Map;
import java.util.Optional;
import vestibule.core.model.Language;

/**
 * How mails look, and what they say instead of our words.
 *
 * @param color of links, {@code #RRGGBB}
 * @param support where people find help; "" for nowhere
 * @param logo the address of a picture; "" for none
 * @param texts that stand in the place of ours, by language and key
 * @param letters the templates of mails in HTML
 */
public record Look(
    String color,
    String support,
    String logo,
    Map<Language, Map<String, String>> texts,
    Letters letters) {

  /**
   * The templates of an operator.
   *
   * @param usual of mails that have none of their own; empty for ours
   * @param byKind of one kind of mail each, as the keys of its words begin
   */
  public record Letters(Optional<String> usual, Map<String, String> byKind) {

    /** None. */
    public static final Letters NONE = new Letters(Optional.empty(), Map.of());

    /** That of a kind; empty for ours. */
    Optional<String> of(String kind) {
      return Optional.ofNullable(byKind.get(kind)).or(() -> usual);
    }
  }

  /** Ours. */
  public static final Look OURS = new Look("#0b5cad", "", "", Map.of(), Letters.NONE);

  /** The texts of a language that stand in the place of ours. */
  Map<String, String> texts(Language language) {
    return texts.getOrDefault(language, Map.of());
  }
}
