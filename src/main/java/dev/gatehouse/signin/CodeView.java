package dev.gatehouse.signin;

/**
 * Where a code went.
 *
 * @param sms whether by text message, else by mail
 * @param address as much of it as tells its owner which one it is
 */
public record CodeView(boolean sms, String address) {}
