package vestibule.contracts;

import vestibule.core.model.CodeFamily;
import vestibule.core.model.CodeRules;

/** The codes of documents A, B and E: each of the three takes what the others mailed. */
public final class SharedCodes {

  /** What they want of them; the family's name stands in rows. */
  public static final CodeRules RULES = CodeRules.usual(new CodeFamily("USER_ACCOUNT"));

  private SharedCodes() {}
}
