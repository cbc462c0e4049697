package dev.gatehouse.console;

/**
 * What an error page says.
 *
 * @param title a short sentence of what happened
 * @param sentence what it means and what to do
 */
public record Problem(int status, String title, String sentence) {}
