package vestibule.core.unicode;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.text.StringPrepParseException;
import java.util.Locale;

/**
 * A domain as version 0.1 compared it: by IDNA 2003, which makes {@code strasse.de} of {@code
 * straße.de}. Goes with the keys that it wrote.
 */
public final class FormerDomainName {

  /** The most characters of a domain that version 0.1 converted. */
  private static final int LONGEST = 255;

  private FormerDomainName() {}

  /** The name in ASCII; as it is when it has no such form. */
  @SuppressWarnings("deprecation") // IDNA 2003 is what the stored keys were made by.
  public static String ascii(String folded) {
    if (folded.length() > LONGEST) {
      return folded;
    }
    try {
      return IDNA.convertIDNToASCII(folded, IDNA.ALLOW_UNASSIGNED)
          .toString()
          .toLowerCase(Locale.ROOT);
    } catch (StringPrepParseException notADomain) {
      return folded;
    }
  }
}
