package dev.gatehouse.permissions;

import java.util.Map;

/**
 * What the pane that gives a role sends; nothing of it has been believed yet.
 *
 * @param member the member that it is about, where that side is fixed
 * @param team the team that it is about, where that side is fixed
 * @param scope the place: fixed where neither of the two is there, else chosen
 * @param holder who gets it where the place is fixed: {@code member:<id>} or {@code team:<id>}
 * @param until the last day on which it holds; empty for without end
 * @param find what is searched for among places or holders
 * @param look whether the form only wants to be shown again
 */
record GiveForm(
        String member, String team, String scope, String holder, String role, String until, String find, boolean look) {

    static GiveForm of(Map<String, String> sent) {
        return new GiveForm(
                sent.getOrDefault("member", ""),
                sent.getOrDefault("team", ""),
                sent.getOrDefault("scope", ""),
                sent.getOrDefault("holder", ""),
                sent.getOrDefault("role", ""),
                sent.getOrDefault("until", ""),
                sent.getOrDefault("find", ""),
                sent.containsKey("look"));
    }

    /** Whether the place is what the pane is about, and the holder is to be chosen. */
    boolean placeFixed() {
        return member.isEmpty() && team.isEmpty();
    }
}
