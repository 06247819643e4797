package vestibule.core.model;

/** Somebody at a door. */
public record Visit(Door door, UserAgent client) {}
