/**
 * {@code /v1/events}: what happened to accounts, for other systems that ask for it. It leaves who
 * they are to {@code v1.service}, and the order of events and what they show to {@code core.event}.
 */
package vestibule.v1.event;
