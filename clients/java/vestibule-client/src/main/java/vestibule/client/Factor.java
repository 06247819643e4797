package vestibule.client;

import java.time.Instant;

/** What somebody has proved for a session, as {@code password}, and when. */
public record Factor(String name, Instant at) {}
