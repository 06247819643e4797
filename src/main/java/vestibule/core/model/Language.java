package vestibule.core.model;

/** The languages of mails and pages. */
public enum Language {
  ENGLISH("en"),
  RUSSIAN("ru");

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  /** The BCP 47 tag. */
  public String tag() {
    return tag;
  }

  /** The language of a stored tag; English for one that is not known any more. */
  public static Language of(String tag) {
    return tag.equals(RUSSIAN.tag) ? RUSSIAN : ENGLISH;
  }
}
