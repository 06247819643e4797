/**
 * What a mail says: its words in English and Russian, its two parts, its links from the configured
 * templates. Owns every sentence that leaves by mail; MIME and the way out are {@code
 * vestibule.mail}'s.
 */
package vestibule.mail.message;
