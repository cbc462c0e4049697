package dev.gatehouse.members;

import dev.gatehouse.console.Shell;
import dev.gatehouse.organizations.Partner;
import dev.gatehouse.organizations.PartnerCard.Contact;
import dev.gatehouse.platform.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of a partner: who looks after it (TYP-2).
 *
 * @param list where the partners are
 * @param named who looks after this one by name
 * @param all who looks after all of them
 */
public record PartnerView(String list, Partner partner, List<Contact> named, List<Contact> all) {

    /** This page. */
    public String address() {
        return list + "/" + partner.id();
    }

    /** Somebody who can be made a key account manager. */
    public record Candidate(String id, String name, String contact, boolean chosen) {}

    /**
     * The pane that makes somebody a key account manager.
     *
     * @param all whether of all partners; else of this one
     */
    public record Pane(
            String address,
            Partner partner,
            String typed,
            List<Candidate> candidates,
            boolean all,
            @Nullable Refusal refusal) {

        /** The sentence that stands at who is chosen; null where that is right. */
        public @Nullable String problem(Shell shell) {
            return refusal == null ? null : shell.refusal(refusal);
        }
    }
}
