package dev.gatehouse.invitations;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.util.MultiValueMap;

/**
 * What the invite pane sends; nothing of it has been believed yet.
 *
 * @param role what they get: nothing special (empty), {@code member}, {@code organization_admin}, {@code some}, {@code clone}
 * @param gifts roles at places that were added: {@code <role>.<scope>.<last day>}, the day empty for without end
 * @param giftRole the role of the row that is still open; with {@code scope} and {@code until}
 * @param source the member whose permissions are copied
 * @param look whether the form only wants to be shown again
 * @param add whether the open row is to be added
 */
record InviteForm(
        String addresses,
        String role,
        Channel channel,
        List<String> gifts,
        String giftRole,
        String scope,
        String until,
        List<String> teams,
        String source,
        String find,
        String findTeam,
        String findSource,
        boolean leaveOut,
        boolean look,
        boolean add) {

    /** More roles or teams than that in one invitation are no work of a person. */
    private static final int MOST = 50;

    static final String SOME = "some";
    static final String CLONE = "clone";

    static InviteForm of(MultiValueMap<String, String> sent) {
        var dropped = one(sent, "drop");
        var gifts = new ArrayList<>(many(sent, "gift"));
        gifts.remove(dropped);
        return new InviteForm(
                one(sent, "addresses"),
                one(sent, "role"),
                Channel.of(one(sent, "channel")),
                gifts,
                one(sent, "giftRole"),
                one(sent, "scope"),
                one(sent, "until"),
                many(sent, "team"),
                one(sent, "clone"),
                one(sent, "find"),
                one(sent, "findTeam"),
                one(sent, "findSource"),
                !one(sent, "leaveOut").isEmpty(),
                sent.containsKey("look") || sent.containsKey("drop") || sent.containsKey("add"),
                sent.containsKey("add"));
    }

    /** The open row, as it stands among the others once it is added. */
    String openGift() {
        return giftRole + "." + scope + "." + until;
    }

    private static String one(MultiValueMap<String, String> sent, String name) {
        return Objects.requireNonNullElse(sent.getFirst(name), "");
    }

    private static List<String> many(MultiValueMap<String, String> sent, String name) {
        return sent.getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isEmpty())
                .distinct()
                .limit(MOST)
                .toList();
    }
}
