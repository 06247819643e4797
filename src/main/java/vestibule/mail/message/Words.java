package vestibule.mail.message;

/**
 * What mails say in one language. Nothing that a person typed stands in them, as a name may hold
 * somebody's advertisement and the address may be a stranger's.
 */
interface Words {

  /**
   * Asks to confirm an address.
   *
   * @param asksPassword whether the page behind the link asks for the password
   */
  Wording confirm(String confirm, String disown, boolean asksPassword);

  /** Carries a link to a new password. */
  Wording reset(String reset);

  /** Asks an invited person to choose a password. */
  Wording invite(String reset);

  /** Tells that the password was changed. */
  Wording passwordChanged();

  /** Tells another proven address that the password was reset. */
  Wording passwordReset();

  /** Tells the owner of an address that somebody tried to register with it. */
  Wording addressTaken();

  /** Who speaks, below everything else. */
  String signature();
}
