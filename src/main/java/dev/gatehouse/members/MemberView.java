package dev.gatehouse.members;

import dev.gatehouse.messages.MessageState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The page of one member (MEM-6), with only those actions that the viewer may take. Their teams and roles stand above this room
 * and are added where the page is put together.
 *
 * @param address of this page: {@code /o/<slug>/members/<id>}
 * @param list the address of the members list
 * @param row the member as the list shows them
 * @param profile further things that are known, by text key
 * @param invitation the last one; null for people who came another way
 * @param messages what was sent to them; empty for viewers who may neither invite nor activate
 * @param mayActivate whether the viewer may help them in, as by a link to a new password (ACT-4); not themselves
 * @param mayDeactivate whether the viewer may end their access, and give it back (LIF-2)
 */
public record MemberView(
        String address,
        String list,
        MembersView.Row row,
        String called,
        Map<String, String> profile,
        Instant since,
        @Nullable Invited invitation,
        List<MessageState> messages,
        boolean mayActivate,
        boolean mayDeactivate) {

    /** An invitation: how and when it was sent, and until when it is good. */
    public record Invited(
            String channel,
            Instant sentAt,
            Instant expiresAt,
            @Nullable Instant acceptedAt,
            @Nullable String by) {}
}
