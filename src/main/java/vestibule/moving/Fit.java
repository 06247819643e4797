package vestibule.moving;

import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Predicate;
import vestibule.core.arrival.Outcome.Warning;
import vestibule.core.model.Account;
import vestibule.core.model.Texts;
import vestibule.core.refusal.RefusedException;

/**
 * Drops what a profile cannot hold, with a warning: a person does not stay out for a phone number.
 */
record Fit(SortedSet<Warning> warnings) {

  Optional<String> name(Optional<String> text) {
    return fit(text, Fit::isName);
  }

  Optional<String> phone(Optional<String> text) {
    return fit(text, value -> isContact(Optional.of(value), Optional.empty()));
  }

  Optional<String> contacts(Optional<String> text) {
    return fit(text, value -> isContact(Optional.empty(), Optional.of(value)));
  }

  Optional<String> color(Optional<String> text) {
    return matching(text, "#[0-9A-Fa-f]{6}");
  }

  Optional<String> birthday(Optional<String> text) {
    return matching(text, "[0-9]{4}-[0-9]{2}-[0-9]{2}");
  }

  /** Pictures are kept elsewhere: a name of a file alone. */
  Optional<String> file(Optional<String> text) {
    return matching(text, "[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");
  }

  private Optional<String> matching(Optional<String> text, String pattern) {
    return fit(text, value -> value.matches(pattern));
  }

  private static boolean isName(String value) {
    return isProfile(
        Account.Profile.EMPTY.with(
            new Account.Names(
                Optional.of(value), Optional.empty(), Optional.empty(), Optional.empty())));
  }

  private static boolean isContact(Optional<String> phone, Optional<String> contacts) {
    return isProfile(
        new Account.Profile(
            Account.Names.EMPTY, new Account.Contact(phone, contacts), Account.Appearance.EMPTY));
  }

  private static boolean isProfile(Account.Profile profile) {
    try {
      Texts.requireProfile(profile);
      return true;
    } catch (RefusedException unfit) {
      return false;
    }
  }

  private Optional<String> fit(Optional<String> text, Predicate<String> rule) {
    Optional<String> fit = text.filter(rule);
    if (fit.isEmpty() && text.isPresent()) {
      warnings.add(Warning.FIELD_DROPPED);
    }
    return fit;
  }
}
