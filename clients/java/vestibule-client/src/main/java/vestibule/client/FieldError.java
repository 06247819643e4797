package vestibule.client;

/**
 * What is wrong with one field of a request.
 *
 * @param pointer to the field (RFC 6901), as {@code /email}
 * @param code for programs, as {@code email_taken}
 * @param detail for developers
 */
public record FieldError(String pointer, String code, String detail) {}
