package vestibule.core;

/** Somebody at a door. */
public record Visit(Door door, Client client) {}
