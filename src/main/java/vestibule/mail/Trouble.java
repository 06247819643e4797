package vestibule.mail;

/** Why no mail can be sent now, whoever it is for. */
public record Trouble(Kind kind, Why why) {

  /** What is wrong. */
  public enum Kind {
    /** The mail server cannot be reached, or is lost. */
    CONNECTION("the mail server cannot be reached"),
    /** It takes nothing for now. */
    BUSY("the mail server takes nothing for now"),
    /** TLS cannot be agreed on. */
    ENCRYPTION("the connection cannot be encrypted"),
    /** It does not let our user in, or wants one. */
    SIGN_IN("the mail server does not let this server sign in"),
    /** It does not take mail from our address. */
    SENDER("the mail server takes no mail from mail.from"),
    /** It does not let this machine send to others. */
    RELAYING("the mail server does not let this server send to others"),
    /** It refuses mails to different people in the same way. */
    POLICY("the mail server refuses mails to different people alike"),
    /** The folder for mails cannot be written to. */
    FOLDER("the folder for mails cannot be written to");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** The kind in a sentence. */
    String words() {
      return words;
    }

    /** Whether it passes by itself, and is cheap to ask for: nothing was refused. */
    boolean isPassing() {
      return this == CONNECTION || this == FOLDER;
    }
  }

  /** Trouble whose words hold nothing that a server said. */
  static Trouble of(Kind kind, String words) {
    return new Trouble(kind, Why.of(words));
  }
}
