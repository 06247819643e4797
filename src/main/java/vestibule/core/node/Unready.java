package vestibule.core.node;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a node takes no requests. The texts are logged, and kept in the database for all nodes. */
public enum Unready {
  ENDING("the server is about to end"),
  CHANGES_UNREAD("the changes of other nodes cannot be read"),
  CLOCK_OFF("this machine's clock is off"),
  DATABASE_SILENT("the database does not answer"),
  MASTER_KEY_CHANGED("the master key was changed, and this machine has not the new one");

  private final String text;

  Unready(String text) {
    this.text = text;
  }

  /** As it is logged and kept. */
  public String text() {
    return text;
  }

  /** As its words are found. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The reason with that text; a node of another version may have one that is unknown here. */
  public static Optional<Unready> of(String text) {
    return Arrays.stream(values()).filter(one -> one.text.equals(text)).findFirst();
  }
}
