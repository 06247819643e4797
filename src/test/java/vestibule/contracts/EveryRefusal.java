package vestibule.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vestibule.core.refusal.PasswordProblem;
import vestibule.core.refusal.Refusal;
import vestibule.core.refusal.TokenRefusal;
import vestibule.http.Fault;
import vestibule.http.Response;

/** One of every refusal and fault there is, for tests of a contract's words. */
public final class EveryRefusal {

  private static final List<PasswordProblem> EMPTY = List.of(new PasswordProblem.Empty());

  private EveryRefusal() {}

  /** A refusal of every kind, and of every profile field. */
  public static List<Refusal> refusals() {
    return List.of(
        new Refusal.WrongCredentials(),
        new Refusal.UnverifiedAddress(),
        new Refusal.RegistrationClosed(true),
        new Refusal.RegistrationClosed(false),
        new Refusal.RegistrationChallenge(),
        new Refusal.DomainClosed(),
        new Refusal.NameInvalid(),
        new Refusal.NameTaken(),
        new Refusal.AddressInvalid(),
        new Refusal.AddressTaken(),
        new Refusal.FieldInvalid(Refusal.ProfileField.FULL_NAME),
        new Refusal.FieldInvalid(Refusal.ProfileField.FIRST_NAME),
        new Refusal.FieldInvalid(Refusal.ProfileField.LAST_NAME),
        new Refusal.FieldInvalid(Refusal.ProfileField.PATRONYMIC),
        new Refusal.FieldInvalid(Refusal.ProfileField.PHONE),
        new Refusal.FieldInvalid(Refusal.ProfileField.CONTACTS),
        new Refusal.PasswordInvalid(EMPTY),
        new Refusal.PasswordChangeInvalid(true, EMPTY),
        new Refusal.PasswordUnchanged(),
        new Refusal.CodeInvalid(),
        new Refusal.CodeExpired(),
        new Refusal.FactorWrong(),
        new Refusal.EnrolmentInvalid(),
        new Refusal.FactorUnknown(),
        new Refusal.FactorPresent(),
        new Refusal.FactorsFull(10),
        new Refusal.FactorRequired(),
        new Refusal.FactorNameInvalid(),
        new Refusal.TokenRefused(new TokenRefusal.Ended()),
        new Refusal.TokenRefused(new TokenRefusal.Disabled(7)),
        new Refusal.TokenRefused(new TokenRefusal.Gone(7)),
        new Refusal.AccountUnknown(),
        new Refusal.AddressUnknown(),
        new Refusal.AddressUnverified(),
        new Refusal.AddressPrimary(),
        new Refusal.AddressesFull(20),
        new Refusal.Busy(5),
        new Refusal.OldSystemAway(5),
        new Refusal.Throttled("sign-in", 5),
        new Refusal.AttemptChallenge(5));
  }

  /** A fault of every kind. */
  public static List<Fault> faults() {
    return List.of(
        new Fault.MalformedBody(
            Fault.Kind.JSON, new Fault.BodyFlaw.Syntax(Fault.Breach.VALUE_EXPECTED, 1, 1, 0)),
        new Fault.NotAnObject(Fault.JsonType.ARRAY),
        new Fault.UnsupportedMediaType("text/plain"),
        new Fault.UnsupportedContentCoding("gzip"),
        new Fault.UnreadableRequest(Fault.Unread.HEAD_TOO_LARGE),
        new Fault.BodyTooLarge(),
        new Fault.MethodNotAllowed("PUT", List.of("POST", "OPTIONS")),
        new Fault.Unavailable(1),
        new Fault.ServerError());
  }

  /** What a contract makes of each: {@code Kind -> status body}, a line each. */
  public static <T> List<String> worded(List<T> each, Function<T, Response> words) {
    return each.stream()
        .map(
            one -> {
              Response answer = words.apply(one);
              assertThat(answer.header("Content-Type")).contains("application/json");
              assertThat(answer.text()).endsWith("}\n");
              return one.getClass().getSimpleName()
                  + " -> "
                  + answer.status()
                  + " "
                  + answer.text().stripTrailing();
            })
        .toList();
  }

  /** Fails when a kind is missing here, so that new ones get expected words too. */
  public static void assertComplete(Class<?> sealed, List<?> each) {
    assertThat(each.stream().map(Object::getClass).collect(Collectors.toSet()))
        .isEqualTo(cases(sealed).collect(Collectors.toSet()));
  }

  /** The cases of a sealed type, those of its groups among them. */
  private static Stream<Class<?>> cases(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(EveryRefusal::cases)
        : Stream.of(type);
  }
}
