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
 * @param letter the frame of a mail in HTML; empty for ours
 */
public record Look(
    String color,
    String support,
    String logo,
    Map<Language, Map<String, String>> texts,
    Optional<String> letter) {

  /** Ours. */
  public static final Look OURS = new Look("#0b5cad", "", "", Map.of(), Optional.empty());

  /** The texts of a language that stand in the place of ours. */
  Map<String, String> texts(Language language) {
    return texts.getOrDefault(language, Map.of());
  }
}
