package vestibule.mail;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import vestibule.mail.Transport.Outcome;
import vestibule.mail.Trouble.Kind;
import vestibule.mail.status.EnhancedCode;

/**
 * A reply of a mail server that is not a good one.
 *
 * @param step what it answers
 * @param code 400 to 599 (RFC 5321 4.2)
 */
record SmtpReply(Step step, int code, String text) {

  /** The steps of a conversation. */
  enum Step {
    GREETING("greeting"),
    HELLO("EHLO"),
    ENCRYPTION("STARTTLS"),
    SIGN_IN("AUTH"),
    SENDER("MAIL"),
    RECIPIENT("RCPT"),
    DATA("DATA"),
    CONTENT("end of DATA");

    private final String command;

    Step(String command) {
      this.command = command;
    }

    String command() {
      return command;
    }

    /** The step that a command begins; empty for one that only tidies up. */
    static Optional<Step> begunBy(String command) {
      return command.equals(".")
          ? Optional.of(CONTENT)
          : Arrays.stream(values()).filter(step -> command.startsWith(step.command)).findFirst();
    }
  }

  private static final int CLOSING = 421;

  /**
   * The server wants another sign-in or encryption first (RFC 4954 6, RFC 3207 4): that is no
   * mail's fault, and no mail shall die of it.
   */
  private static final Set<Integer> AUTHENTICATION = Set.of(530, 534, 535, 538);

  /** Not a sign-in, but TLS is missing (RFC 3207 4, RFC 4954 6). */
  private static final Pattern ENCRYPTION = Pattern.compile("(?i)STARTTLS|\\bTLS\\b|encrypt");

  /** What servers say when they forward nothing from here, whatever code they choose for it. */
  private static final Pattern RELAYING = Pattern.compile("(?i)\\brelay|client host|rcpthosts");

  private static final Pattern SIGN_IN = Pattern.compile("(?i)authentica|\\bauth\\b|log ?in first");
  private static final Pattern SENDER = Pattern.compile("(?i)\\bsenders?\\b|send as|\\bfrom:");

  /** Whether the server ended the connection with it. */
  boolean isGoodbye() {
    return code == CLOSING;
  }

  /**
   * What it means for the mail that was sent over the connection.
   *
   * @param from the address that the mail is from
   */
  Outcome outcome(Recipient to, String from) {
    if (step.compareTo(Step.RECIPIENT) < 0) {
      return to.international() && isOfLetters()
          ? new Outcome.Refused(why(to, "the mail server does not take letters outside ASCII here"))
          : new Outcome.Unreachable(trouble(kind(), Reason.of(text, to)));
    }
    if (isGoodbye() || AUTHENTICATION.contains(code)) {
      return new Outcome.Unreachable(trouble(kind(), Reason.of(text, to)));
    }
    if (code < 500) {
      return new Outcome.Refused(why(to, "not now"));
    }
    Optional<Kind> ours = faultOfOurs(from);
    if (ours.isPresent()) {
      return new Outcome.Denied(trouble(ours.get(), Reason.of(text, to)));
    }
    boolean permanent = enhanced().filter(e -> e.kind() == 5).isPresent();
    return permanent && about() == EnhancedCode.About.RECIPIENT
        ? new Outcome.Rejected(why(to, "no such mailbox, or it takes no mail"))
        : new Outcome.Doubted(why(to, "for its sender, recipient or content"), manner());
  }

  /** What it means for all mails, when no mail's recipient can be the reason. */
  Trouble trouble() {
    return trouble(kind(), Reason.of(text));
  }

  private Trouble trouble(Kind kind, String shown) {
    return new Trouble(kind, new Why(manner(), shown));
  }

  private Kind kind() {
    if (AUTHENTICATION.contains(code)) {
      return ENCRYPTION.matcher(text).find() ? Kind.ENCRYPTION : Kind.SIGN_IN;
    }
    if (code < 500) {
      return step == Step.SIGN_IN && !isGoodbye() ? Kind.SIGN_IN : Kind.BUSY;
    }
    return switch (step) {
      case GREETING, HELLO -> Kind.RELAYING;
      case ENCRYPTION -> Kind.ENCRYPTION;
      case SIGN_IN -> Kind.SIGN_IN;
      case SENDER, RECIPIENT, DATA, CONTENT ->
          signIn().orElse(about() == EnhancedCode.About.RELAYING ? Kind.RELAYING : Kind.SENDER);
    };
  }

  private Optional<Kind> signIn() {
    return about() == EnhancedCode.About.SIGN_IN || SIGN_IN.matcher(text).find()
        ? Optional.of(Kind.SIGN_IN)
        : Optional.empty();
  }

  /**
   * Servers check who sends and whether they relay when the recipient is named (Postfix and Exim as
   * they are delivered), and have no codes for it that all agree on. Words are a hint that costs
   * little where it is wrong: the next mail that is taken ends the pause.
   */
  private Optional<Kind> faultOfOurs(String from) {
    if (text.toLowerCase(Locale.ROOT).contains("<" + from.toLowerCase(Locale.ROOT) + ">")) {
      return Optional.of(Kind.SENDER);
    }
    return switch (about()) {
      case RECIPIENT -> Optional.empty();
      case SENDER -> Optional.of(Kind.SENDER);
      case SIGN_IN -> Optional.of(Kind.SIGN_IN);
      case RELAYING -> Optional.of(Kind.RELAYING);
      case ANYTHING -> faultByWords();
    };
  }

  private Optional<Kind> faultByWords() {
    if (RELAYING.matcher(text).find()) {
      return Optional.of(Kind.RELAYING);
    }
    return signIn()
        .or(() -> SENDER.matcher(text).find() ? Optional.of(Kind.SENDER) : Optional.empty());
  }

  private EnhancedCode.About about() {
    return enhanced().map(EnhancedCode::about).orElse(EnhancedCode.About.ANYTHING);
  }

  /** The server has SMTPUTF8, but not for this address (RFC 6531 4.2). */
  private boolean isOfLetters() {
    return enhanced().filter(e -> e.subject() == 6 && e.detail() == 7).isPresent();
  }

  private Optional<EnhancedCode> enhanced() {
    return EnhancedCode.in(text);
  }

  private Why why(Recipient to, String about) {
    return new Why(manner() + ": " + about, Reason.of(text, to));
  }

  /** Codes alone: what a server says holds addresses. */
  private String manner() {
    return code + enhanced().map(e -> " " + e).orElse("") + " at " + step.command();
  }
}
