package vestibule.client;

import java.util.LinkedHashMap;
import java.util.Map;

/** Who wants to register. Its text does not show the password. */
public final class NewAccount {

  private final Map<String, Object> fields;

  private NewAccount(Map<String, Object> fields) {
    this.fields = fields;
  }

  /** Somebody of whom no more than this is said. */
  public static NewAccount of(String email, String password) {
    return new NewAccount(Map.of()).and("email", email).and("password", password);
  }

  /** The same with a name to sign in by. */
  public NewAccount username(String username) {
    return and("username", username);
  }

  /** The same with a field of the profile. */
  public NewAccount with(ProfileField field, String value) {
    return and(field.key(), value);
  }

  private NewAccount and(String name, String value) {
    Map<String, Object> more = new LinkedHashMap<>(fields);
    more.put(name, value);
    return new NewAccount(more);
  }

  Map<String, Object> body() {
    return fields;
  }

  @Override
  public String toString() {
    return "NewAccount[email=" + fields.get("email") + "]";
  }
}
