package vestibule.moving.rehearsal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the name of a field, a parameter or a header says of its value. */
record FieldName(String text) {

  static final FieldName NONE = new FieldName("");

  private static final Pattern BETWEEN = Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])");

  private static final Set<String> PASSWORDS =
      Set.of("password", "password1", "password2", "passwd", "pwd", "pass", "passphrase");

  private static final Set<String> SECRETS =
      Set.of(
          "token",
          "tokens",
          "access",
          "refresh",
          "jwt",
          "key",
          "apikey",
          "secret",
          "code",
          "otp",
          "totp",
          "pin",
          "csrf",
          "xsrf",
          "csrftoken",
          "csrfmiddlewaretoken",
          "session",
          "sessionid",
          "sid",
          "nonce",
          "signature",
          "sig",
          "hash",
          "auth",
          "authorization",
          "bearer",
          "cookie",
          "credential",
          "credentials",
          "verifier");

  /** Of those, what a mail can have carried. */
  private static final Set<String> MAILED = Set.of("token", "key", "code", "otp", "pin", "secret");

  private static final Set<String> KEPT = Set.of("refresh", "access", "csrf", "xsrf", "session");

  private static final Set<String> IDS = Set.of("id", "ids", "pk", "uuid", "guid", "uid");

  private static final Set<String> PEOPLE =
      Set.of(
          "user",
          "account",
          "me",
          "profile",
          "member",
          "owner",
          "author",
          "person",
          "registration",
          "register",
          "signup",
          "login",
          "whoami",
          "subject",
          "sub");

  private static final Set<String> LENGTHS =
      Set.of("expires", "ttl", "age", "lifetime", "seconds", "retry", "wait", "remaining");

  private List<String> words() {
    return Arrays.stream(BETWEEN.split(text))
        .filter(word -> !word.isEmpty())
        .map(word -> word.toLowerCase(Locale.ROOT))
        .toList();
  }

  /** Whether it is the name of a password. */
  boolean isPassword() {
    return words().stream().anyMatch(PASSWORDS::contains);
  }

  /** Whether it is the name of a token, a code, or another secret that somebody was given. */
  boolean isSecret() {
    return words().stream().anyMatch(SECRETS::contains);
  }

  /** Whether it can be the name of a code that a mail has carried. */
  boolean isMailed() {
    List<String> words = words();
    return words.stream().anyMatch(MAILED::contains) && words.stream().noneMatch(KEPT::contains);
  }

  /** Whether it is the name of an id. */
  boolean isId() {
    List<String> words = words();
    return !words.isEmpty() && (IDS.contains(words.getLast()) || text.equals("sub"));
  }

  /** Whether a number of that name counts seconds until something. */
  boolean isLength() {
    return words().stream().anyMatch(LENGTHS::contains);
  }

  /**
   * What ids of this name count: {@code user_id} and {@code accounts} are those of people.
   *
   * @param holder what has the field, for a name that says no more than that it is an id
   */
  String counted(String holder) {
    List<String> words = words();
    int end = words.size();
    while (end > 0 && IDS.contains(words.get(end - 1))) {
      end--;
    }
    String noun = end == 0 ? holder : words.get(end - 1);
    return noun(noun);
  }

  /** A noun in the singular; all words for people are one. */
  static String noun(String word) {
    String small = word.toLowerCase(Locale.ROOT);
    String one =
        small.length() > 3 && small.endsWith("s") && !small.endsWith("ss")
            ? small.substring(0, small.length() - 1)
            : small;
    return PEOPLE.contains(one) ? "user" : one;
  }
}
