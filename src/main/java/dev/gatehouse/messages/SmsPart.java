package dev.gatehouse.messages;

/**
 * A part of a text message that a gateway has taken.
 *
 * @param number from 1
 * @param of how many the message has
 * @param gatewayId by which the gateway speaks of it
 */
record SmsPart(int number, int of, String gatewayId) {}
