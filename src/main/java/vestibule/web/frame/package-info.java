/**
 * What every page with forms is made of: who asks, by which cookies, the proof that a form is ours,
 * what was typed and what is wrong with it, and how one page leads to another. What a page is about
 * is for {@code web.account} to say.
 */
package vestibule.web.frame;
