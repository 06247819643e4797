package vestibule.web.frame;

import java.text.NumberFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import vestibule.core.challenge.Purpose;
import vestibule.core.model.Language;
import vestibule.http.ChallengeHeaders;
import vestibule.web.Page;
import vestibule.web.Words;

/**
 * What every template of these pages is given.
 *
 * @param path of the page, where a change of the language leads back to; empty for one that is
 *     shown once
 * @param seal what its forms hold to show that they are ours
 * @param who is signed in, by their name; empty for strangers
 * @param notice the key of the words about what was just done
 * @param entered what was typed, where it has to be typed again
 */
public record Sheet(
    Page page,
    Optional<String> path,
    String seal,
    Optional<String> who,
    Optional<String> notice,
    Entered entered) {

  /**
   * A form as it was sent, and what is wrong with it.
   *
   * @param challenge what has to be solved first
   */
  public record Entered(Posted posted, List<Remark> remarks, Optional<Purpose> challenge) {

    static final Entered NOTHING = new Entered(Posted.nothing(), List.of(), Optional.empty());

    public Entered {
      remarks = List.copyOf(remarks);
    }
  }

  /** A language that the page could be shown in. */
  public record Tongue(String tag, String name) {}

  private static final Map<String, List<Tongue>> OTHER_TONGUES =
      Arrays.stream(Language.values()).collect(Collectors.toMap(Language::tag, Sheet::others));

  private static List<Tongue> others(Language than) {
    return Arrays.stream(Language.values())
        .filter(language -> language != than)
        .map(language -> new Tongue(language.tag(), Words.in(language).say("language.name")))
        .toList();
  }

  /** A text in the page's language. */
  public String say(String key) {
    return page.say(key);
  }

  /** The same with a value where the text has its name in braces. */
  public String say(String key, String name, String value) {
    return page.say(key).replace("{" + name + "}", value);
  }

  /** A number in the way of the page's language. */
  public String number(long number) {
    return NumberFormat.getIntegerInstance(Locale.forLanguageTag(page.language())).format(number);
  }

  /** What is wrong with a field. */
  public List<String> remarks(String field) {
    return entered.remarks().stream()
        .filter(remark -> remark.field().equals(field))
        .map(this::worded)
        .toList();
  }

  /** Whether something is wrong with a field. */
  public boolean isWrong(String field) {
    return entered.remarks().stream().anyMatch(remark -> remark.field().equals(field));
  }

  /** What is wrong with the form as a whole. */
  public List<String> remarks() {
    return remarks("");
  }

  /** Whether anything is. */
  public boolean isWrong() {
    return !entered.remarks().isEmpty();
  }

  /** Where the puzzle is that has to be solved before the form is sent again. */
  public Optional<String> puzzle() {
    return entered.challenge().map(purpose -> ChallengeHeaders.PATH + "?for=" + purpose.word());
  }

  /** What was typed; passwords are never asked for by templates. */
  public String typed(String field, String otherwise) {
    return entered.posted().some(field).orElse(otherwise);
  }

  /** The pages of who is signed in. */
  public List<String> ways() {
    return Ways.OF_RESIDENTS;
  }

  /** The other languages, each by its own name. */
  public List<Tongue> tongues() {
    return OTHER_TONGUES.get(page.language());
  }

  /** What a page says of what was typed. */
  public String worded(Remark remark) {
    String text = page.say(remark.key());
    for (Map.Entry<String, String> value : remark.values().entrySet()) {
      text = text.replace("{" + value.getKey() + "}", value.getValue());
    }
    return text;
  }
}
