package vestibule.core.model;

/**
 * What a door wants of the codes that it mails. The doors of one family want the same.
 *
 * @param family where they work
 * @param confirmLength the characters of one that proves an address, at most {@link #LONGEST}
 * @param confirmsByPassword whether proving an address takes the account's password too
 * @param resetsUnproven whether an address of the family gets reset mails before it is proven
 */
public record CodeRules(
    CodeFamily family, int confirmLength, boolean confirmsByPassword, boolean resetsUnproven) {

  /** Characters of the codes that no document gives a length for. */
  public static final int USUAL = 32;

  /** Characters of the longest code. */
  public static final int LONGEST = 64;

  public CodeRules {
    if (confirmLength < USUAL || confirmLength > LONGEST) {
      throw new IllegalArgumentException("codes have 32 to 64 characters");
    }
  }

  /** Codes of the usual length, which are all that it takes. */
  public static CodeRules usual(CodeFamily family) {
    return new CodeRules(family, USUAL, false, true);
  }
}
