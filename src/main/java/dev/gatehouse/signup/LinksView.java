package dev.gatehouse.signup;

import dev.gatehouse.platform.Slice;
import dev.gatehouse.signup.SignUpLink.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The page of an organization's sign-up links (CRE-6, INV-8).
 *
 * @param on whether links of this kind open anything, as the organization decided
 */
public record LinksView(String slug, Kind kind, boolean on, Slice<SignUpLink> page) {

    /** Where the page is. */
    public String address() {
        return "/o/" + slug + "/sign-up-links";
    }

    /** The same for the other kind. */
    public String address(Kind other) {
        return other == Kind.DEPARTMENT ? address() : address() + "?kind=" + other.key();
    }

    /** The page before; null on the first. */
    public @Nullable String previous() {
        return page.previous() == null ? null : at("before", page.previous());
    }

    /** The page after; null on the last. */
    public @Nullable String next() {
        return page.next() == null ? null : at("after", page.next());
    }

    private String at(String word, String key) {
        return address() + "?kind=" + kind.key() + "&" + word + "=" + key;
    }
}
