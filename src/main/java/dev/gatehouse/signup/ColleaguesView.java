package dev.gatehouse.signup;

import dev.gatehouse.platform.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a member invites colleagues with (INV-8).
 *
 * @param links those that the member made, the newest first
 * @param sms whether a phone number will do, too
 * @param address what was typed
 */
public record ColleaguesView(
        String slug,
        List<SignUpLink> links,
        boolean sms,
        String address,
        @Nullable Refusal refusal) {

    ColleaguesView refused(String typed, Refusal no) {
        return new ColleaguesView(slug, links, sms, typed, no);
    }

    /** Where the page is. */
    public String action() {
        return "/o/" + slug + "/colleagues";
    }
}
