/**
 * Second factors: one-time codes, passkeys, and the codes that stand in for a lost one; how they
 * are added, proved once more, and given up. It leaves the step in which a sign-in asks for one to
 * {@code core.signin}, and the form of what passkeys sign to {@code vestibule.passkey}.
 */
package vestibule.core.factor;
