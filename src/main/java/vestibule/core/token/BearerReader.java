package vestibule.core.token;

/** Judges a token of one contract; another contract that takes such tokens is handed one. */
@FunctionalInterface
public interface BearerReader {

  /** What the token is worth; any text is allowed. */
  TokenOutcome read(String token);
}
