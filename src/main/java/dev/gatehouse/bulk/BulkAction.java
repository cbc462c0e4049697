package dev.gatehouse.bulk;

import dev.gatehouse.platform.Refusal;
import java.util.Arrays;
import java.util.Locale;

/** What may be done to many members at once (MEM-4). */
public enum BulkAction {
    /** Makes a team from them (TEA-1). */
    TEAM_CREATION("users-group"),
    /** Adds them to teams (TEA-5). */
    TEAM_JOINING("users-plus"),
    /** Takes them out of teams (TEA-5, TEA-6). */
    TEAM_LEAVING("users-minus"),
    /** Sends their invitations again (INV-4). */
    INVITATION("mail-forward"),
    /** Sends them activation links (ACT-1). */
    ACTIVATION("send"),
    /** Ends their access; can be undone (LIF-2). */
    DEACTIVATION("user-off"),
    /** Takes them out of the organization (MEM-5). */
    REMOVAL("user-minus");

    private final String icon;

    BulkAction(String icon) {
        this.icon = icon;
    }

    /** As it is stored, and stands in text keys: {@code team_joining}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As it stands in addresses: {@code team-joining}. */
    public String address() {
        return key().replace('_', '-');
    }

    public String icon() {
        return icon;
    }

    /** Whether it takes something from people. */
    public boolean grave() {
        return this == DEACTIVATION || this == REMOVAL;
    }

    /** Whether it is asked into which teams, or out of which. */
    public boolean choosesTeams() {
        return this == TEAM_JOINING || this == TEAM_LEAVING;
    }

    /** Whether a team is changed by it. */
    boolean ofTeams() {
        return choosesTeams() || this == TEAM_CREATION;
    }

    /** Reads the word of an address. Refuses another with {@code not.found}. */
    static BulkAction of(String word) {
        return Arrays.stream(values())
                .filter(action -> action.address().equals(word))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    static BulkAction stored(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
