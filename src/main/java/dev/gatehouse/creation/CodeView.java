package dev.gatehouse.creation;

import dev.gatehouse.admission.OneTimePasswords.Given;
import java.net.URI;
import java.util.Objects;

/**
 * A one-time password, shown this once (ACT-2).
 *
 * @param site where the server is reached
 * @param fresh whether the person has just been created with it
 */
public record CodeView(URI site, String slug, Given given, boolean fresh) {

    /** Where they sign in, short enough to be typed. */
    public String address() {
        return site + "/o/" + slug;
    }

    /** What they sign in with. */
    public String signsInWith() {
        var member = given.member();
        if (member.email() != null) return member.email();
        return Objects.requireNonNullElse(member.username(), Objects.requireNonNullElse(member.phone(), ""));
    }

    /** Where one goes on: to the page of the member. */
    public String onward() {
        return "/o/" + slug + "/members/" + given.member().id();
    }
}
