/**
 * Document E, the WishEdu personal account: {@code /account/registration}, {@code /account/login},
 * {@code /account/login/check}, {@code /account/me}.
 *
 * <p>Its quirks: errors are Russian sentences under {@code errorMessage}; a header {@code browser}
 * must come along and is looked at before the body; an unknown key is an error; registering signs
 * in at once; the token travels bare in {@code Authorization} and stands in every user object; no
 * value is ever null. Owns those shapes, texts and rules; leaves accounts and sessions to {@code
 * core}.
 */
package vestibule.contracts.personal;
