package dev.gatehouse.imports;

import dev.gatehouse.messages.Channel;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** How a way in is opened for one person of a file. */
enum RowWay {
    EMAIL,
    SMS,
    EMAIL_SMS,
    CODE;

    /** By what a link goes to them. */
    Set<Channel> channels() {
        return switch (this) {
            case EMAIL -> EnumSet.of(Channel.EMAIL);
            case SMS -> EnumSet.of(Channel.SMS);
            case EMAIL_SMS -> EnumSet.of(Channel.EMAIL, Channel.SMS);
            case CODE -> EnumSet.noneOf(Channel.class);
        };
    }

    static RowWay of(Set<Channel> channels) {
        if (channels.size() == 2) return EMAIL_SMS;
        return channels.contains(Channel.SMS) ? SMS : EMAIL;
    }

    /** As it is stored, and as the word for it in the file is called: {@code imports.activation.<key>}. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RowWay stored(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
