package dev.gatehouse.teams;

import dev.gatehouse.members.MembersView;
import dev.gatehouse.members.MembersView.Standing;
import org.jspecify.annotations.Nullable;

/**
 * A member as the pages of teams show them.
 *
 * @param name null while nobody knows it: an invited person
 * @param contact the e-mail address, or what else they sign in with
 */
public record TeamPerson(String id, @Nullable String name, String contact, Standing standing) {

    static TeamPerson of(MembersView.Row row) {
        return new TeamPerson(row.id(), row.name(), row.contact(), row.standing());
    }

    /** What to call them. */
    public String called() {
        return name == null ? contact : name;
    }

    /** Whether their status is worth saying: most members are simply there. */
    public boolean remarkable() {
        return standing != Standing.REGISTERED;
    }
}
