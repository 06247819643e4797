package vestibule.moving.exports;

import java.io.IOException;
import java.sql.Connection;
import java.util.List;
import vestibule.core.password.ForeignHashes;
import vestibule.moving.Place;
import vestibule.moving.Reading;
import vestibule.moving.Source;

/** The account servers whose exports are known, each by what opens it. */
public final class Exports {

  private Exports() {}

  /** What {@code kc.sh export} writes: a realm's file, or those that have its users alone. */
  public static Source keycloak(List<Place.InFile> files, Reading reading) throws IOException {
    return Keycloak.open(files, reading);
  }

  /** Identities of Ory Kratos, as its admin API lists them. */
  public static Source kratos(List<Place.InFile> files, Reading reading) {
    return Kratos.open(files, reading);
  }

  /** People as the bulk import of SuperTokens takes them. */
  public static Source superTokens(List<Place.InFile> files, Reading reading) {
    return SuperTokens.open(files, reading);
  }

  /** The database of SuperTokens. */
  public static Source superTokens(Connection connection, Reading reading) {
    return SuperTokensTables.open(connection, reading);
  }

  /** Auth0's export of users, its support's export of hashes, or both. */
  public static Source auth0(List<Place.InFile> files, Reading reading) throws IOException {
    return Auth0Users.open(files, reading);
  }

  /** What {@code firebase auth:export} writes. */
  public static Source firebase(List<Place.InFile> files, Reading reading) {
    return Firebase.open(files, reading);
  }

  /**
   * What {@code aws cognito-idp list-users} gives, or a CSV with the columns of a pool's import.
   */
  public static Source cognito(List<Place.InFile> files, Reading reading) {
    return Cognito.open(files, reading);
  }

  /** The database of a Django project. */
  public static Source django(Connection connection, Reading reading) {
    return Django.open(connection, reading);
  }

  /** What the hashes of a system are, unless a key is meant for all. */
  static ForeignHashes.Source hashes(Reading reading, String scheme) {
    return reading
        .key()
        .map(ForeignHashes.Source::key)
        .orElseGet(() -> ForeignHashes.Source.scheme(scheme));
  }
}
