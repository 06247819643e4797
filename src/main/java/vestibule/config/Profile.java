package vestibule.config;

/** For what the settings are by default. */
public enum Profile {
  /** The published contracts as they are documented. */
  CONTRACTS,
  /** People's accounts on the open internet, as the guide recommends. */
  PRODUCTION;

  static final Setting<Profile> SETTING =
      Setting.of(
              "profile",
              Formats.oneOf(Profile.class),
              "contracts",
              "production",
              "What the other settings are by default: `contracts` is what the documents say,"
                  + " `production` what we recommend for people's accounts on the open internet. A"
                  + " setting that is given wins over its profile.")
          .since("0.2.0");

  static Profile read(Values values) {
    values.section("Profile");
    return values.read(SETTING);
  }
}
