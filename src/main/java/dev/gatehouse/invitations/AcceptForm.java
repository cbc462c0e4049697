package dev.gatehouse.invitations;

/** What an invited person fills in (INV-3). */
public record AcceptForm(String firstName, String lastName, String password, String language, String timeZone) {}
