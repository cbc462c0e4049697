package dev.gatehouse.messages;

import java.util.List;

/** Where text messages leave the house (ACT-1). */
interface SmsGateway extends AutoCloseable {

    /**
     * Hands a text message over. Returns once the gateway has taken all of it; where it takes only some parts, {@link Undelivered} names
     * those.
     *
     * @param before parts that were taken earlier and are not handed over again
     * @return all parts that are taken now
     */
    List<SmsPart> send(Sms sms, List<SmsPart> before) throws Undelivered;

    /** The server runs: receipts may come from now on. */
    default void begin() {}

    @Override
    void close();
}
