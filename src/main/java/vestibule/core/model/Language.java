package vestibule.core.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The languages of mails and pages. */
public enum Language {
  ENGLISH("en"),
  RUSSIAN("ru");

  private static final List<String> TAGS = Stream.of(values()).map(Language::tag).toList();

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  /** The BCP 47 tag. */
  public String tag() {
    return tag;
  }

  /**
   * The language that somebody asks for; empty when it is none of ours.
   *
   * @param choice finds the tag that is preferred among ours
   */
  public static Optional<Language> asked(Function<List<String>, Optional<String>> choice) {
    return choice.apply(TAGS).map(Language::of);
  }

  /** The language of a stored tag; English for one that is not known any more. */
  public static Language of(String tag) {
    return tag.equals(RUSSIAN.tag) ? RUSSIAN : ENGLISH;
  }
}
