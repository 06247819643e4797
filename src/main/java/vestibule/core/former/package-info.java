/**
 * Tokens that an installation before has made let people in until a last day, who came from there:
 * each is judged by what the settings say of the installation, and begins a session of ours at its
 * first use, by which it can be ended. It leaves the spelling of claims to {@code contracts}.
 */
package vestibule.core.former;
