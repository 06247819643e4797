package vestibule.core.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Surfaces word what the core throws, and nothing else. */
class ThrownRefusalsTest {

  @Test
  void everyCaseIsThrownSomewhere() {
    JavaClasses ours =
        new ClassFileImporter()
            .importUrl(Refusal.class.getProtectionDomain().getCodeSource().getLocation());
    List<Class<?>> cases = cases(Refusal.class).toList();
    assertThat(cases).hasSizeGreaterThan(10);
    assertThat(cases)
        .allSatisfy(one -> assertThat(ours.get(one).getConstructorCallsToSelf()).isNotEmpty());
  }

  private static Stream<Class<?>> cases(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(ThrownRefusalsTest::cases)
        : Stream.of(type);
  }
}
