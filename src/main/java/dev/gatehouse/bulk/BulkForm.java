package dev.gatehouse.bulk;

import dev.gatehouse.members.MemberListQuery;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.TeamId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.util.MultiValueMap;

/**
 * What the selection and the dialog sent.
 *
 * @param all whether all that match are meant, and not only those who were ticked
 * @param matching the search and the filters of the list, as its address has them: {@code ?q=…&sort=name}
 * @param typed what was typed to find a team
 */
record BulkForm(
        BulkAction action,
        List<MemberId> chosen,
        boolean all,
        String matching,
        List<TeamId> into,
        String name,
        String typed) {

    /** More than a page of the list can tick. */
    private static final int MOST_CHOSEN = 1_000;

    private static final Pattern ADDRESS = Pattern.compile("\\?[A-Za-z0-9_.~*+%&=-]*");

    static BulkForm of(BulkAction action, MultiValueMap<String, String> sent) {
        var matching = first(sent, "matching");
        return new BulkForm(
                action,
                sent.getOrDefault("member", List.of()).stream()
                        .distinct()
                        .limit(MOST_CHOSEN)
                        .map(MemberId::parse)
                        .toList(),
                first(sent, "all").equals("true"),
                ADDRESS.matcher(matching).matches() ? matching : "",
                sent.getOrDefault("into", List.of()).stream()
                        .distinct()
                        .map(TeamId::parse)
                        .toList(),
                first(sent, "name"),
                first(sent, "typed"));
    }

    BulkRequest request() {
        return new BulkRequest(action, all ? List.of() : chosen, all ? query() : null, into, name);
    }

    /** The list that it was chosen from. */
    MemberListQuery query() {
        var parameters = new HashMap<String, String>();
        for (var pair :
                matching.isEmpty() ? new String[0] : matching.substring(1).split("&")) {
            var at = pair.indexOf('=');
            if (at > 0) parameters.put(pair.substring(0, at), decoded(pair.substring(at + 1)));
        }
        return MemberListQuery.of(parameters);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    private static String first(MultiValueMap<String, String> sent, String name) {
        var value = sent.getFirst(name);
        return value == null ? "" : value;
    }
}
