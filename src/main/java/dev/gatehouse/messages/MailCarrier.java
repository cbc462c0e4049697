package dev.gatehouse.messages;

import java.util.List;
import java.util.Map;

/** Writes mails and hands them to the mail server. */
record MailCarrier(MailWriter writer, Smtp smtp) implements Carrier {

    @Override
    public List<SmsPart> carry(Letter letter, Map<String, String> parameters, List<SmsPart> before) throws Undelivered {
        smtp.send(writer.write(letter, parameters));
        return List.of();
    }

    @Override
    public void rest() {
        smtp.closeIdle();
    }

    @Override
    public void close() {
        smtp.close();
    }
}
