package vestibule.mail.message;

import java.util.List;
import vestibule.mail.message.Wording.Link;
import vestibule.mail.message.Wording.Paragraph;

/** The mails in English; in ASCII alone, so that nothing needs to be encoded on the way. */
record EnglishWords(String service) implements Words {

  @Override
  public Wording confirm(String confirm, String disown, boolean asksPassword) {
    String asking = asksPassword ? " The page asks for your password." : "";
    return new Wording(
        "Please confirm your e-mail address for " + service,
        List.of(
            new Paragraph("Hello,"),
            new Paragraph(
                "This address was given for an account at "
                    + service
                    + ". To confirm that it is yours, follow this link within 24 hours."
                    + asking),
            new Link("Confirm this address", confirm),
            new Paragraph(
                "If you did not register at "
                    + service
                    + ", somebody else has entered your address. Follow this link to take it"
                    + " away from that account:"),
            new Link("I did not register here", disown)));
  }

  @Override
  public Wording reset(String reset) {
    return new Wording(
        "A new password for " + service,
        List.of(
            new Paragraph("Hello,"),
            new Paragraph(
                "Somebody, probably you, asked for a new password for your account at "
                    + service
                    + ". To choose one, follow this link within an hour. It works once."),
            new Link("Choose a new password", reset),
            new Paragraph("If you did not ask for it, do nothing: your password stays as it is.")));
  }

  @Override
  public Wording invite(String reset) {
    return new Wording(
        "Your account at " + service,
        List.of(
            new Paragraph("Hello,"),
            new Paragraph(
                "An account at "
                    + service
                    + " was made for you. To choose its password, follow this link within three"
                    + " days. It works once."),
            new Link("Choose a password", reset),
            new Paragraph("If you do not want this account, do nothing.")));
  }

  @Override
  public Wording passwordChanged() {
    return new Wording(
        "Your password for " + service + " was changed",
        List.of(
            new Paragraph("Hello,"),
            new Paragraph("The password of your account at " + service + " has just been changed."),
            new Paragraph(
                "If that was not you, ask for a new password at once, where you usually sign"
                    + " in.")));
  }

  @Override
  public Wording passwordReset() {
    return new Wording(
        "Your password for " + service + " was reset",
        List.of(
            new Paragraph("Hello,"),
            new Paragraph(
                "The password of your account at "
                    + service
                    + " has just been reset by a link that was mailed to another address of the"
                    + " account. Everybody who was signed in has been signed out."),
            new Paragraph(
                "If that was not you, ask for a new password at once, where you usually sign"
                    + " in.")));
  }

  @Override
  public Wording addressTaken() {
    return new Wording(
        "You already have an account at " + service,
        List.of(
            new Paragraph("Hello,"),
            new Paragraph(
                "Somebody, perhaps you, tried to register at "
                    + service
                    + " with this address. It already belongs to an account there, so it cannot"
                    + " be used for another."),
            new Paragraph(
                "If it was you, sign in with this address, or ask for a new password there. If it"
                    + " was not, you need do nothing.")));
  }

  @Override
  public String signature() {
    return service;
  }
}
