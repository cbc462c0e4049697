package dev.gatehouse.creation;

import dev.gatehouse.members.Member;
import dev.gatehouse.messages.Channel;
import dev.gatehouse.platform.Refusal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pane that sends activation links.
 *
 * @param days how long they are good
 * @param possible by what they can go out
 * @param chosen by what they are to
 * @param known whether the person is only known yet, so that sending takes a seat
 */
public record SendView(
        String page,
        Member member,
        int days,
        Set<Channel> possible,
        Set<Channel> chosen,
        boolean known,
        @Nullable Refusal refusal) {

    SendView refused(Set<Channel> wanted, Refusal no) {
        return new SendView(page, member, days, possible, wanted, known, no);
    }
}
