/**
 * What an operator gives pages and mails to look like their own: the files of a folder, read and
 * judged. It leaves where they are shown to {@code web} and {@code mail}.
 */
package vestibule.theme;
