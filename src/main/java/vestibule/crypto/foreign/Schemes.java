package vestibule.crypto.foreign;

import java.nio.charset.StandardCharsets;
import vestibule.crypto.Argon2;

/** The schemes by which a source says what its hashes are. */
final class Schemes {

  private final Argon2 argon2;
  private final ArgonForms argon;
  private final DjangoForms django;
  private final FirebaseForms firebase;
  private final FlaskForms flask;

  Schemes(Argon2 argon2) {
    this.argon2 = argon2;
    this.argon = new ArgonForms(argon2);
    this.django = new DjangoForms(argon);
    this.firebase = new FirebaseForms(argon2);
    this.flask = new FlaskForms(argon2, argon);
  }

  /**
   * Reads a hash of a scheme.
   *
   * @throws Unreadable for one that cannot be taken
   */
  Form read(String scheme, String text, Params params) {
    int hyphen = scheme.indexOf('-');
    return switch (hyphen < 0 ? scheme : scheme.substring(0, hyphen)) {
      case "django" -> django(scheme, text);
      case "werkzeug" -> werkzeug(scheme, text);
      case "passlib" -> passlib(scheme, text);
      case "kratos" -> kratos(scheme, text);
      case "crypt" -> crypt(scheme, text);
      default -> other(scheme, text, params);
    };
  }

  private Form django(String scheme, String text) {
    return switch (scheme) {
      case "django" -> django.any(argon2, text);
      case "django-pbkdf2-sha256" -> DjangoForms.pbkdf2("pbkdf2_sha256", "sha256", text);
      case "django-pbkdf2-sha1" -> DjangoForms.pbkdf2("pbkdf2_sha1", "sha1", text);
      case "django-bcrypt-sha256" -> BcryptForms.djangoSha256(text);
      case "django-bcrypt" -> BcryptForms.django(text);
      case "django-argon2" -> django.argon2(text);
      case "django-scrypt" -> DjangoForms.scrypt(argon2, text);
      case "django-md5" -> DjangoForms.salted("md5", text);
      case "django-sha1" -> DjangoForms.salted("sha1", text);
      case "django-unsalted-md5" -> DjangoForms.unsalted("md5", text);
      case "django-unsalted-sha1" -> DjangoForms.unsalted("sha1", text);
      case "django-crypt" -> CryptForms.djangoCrypt(text);
      // What it keeps where there is no password begins with "!", and was seen before.
      case "django-unusable" -> throw Unreadable.damaged();
      default -> throw Unreadable.unknown();
    };
  }

  private Form werkzeug(String scheme, String text) {
    return switch (scheme) {
      case "werkzeug" -> WerkzeugForms.any(argon2, text);
      case "werkzeug-pbkdf2" -> WerkzeugForms.pbkdf2(text);
      case "werkzeug-scrypt" -> WerkzeugForms.scrypt(argon2, text);
      case "werkzeug-hmac" -> WerkzeugForms.hmac(text);
      case "werkzeug-plain" -> WerkzeugForms.plain(text);
      default -> throw Unreadable.unknown();
    };
  }

  private Form passlib(String scheme, String text) {
    return switch (scheme) {
      case "passlib" -> flask.inner(text);
      case "passlib-pbkdf2" -> PasslibForms.pbkdf2(text);
      case "passlib-scrypt" -> PasslibForms.scrypt(argon2, text);
      case "passlib-bcrypt-sha256" -> BcryptForms.passlibSha256(text);
      default -> throw Unreadable.unknown();
    };
  }

  private Form kratos(String scheme, String text) {
    return switch (scheme.equals("kratos") ? kratosOf(text) : scheme) {
      case "kratos-pbkdf2" -> KratosForms.pbkdf2(text);
      case "kratos-scrypt" -> KratosForms.scrypt(argon2, text);
      case "kratos-firescrypt" -> firebase.kratos(text);
      case "kratos-md5" -> KratosForms.md5(text);
      case "kratos-sha" -> KratosForms.digest(text);
      case "kratos-hmac" -> KratosForms.hmac(text);
      case "kratos-crypt" -> kratosCrypt(text);
      default -> throw Unreadable.unknown();
    };
  }

  private static String kratosOf(String text) {
    int dollar = text.indexOf('$', 1);
    String first = dollar < 0 ? "" : text.substring(1, dollar);
    if (first.startsWith("pbkdf2-")) {
      return "kratos-pbkdf2";
    }
    if (first.startsWith("hmac-")) {
      return "kratos-hmac";
    }
    return switch (first) {
      case "scrypt", "firescrypt", "md5" -> "kratos-" + first;
      case "sha1", "sha256", "sha512" -> "kratos-sha";
      default -> "kratos-crypt";
    };
  }

  /** It calls the forms of crypt(3) by words; the wrapped one is kept under its own mark. */
  private Form kratosCrypt(String text) {
    String first = text.startsWith("$") ? text.substring(0, text.indexOf('$', 1) + 1) : "";
    return switch (first) {
      case "$md5-crypt$" -> CryptForms.md5("$1$" + text.substring(first.length()));
      case "$sha256-crypt$" -> CryptForms.sha256("$5$" + text.substring(first.length()));
      case "$sha512-crypt$" -> CryptForms.sha512("$6$" + text.substring(first.length()));
      case "$1$" -> CryptForms.md5(text);
      case "" -> LdapForms.read(argon, text);
      case "$2a$", "$2b$", "$2y$", "$argon2i$", "$argon2id$" -> argonOr(text);
      default -> throw Unreadable.unknown();
    };
  }

  private static Form crypt(String scheme, String text) {
    return switch (scheme) {
      case "crypt" -> CryptForms.any(text);
      case "crypt-sha512" -> CryptForms.sha512(text);
      case "crypt-sha256" -> CryptForms.sha256(text);
      case "crypt-md5" -> CryptForms.md5(text);
      case "crypt-des" -> CryptForms.des(text);
      default -> throw Unreadable.unknown();
    };
  }

  private Form other(String scheme, String text, Params params) {
    return switch (scheme) {
      case "argon2" -> argon.read(text);
      case "aspnet" -> AspNetForms.read(text);
      case "bare-hex" -> DigestForms.bare(text, params);
      case "bcrypt" -> BcryptForms.read(text);
      case "better-auth" -> NodeForms.betterAuth(argon2, text);
      case "devise" -> devise(text, params);
      case "digest", "digest-columns" -> DigestForms.columns(text, params);
      case "drupal7" -> PortableForms.drupal7(text);
      case "firebase-scrypt" -> firebase.read(text, params);
      case "flask-security" -> flask.read(text, params);
      case "hmac-sha256-hex" -> DigestForms.hmac(text, params);
      case "keycloak" -> new KeycloakForms(argon).read(text);
      case "laravel" -> argonOr(text);
      case "ldap" -> LdapForms.read(argon, text);
      case "lucia" -> NodeForms.lucia(argon2, text, params);
      case "mediawiki" -> WikiForms.read(text);
      case "pbkdf2", "pbkdf2-columns" -> DigestForms.pbkdf2Columns(text, params);
      case "phpass" -> PortableForms.phpass(text);
      case "supabase" -> text.startsWith("$fb") ? firebase.supabase(text) : argonOr(text);
      case "supabase-fbscrypt" -> firebase.supabase(text);
      case "supertokens" ->
          text.startsWith("$f_") ? firebase.superTokens(text, params) : argonOr(text);
      case "supertokens-fscrypt" -> firebase.superTokens(text, params);
      case "wordpress" -> wordpress(text);
      default -> throw Unreadable.unknown();
    };
  }

  private Form argonOr(String text) {
    return ArgonForms.begins(text) ? argon.read(text) : BcryptForms.read(text);
  }

  /** Devise hashes what was typed with its pepper behind it. */
  private static Form devise(String text, Params params) {
    byte[] pepper = params.find("pepper").orElse("").getBytes(StandardCharsets.UTF_8);
    return BcryptForms.read(text).of(password -> Fields.joined(password, pepper));
  }

  /** Every form that WordPress verifies, of what it trims. */
  private Form wordpress(String text) {
    Form form;
    if (text.startsWith("$wp")) {
      form = BcryptForms.wordpress(text);
    } else if (text.startsWith("$P$") || text.startsWith("$H$")) {
      form = PortableForms.phpass(text);
    } else if (text.startsWith("$")) {
      form = argonOr(text);
    } else {
      form = DjangoForms.unsalted("md5", text);
    }
    return form.typed(PortableForms::trimmed);
  }
}
