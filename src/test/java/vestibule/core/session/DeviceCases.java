package vestibule.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vestibule.core.CoreCases;
import vestibule.core.delivery.Letter;
import vestibule.core.model.Mail;
import vestibule.core.model.Person;
import vestibule.store.Stage;

/** Owners are told of a sign-in from a new device, once, and not as often as somebody likes. */
public abstract class DeviceCases extends CoreCases {

  private static final String X = "x@example.org";
  private static final String HOME = "192.0.2.7";
  private static final String FIREFOX = "Mozilla/5.0 (X11) Firefox/131.0";

  protected DeviceCases(Stage stage) {
    super(stage);
  }

  @Test
  void theFirstSignInIsNoNewsAndTheNextFromElsewhereIs() {
    proved();
    core.signIn(FIREFOX, HOME, X);
    assertNothingIsOwed();
    core.signIn("Chrome/130.0", HOME, X);
    assertThat(core.mail().mail().purpose()).isEqualTo(Mail.Purpose.NEW_DEVICE);
    core.signIn("Chrome/130.0", HOME, X);
    core.signIn(FIREFOX, HOME, X);
    assertNothingIsOwed();
    core.signIn(FIREFOX, "198.51.100.7", X);
    Letter letter = core.mail();
    assertThat(letter.mail().purpose()).isEqualTo(Mail.Purpose.NEW_DEVICE);
    assertThat(letter.disown()).isPresent();
    assertNothingIsOwed();
  }

  @Test
  void anUpdateOfTheBrowserOrAnotherAddressNearbyIsTheSameDevice() {
    proved();
    core.signIn(FIREFOX, HOME, X);
    core.signIn("Mozilla/5.0 (X11) Firefox/132.0.1", HOME, X);
    core.signIn(FIREFOX, "192.0.2.200", X);
    assertNothingIsOwed();
    core.signIn(FIREFOX, "2001:db8:1:2::1", X);
    core.mail();
    core.signIn(FIREFOX, "2001:db8:1:ffff::9", X);
    assertNothingIsOwed();
  }

  @Test
  void aDeviceIsForgottenNinetyDaysAfterItsLastSignIn() {
    proved();
    core.signIn(FIREFOX, HOME, X);
    stage.pass(Duration.ofDays(60));
    core.signIn(FIREFOX, HOME, X);
    stage.pass(Duration.ofDays(60));
    core.signIn(FIREFOX, HOME, X);
    assertNothingIsOwed();
    stage.pass(Duration.ofDays(90));
    core.signIn(FIREFOX, HOME, X);
    assertThat(core.mail().mail().purpose()).isEqualTo(Mail.Purpose.NEW_DEVICE);
  }

  /** Whoever knows the password can call a browser anything. */
  @Test
  void inventedBrowsersMailFiveTimesADay() {
    proved();
    core.signIn(FIREFOX, HOME, X);
    for (int i = 0; i < 20; i++) {
      core.signIn("browser " + "x".repeat(i + 1), HOME, X);
    }
    for (int i = 0; i < KnownDevices.MOST_TOLD; i++) {
      assertThat(core.mail().mail().purpose()).isEqualTo(Mail.Purpose.NEW_DEVICE);
    }
    assertNothingIsOwed();
    stage.pass(Duration.ofDays(2));
    core.signIn("another", HOME, X);
    core.mail();
  }

  @Test
  void anAddressThatIsNotProvedOrComesBackGetsNothing() {
    Person person = core.register(X);
    core.mail();
    core.signIn(FIREFOX, HOME, X);
    core.signIn("Chrome", HOME, X);
    assertNothingIsOwed();
    Person other = core.register("y@example.org");
    core.confirm(core.mail());
    stage.run(
        stores ->
            stores
                .emails()
                .bounced(other.id(), other.primary().orElseThrow().id(), Optional.of(stage.now())));
    core.signIn(FIREFOX, HOME, "y@example.org");
    core.signIn("Chrome", HOME, "y@example.org");
    assertNothingIsOwed();
    assertThat(core.person(person.id()).isAddressVerified()).isFalse();
  }

  /** Nobody is mailed because the server is a newer one. */
  @Test
  void anAccountFromBeforeDevicesWereKeptIsToldOfANewNetworkAlone() {
    proved();
    core.signIn(FIREFOX, HOME, X);
    forget();
    core.signIn("Chrome", HOME, X);
    assertNothingIsOwed();
    forget();
    core.signIn(FIREFOX, "198.51.100.7", X);
    assertThat(core.mail().mail().purpose()).isEqualTo(Mail.Purpose.NEW_DEVICE);
  }

  @Test
  void whatIsNoAddressIsItsOwnNetwork() {
    assertThat(KnownDevices.network("192.0.2.7")).isEqualTo(KnownDevices.network("192.0.2.9"));
    assertThat(KnownDevices.network("192.0.2.7")).isNotEqualTo(KnownDevices.network("192.0.3.7"));
    assertThat(KnownDevices.network("::1")).isNotEqualTo(KnownDevices.network("2001:db8::1"));
    assertThat(KnownDevices.network("")).isEmpty();
    assertThat(KnownDevices.network("example.org")).isEqualTo("example.org");
  }

  private void forget() {
    stage.sql(handle -> handle.execute("delete from known_device"));
  }

  private void proved() {
    core.register(X);
    core.confirm(core.mail());
  }

  private void assertNothingIsOwed() {
    assertThat(core.outbox.next("none")).isEmpty();
  }
}
