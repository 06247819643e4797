package vestibule.mail;

/** Why no mail can be sent now, whoever it is for. */
public record Trouble(Kind kind, Why why) {

  /** What is wrong. */
  public enum Kind {
    CONNECTION("the mail server cannot be reached"),
    BUSY("the mail server takes nothing for now"),
    ENCRYPTION("the connection cannot be encrypted"),
    SIGN_IN("the mail server does not let this server sign in"),
    SENDER("the mail server takes no mail from mail.from"),
    RELAYING("the mail server does not let this server send to others"),
    POLICY("the mail server refuses mails to different people alike"),
    FOLDER("the folder for mails cannot be written to");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

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
