package dev.gatehouse.messages;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.context.ApplicationContext;

/** What phones would have got, for tests of other rooms. */
public final class ShownSms {

    private ShownSms() {}

    /** The texts to a number, newest first. */
    public static List<String> to(ApplicationContext server, String phone) {
        return server.getBean(Viewer.class).newest(Set.of(Channel.SMS)).stream()
                .filter(message -> message.address().equals(phone))
                .map(ShownMessage::sms)
                .filter(Objects::nonNull)
                .map(Sms::text)
                .toList();
    }
}
