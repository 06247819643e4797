package vestibule.core.model;

import static vestibule.fuzz.Fuzzed.require;
import static vestibule.fuzz.Fuzzed.requireSame;
import static vestibule.fuzz.Fuzzed.text;

import java.util.Locale;
import java.util.Optional;
import vestibule.core.refusal.RefusedException;
import vestibule.core.unicode.Characters;
import vestibule.core.unicode.DomainName;

/** The strings by which people are known, and how they are compared. */
public final class ModelTargets {

  private ModelTargets() {}

  /** A key is the key of itself, and of what differs in the case of ASCII alone. */
  public static void logins(byte[] input) {
    String login = text(input);
    LoginKey key = LoginKey.of(login);
    requireSame(LoginKey.of(key.text()), key, "a key is its own key");
    requireSame(LoginKey.of(" " + login + "\u00a0"), key, "blanks at the ends do not count");
    requireSame(LoginKey.of(Characters.lowerAscii(login)), key, "nor does case");
    if (Characters.isAscii(login)) {
      requireSame(LoginKey.of(login.toUpperCase(Locale.ROOT)), key, "nor upper case");
    }
    require(
        login.indexOf('@') < 0 || key.text().isEmpty() || key.isAddress(),
        "an address stays one",
        login);
    require(login.indexOf('@') >= 0 || !key.isAddress(), "a name becomes none", login);
    key.former().ifPresent(former -> require(!former.equals(key), "a former key differs", login));
  }

  /** An address that is taken has a key of the same address and a domain of ASCII. */
  public static void addresses(byte[] input) {
    String given = text(input);
    Optional<Address> address = address(given);
    if (address.isEmpty()) {
      return;
    }
    String text = address.get().text();
    LoginKey key = address.get().key();
    requireSame(address(text), address, "an address is taken as it is kept");
    require(
        key.isAddress() && key.text().indexOf('@') == key.text().lastIndexOf('@'), "one @", key);
    require(!Texts.hasHidden(text) && text.lines().count() == 1, "nothing is hidden in it", text);
    String domain = key.text().substring(key.text().indexOf('@') + 1);
    require(Characters.isAscii(domain), "its domain is of ASCII", key);
    requireSame(DomainName.ascii(domain), Optional.of(domain), "which is a domain");
    requireSame(address(key.text()).map(Address::key), Optional.of(key), "its key is taken too");
    requireSame(LoginKey.of(given), key, "people sign in by what they gave");
  }

  private static Optional<Address> address(String given) {
    try {
      return Optional.of(Address.of(given));
    } catch (RefusedException refused) {
      return Optional.empty();
    }
  }

  /** A domain in ASCII is its own form, and is read back from what people see. */
  public static void domains(byte[] input) {
    String typed = text(input);
    UserAgent client = new UserAgent(typed, typed, Language.ENGLISH);
    require(client.browser().length() <= 2 * UserAgent.LONGEST_BROWSER, "cut", client);
    requireSame(client.network(), Network.of(typed), "any text lies in a network");
    Optional<String> ascii = DomainName.ascii(typed);
    if (ascii.isEmpty()) {
      return;
    }
    require(ascii.get().matches("[a-z0-9.-]{1,253}"), "a domain is of its letters", ascii);
    requireSame(DomainName.ascii(ascii.get()), ascii, "it is its own form");
    requireSame(DomainName.ascii(DomainName.readable(ascii.get())), ascii, "as people see it too");
  }
}
