package dev.gatehouse.messages;

import java.util.UUID;

/**
 * A mail that is ready to go: rendered in the reader's language.
 *
 * @param sender the name before the address in From; empty where that of the settings is to stand there
 */
public record Mail(UUID id, String sender, String address, String language, String subject, String html, String text) {}
