package vestibule.core.administration;

/**
 * A setting as it is in force on a node; never a secret.
 *
 * @param from where it was given
 */
public record SettingInForce(String key, String value, String from) {}
