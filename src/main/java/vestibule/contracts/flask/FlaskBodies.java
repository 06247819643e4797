package vestibule.contracts.flask;

import java.util.List;
import java.util.Optional;
import vestibule.core.model.Account;
import vestibule.core.model.Visit;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.Refusal.ProfileField;
import vestibule.core.refusal.RefusedException;
import vestibule.core.registration.Credential;
import vestibule.core.registration.NewAccount;
import vestibule.core.registration.NewAddress;
import vestibule.core.signin.Login;
import vestibule.http.Fault;
import vestibule.http.FaultException;
import vestibule.http.Request;
import vestibule.http.body.Bodies;
import vestibule.http.body.Field;
import vestibule.http.body.Fields;

/**
 * What the request bodies of documents A and B say: both send the same keys, with trailing commas
 * in their examples, and keys that neither knows are passed over.
 */
public final class FlaskBodies {

  private FlaskBodies() {}

  /**
   * The body of a request.
   *
   * @throws FaultException as {@link Bodies#json}; text that no database stores counts as broken
   *     JSON
   */
  static Fields read(Request request) {
    return read(request, true);
  }

  /**
   * The body of a request to a system of the family.
   *
   * @param trailingCommas whether a comma may stand before a closing bracket
   * @throws FaultException as {@link Bodies#json}; text that no database stores counts as broken
   *     JSON
   */
  public static Fields read(Request request, boolean trailingCommas) {
    Fields body = Bodies.json(request, trailingCommas);
    if (body.hasUnstorableText()) {
      throw new FaultException(
          new Fault.MalformedBody(Fault.Kind.JSON, new Fault.BodyFlaw.Unstorable()));
    }
    return body;
  }

  /**
   * Who wants in; the password is taken verbatim.
   *
   * @throws RefusedException WrongCredentials when a key is missing or no text
   */
  static Login login(Fields body) {
    Optional<String> name = body.text("username");
    Optional<String> password = body.text("pwd");
    if (name.isEmpty() || password.isEmpty()) {
      throw new RefusedException(new Refusal.WrongCredentials());
    }
    return new Login(
        name.get(), Login.By.NAME_OR_ADDRESS, List.of(password.get()), body.text("otp"));
  }

  /**
   * The account that a registration asks for. A required key that is missing or no text is left
   * empty, which the core refuses in its own order.
   *
   * @throws RefusedException FieldInvalid when an optional key holds neither text nor null
   */
  static NewAccount newAccount(Fields body, Visit visit) {
    Account.Names names =
        new Account.Names(
            optional(body, "full_name", ProfileField.FULL_NAME),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    Account.Contact contact =
        new Account.Contact(
            optional(body, "phone", ProfileField.PHONE),
            optional(body, "contacts", ProfileField.CONTACTS));
    return new NewAccount(
        visit,
        Optional.of(required(body, "username")),
        NewAddress.toConfirm(required(body, "email")),
        new Account.Profile(names, contact, Account.Appearance.EMPTY),
        new Credential.NewPassword(required(body, "pwd")),
        Optional.empty());
  }

  /** Who forgot a password; "" when that is missing or no text, which names nobody. */
  static String forgetful(Fields body) {
    return required(body, "username");
  }

  /** The new password, by its documented key or else by that of later clients; "" for none. */
  static String newPassword(Fields body) {
    return body.text("new_pwd").or(() -> body.text("pwd")).orElse("");
  }

  private static String required(Fields body, String key) {
    return body.text(key).orElse("");
  }

  private static Optional<String> optional(Fields body, String key, ProfileField field) {
    return switch (body.field(key).orElseGet(Field.Null::new)) {
      case Field.Null _ -> Optional.empty();
      case Field.Text(String value) -> Optional.of(value);
      case Field.Number _, Field.Truth _, Field.Array _, Field.Dictionary _, Field.File _ ->
          throw new RefusedException(new Refusal.FieldInvalid(field));
    };
  }
}
