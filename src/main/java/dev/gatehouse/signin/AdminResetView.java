package dev.gatehouse.signin;

import dev.gatehouse.messages.Channel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an admin may do for a member who needs a new password (ACT-4).
 *
 * @param member the address of their page
 * @param alone whether their account opens this organization alone, so that a link may be handed over
 * @param reached by what a link can go to the person; empty where nothing is known
 * @param link the link that was just made, shown this once; null before
 */
public record AdminResetView(
        String member,
        String name,
        boolean alone,
        Optional<Channel> reached,
        @Nullable String link) {

    AdminResetView with(String made) {
        return new AdminResetView(member, name, alone, reached, made);
    }

    /** As the texts are called by how the link goes: {@code email}, {@code sms}, {@code nothing}. */
    public String way() {
        return reached.map(channel -> channel == Channel.SMS ? "sms" : "email").orElse("nothing");
    }

    /** Never the link. */
    @Override
    public String toString() {
        return "AdminResetView[" + member + "]";
    }
}
