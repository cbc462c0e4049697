package dev.gatehouse.messages;

import java.util.List;
import java.util.Map;

/** Takes the messages of one channel to their server. */
interface Carrier extends AutoCloseable {

    /**
     * Hands one message over. Returns once the server has taken responsibility for it.
     *
     * @param before parts of a text message that were taken earlier and must not be handed over again
     * @return all parts that are taken now; empty for a mail
     */
    List<SmsPart> carry(Letter letter, Map<String, String> parameters, List<SmsPart> before) throws Undelivered;

    /** The server runs: connections that are to stand all the time may be made. */
    default void begin() {}

    /** Closes what nobody needs at the moment. */
    default void rest() {}

    @Override
    default void close() {}
}
