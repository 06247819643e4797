package vestibule;

import java.util.Optional;

/** Somebody who came in by one door, and how every door must show them (docs/contracts F). */
record TestPerson(TestDoor cameInBy, String name, String email, String password) {

  static TestPerson at(TestDoor door, TestServer server) {
    String name = server.unique("p");
    return new TestPerson(door, name, name + "@example.org", "Passw0rdLong");
  }

  /** Without a user name the primary address stands for it. */
  String shownName() {
    return cameInBy.asksName() ? name : email;
  }

  String masked() {
    return email.charAt(0) + "******" + name.charAt(name.length() - 1) + "@example.org";
  }

  String fullName() {
    return switch (cameInBy) {
      case USER_ACCOUNT, ENVELOPE, V1 -> "Admin A.A.";
      case CHAT -> "";
      case KNOW_ME -> "Dora Dee";
      case PERSONAL -> "\\u0418\\u0432\\u0430\\u043d \\u0418\\u0432\\u0430\\u043d\\u043e\\u0432";
    };
  }

  /** The full name as it is, without an escape. */
  Optional<String> wholeName() {
    return switch (cameInBy) {
      case USER_ACCOUNT, ENVELOPE, KNOW_ME, V1 -> Optional.of(fullName());
      case CHAT -> Optional.empty();
      case PERSONAL -> Optional.of("Иван Иванов");
    };
  }

  String firstName() {
    return switch (cameInBy) {
      case USER_ACCOUNT, ENVELOPE, V1 -> "Admin";
      case CHAT -> "";
      case KNOW_ME -> "Dora";
      case PERSONAL -> "Иван";
    };
  }

  String lastName() {
    return switch (cameInBy) {
      case USER_ACCOUNT, ENVELOPE, V1 -> "A.A.";
      case CHAT -> "";
      case KNOW_ME -> "Dee";
      case PERSONAL -> "Иванов";
    };
  }
}
