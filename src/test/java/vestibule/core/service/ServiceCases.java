package vestibule.core.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vestibule.Together;
import vestibule.core.CoreCases;
import vestibule.core.TestCore;
import vestibule.core.limit.TestLimits;
import vestibule.core.model.AuditEvent;
import vestibule.core.model.service.Scope;
import vestibule.core.model.service.Service;
import vestibule.core.refusal.Refusal;
import vestibule.core.secret.Secrets;
import vestibule.core.service.ServiceAccess.Shown;
import vestibule.core.service.Services.Drawn;
import vestibule.core.store.Stores;
import vestibule.store.Stage;

/** Services and their secrets: made, changed twice at once, forgotten, and judged. */
public abstract class ServiceCases extends CoreCases {

  private static final Set<Scope> ASKS = EnumSet.of(Scope.INTROSPECT);

  private final AtomicBoolean trusted = new AtomicBoolean(true);
  private final AtomicInteger reads = new AtomicInteger();
  private Services services;
  private KnownServices known;
  private ServiceAccess access;

  protected ServiceCases(Stage stage) {
    super(stage);
  }

  @BeforeEach
  void open() {
    services = new Services(core.changes, stage.ids, new Secrets(new SecureRandom()));
    known = new KnownServices(new Counting(stage.transactions, reads), trusted::get);
    stage.tell(
        changed -> {
          if (changed == Stores.SERVICES) {
            known.changed();
          }
        });
    access =
        new ServiceAccess(
            known, TestLimits.on(stage.clock()), core.changes.refusals(), stage.clock());
  }

  private Optional<String> by(String secret) {
    return by(Optional.empty(), secret);
  }

  private Optional<String> by(Optional<String> id, String secret) {
    return access.service(new Shown(id, secret), TestCore.visit(TestCore.CHAT)).map(Service::name);
  }

  private static void refusedTo(Runnable work, String why) {
    assertThatThrownBy(work::run).isInstanceOf(ServiceRefusal.class).hasMessage(why);
  }

  @Test
  void aServiceIsKnownByItsSecretAndByItsIdWithIt() {
    Drawn shop = services.create("shop", ASKS);
    Drawn blog = services.create("blog", EnumSet.allOf(Scope.class));
    assertThat(shop.secret()).matches("vsk_[A-Za-z0-9]{43}").isNotEqualTo(blog.secret());
    assertThat(by(shop.secret())).contains("shop");
    String id = Long.toString(shop.service().id());
    assertThat(by(Optional.of(id), shop.secret())).contains("shop");
    assertThat(by(Optional.of("0" + id), shop.secret())).isEmpty();
    assertThat(by(Optional.of("shop"), shop.secret())).isEmpty();
    assertThat(by(Optional.of(id), blog.secret())).isEmpty();
    assertThat(by(Optional.of(""), shop.secret())).isEmpty();
    for (String wrong :
        List.of(
            "",
            shop.secret() + " ",
            shop.secret().toUpperCase(),
            shop.secret().substring(4),
            shop.service().credential().hash())) {
      assertThat(by(wrong)).isEmpty();
    }
    assertThat(services.list())
        .containsExactly(shop.service(), blog.service())
        .extracting(Service::scopes)
        .containsExactly(ASKS, EnumSet.allOf(Scope.class));
  }

  @Test
  void noSecretIsKeptOrPrinted() {
    Drawn shop = services.create("shop", ASKS);
    assertThat(stage.count("select count(*) from service where secret = '" + shop.secret() + "'"))
        .isZero();
    assertThat(shop.toString() + new Shown(Optional.empty(), shop.secret()))
        .doesNotContain(shop.secret());
    List<AuditEvent> trail = stage.read(stores -> stores.audit().of(0, 100));
    assertThat(trail)
        .extracting(event -> event.kind() + " " + event.detail())
        .containsExactly("SERVICE_MADE service " + shop.service().id() + ": introspect");
  }

  @Test
  void theSecretBeforeWorksForADayAndOnlyTheLastOne() {
    Drawn first = services.create("shop", ASKS);
    stage.pass(Duration.ofDays(3));
    Drawn second = services.rotate("shop", false);
    assertThat(second.service().made()).isEqualTo(first.service().made());
    assertThat(by(first.secret())).contains("shop");
    assertThat(by(second.secret())).contains("shop");
    Drawn third = services.rotate(Long.toString(first.service().id()), false);
    assertThat(by(first.secret())).isEmpty();
    assertThat(by(second.secret())).contains("shop");
    stage.pass(Services.OVERLAP.minusNanos(1_000));
    assertThat(by(second.secret())).contains("shop");
    stage.pass(Duration.ofNanos(1_000));
    assertThat(by(second.secret())).isEmpty();
    assertThat(by(third.secret())).contains("shop");
  }

  @Test
  void atOnceIsAtOnceAndWhatIsDeletedIsKnownByNothing() {
    Drawn first = services.create("shop", ASKS);
    Drawn second = services.rotate("shop", true);
    assertThat(by(first.secret())).isEmpty();
    Drawn third = services.rotate("shop", false);
    assertThat(services.delete("shop").id()).isEqualTo(first.service().id());
    assertThat(by(second.secret())).isEmpty();
    assertThat(by(third.secret())).isEmpty();
    assertThat(services.list()).isEmpty();
    assertThat(services.create("shop", ASKS).service().id()).isNotEqualTo(first.service().id());
    List<AuditEvent> trail = stage.read(stores -> stores.audit().of(0, 100));
    assertThat(trail)
        .extracting(event -> event.kind() + " " + event.place().actor())
        .containsExactlyInAnyOrder(
            "SERVICE_MADE OPERATOR",
            "SERVICE_ROTATED OPERATOR",
            "SERVICE_ROTATED OPERATOR",
            "SERVICE_DELETED OPERATOR",
            "SERVICE_MADE OPERATOR");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "7a", "Shop", "shop ", "a/b", "münze", "-a", "a\n"})
  void whatIsNoNameIsRefused(String name) {
    assertThatThrownBy(() -> services.create(name, ASKS)).isInstanceOf(ServiceRefusal.class);
    assertThat(stage.count("select count(*) from service")).isZero();
    assertThat(stage.count("select count(*) from audit where kind = 'SERVICE_MADE'")).isZero();
  }

  @Test
  void whatIsRefusedSaysWhy() {
    services.create("shop", ASKS);
    refusedTo(() -> services.create("shop", ASKS), "there is a service of that name");
    refusedTo(() -> services.create("a".repeat(65), ASKS), nameRule());
    refusedTo(() -> services.create("none", Set.of()), "a service needs a scope");
    for (String unknown : List.of("blog", "0", "99", "")) {
      refusedTo(() -> services.rotate(unknown, false), "there is no such service");
      refusedTo(() -> services.delete(unknown), "there is no such service");
    }
    assertThat(services.create("a".repeat(64), ASKS).service().name()).hasSize(64);
  }

  private static String nameRule() {
    return "a name has 1 to 64 lower-case letters, digits, dots, dashes and underscores, and begins"
        + " with a letter";
  }

  @Test
  void ofManyWhoMakeOneNameOneDoes() {
    List<Boolean> made =
        Together.run(
            8,
            _ -> {
              try {
                services.create("shop", ASKS);
                return true;
              } catch (ServiceRefusal taken) {
                return false;
              }
            });
    assertThat(made).containsOnlyOnce(true);
    assertThat(services.list()).hasSize(1);
  }

  /** Nobody is shown a secret that another rotation has replaced at the same time. */
  @Test
  void ofManyRotationsAtOnceEverySecretThatWasShownLastWorks() {
    services.create("shop", ASKS);
    List<Optional<String>> shown =
        Together.run(
            8,
            _ -> {
              try {
                return Optional.of(services.rotate("shop", true).secret());
              } catch (ServiceRefusal other) {
                return Optional.<String>empty();
              }
            });
    List<String> secrets = new ArrayList<>();
    shown.forEach(secret -> secret.ifPresent(secrets::add));
    Set<String> working =
        secrets.stream().filter(secret -> by(secret).isPresent()).collect(Collectors.toSet());
    assertThat(working).hasSize(1);
    assertThat(stage.count("select count(*) from audit where kind = 'SERVICE_ROTATED'"))
        .isEqualTo(secrets.size());
  }

  @Test
  void theyAreReadOnceUntilSomethingChangesAndEachTimeWhileNothingIsTrusted() {
    Drawn shop = services.create("shop", ASKS);
    by(shop.secret());
    int first = reads.get();
    for (int i = 0; i < 5; i++) {
      by(shop.secret());
      by("vsk_" + i);
    }
    assertThat(reads.get()).isEqualTo(first);
    services.create("blog", ASKS);
    by(shop.secret());
    assertThat(reads.get()).isEqualTo(first + 1);
    trusted.set(false);
    by(shop.secret());
    by(shop.secret());
    assertThat(reads.get()).isEqualTo(first + 3);
  }

  @Test
  void aWrongSecretCostsALimitThatAGoodOneNeverMeets() {
    Drawn shop = services.create("shop", ASKS);
    for (int i = 0; i < 60; i++) {
      assertThat(by("vsk_wrong" + i)).isEmpty();
    }
    for (int i = 0; i < 3; i++) {
      refused(() -> by("vsk_wrong"), new Refusal.Throttled("service", 15));
      assertThat(by(shop.secret())).contains("shop");
    }
    assertThat(core.changes.refusals().take(true))
        .extracting(told -> told.what().kind() + " " + told.what().why() + " " + told.times())
        .containsExactlyInAnyOrder(
            "SERVICE_REFUSED unknown_credential 60", "TURNED_AWAY throttled 3");
  }

  /** A version after this one may keep what this one does not know. */
  @Test
  void aScopeOfALaterVersionIsPassedOver() {
    Drawn shop = services.create("shop", ASKS);
    stage.<Integer>sql(
        handle -> handle.execute("update service set scopes = 'accounts:write introspect'"));
    known.changed();
    assertThat(
            access
                .service(new Shown(Optional.empty(), shop.secret()), TestCore.visit(TestCore.CHAT))
                .orElseThrow()
                .scopes())
        .isEqualTo(ASKS);
  }
}
