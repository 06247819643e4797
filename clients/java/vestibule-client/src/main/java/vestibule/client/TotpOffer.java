package vestibule.client;

/**
 * What an application that makes one-time codes is told. Its text does not show the secret.
 *
 * @param enrolment stands for it when the first code is sent
 * @param secret in Base32
 * @param uri the same with names, as applications read it
 * @param qr a picture of the URI, as an SVG
 * @param expiresIn for how many seconds it can be added
 */
public record TotpOffer(String enrolment, String secret, String uri, String qr, long expiresIn) {

  @Override
  public String toString() {
    return "TotpOffer[expiresIn=" + expiresIn + "]";
  }
}
