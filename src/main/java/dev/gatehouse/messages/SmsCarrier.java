package dev.gatehouse.messages;

import java.util.List;
import java.util.Map;

/** Writes text messages and hands them to the gateway. */
record SmsCarrier(SmsWriter writer, SmsGateway gateway) implements Carrier {

    @Override
    public List<SmsPart> carry(Letter letter, Map<String, String> parameters, List<SmsPart> before) throws Undelivered {
        return gateway.send(writer.write(letter, parameters), before);
    }

    @Override
    public void begin() {
        gateway.begin();
    }

    @Override
    public void close() {
        gateway.close();
    }
}
