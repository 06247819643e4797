package vestibule.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vestibule.wiring.Wiring;

/** What an operator says of the hashes of other systems. */
class ForeignHashesConfigTest {

  @TempDir Path folder;

  private Map<String, ForeignHashesConfig.Key> keys(String yaml) throws Exception {
    return read(yaml).accounts().passwords().foreign().keys();
  }

  private Config read(String yaml) throws Exception {
    Files.writeString(folder.resolve("vestibule.yaml"), yaml);
    return Wiring.config(Map.of(), folder);
  }

  private List<String> problems(String yaml) {
    return catchThrowableOfType(Config.Invalid.class, () -> read(yaml)).problems();
  }

  @Test
  void eachNameHasAKeyOfItsOwn() throws Exception {
    assertThat(
            keys(
                """
                foreign-hashes:
                  club: {scheme: flask-security, password-salt: "s4lt", normalize: NFKD}
                  fire1: {scheme: firebase-scrypt, signer-key: Zm9v, mem-cost: 14, rounds: 8}
                """))
        .isEqualTo(
            Map.of(
                "club",
                new ForeignHashesConfig.Key(
                    "flask-security", Map.of("password-salt", "s4lt", "normalize", "NFKD")),
                "fire1",
                new ForeignHashesConfig.Key(
                    "firebase-scrypt",
                    Map.of("signer-key", "Zm9v", "mem-cost", "14", "rounds", "8"))));
  }

  /** {@code rails generate devise:install} makes a pepper of 128 digits. */
  @Test
  void aSecretMayBeAsLongAsOtherSystemsMakeThem() throws Exception {
    String pepper = "c0ffee00".repeat(16);
    assertThat(keys("foreign-hashes.club: {scheme: devise, pepper: " + pepper + "}\n"))
        .containsEntry("club", new ForeignHashesConfig.Key("devise", Map.of("pepper", pepper)));
    assertThat(problems("foreign-hashes.club: {scheme: devise, pepper: " + pepper.repeat(8) + "}"))
        .singleElement()
        .asString()
        .contains("at most 1000 characters")
        .doesNotContain(pepper);
  }

  @Test
  void aSecretCanStandInAFileAndIsNeverShown() throws Exception {
    Files.writeString(folder.resolve("salt"), "s4lt\n");
    Config config =
        read("foreign-hashes.club: {scheme: flask-security, password-salt-file: salt}\n");
    assertThat(config.accounts().passwords().foreign().keys().get("club").params())
        .isEqualTo(Map.of("password-salt", "s4lt"));
    assertThat(config.toString()).doesNotContain("s4lt");
    assertThat(config.report().effective().toString())
        .contains("foreign-hashes.club.password-salt", "(hidden)")
        .doesNotContain("s4lt")
        .doesNotContain("foreign-hashes.club.pepper");
  }

  @Test
  void aKeyWithoutASchemeAndAnUnknownPartAreProblems() {
    assertThat(problems("foreign-hashes.club.pepper: x\n"))
        .containsExactly("foreign-hashes.club.scheme is missing");
    assertThat(problems("foreign-hashes.club: {scheme: devise, peper: x}\n"))
        .singleElement()
        .asString()
        .contains("the nearest one is foreign-hashes.club.pepper");
  }
}
