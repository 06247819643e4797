package vestibule.client;

/** An address of an account. */
public record Address(String id, String email, boolean verified, boolean primary) {}
