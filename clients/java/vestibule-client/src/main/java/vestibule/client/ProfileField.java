package vestibule.client;

import java.util.Locale;

/** What an account says of its person. */
public enum ProfileField {
  FULL_NAME,
  FIRST_NAME,
  LAST_NAME,
  PATRONYMIC,
  PHONE,
  CONTACTS;

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
