package vestibule.client;

/**
 * What a mailed code is for; it takes five codes. Its text does not show it.
 *
 * @param ticket goes with the code
 * @param expiresIn for how many seconds
 */
public record MailedTicket(String ticket, long expiresIn) {

  @Override
  public String toString() {
    return "MailedTicket[expiresIn=" + expiresIn + "]";
  }
}
