package dev.gatehouse.messages;

import java.util.List;

/** Where no text message can leave: for what was staged before the gateway was taken out of the settings. */
record NoGateway() implements SmsGateway {

    @Override
    public List<SmsPart> send(Sms sms, List<SmsPart> before) throws Undelivered {
        throw new Undelivered(new Problem(Problem.Kind.NO_GATEWAY, ""), null);
    }

    @Override
    public void close() {}
}
