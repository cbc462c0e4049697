package dev.gatehouse.organizations;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom people of a partner turn to (TYP-2).
 *
 * @param named whether the managers are this partner's own; else they look after all of them
 * @param managers their contacts, by name; empty where nobody looks after the partner
 */
public record PartnerCard(Partner partner, boolean named, List<Contact> managers) {

    /**
     * One key account manager.
     *
     * @param seed what the colour of their picture comes from
     */
    public record Contact(
            String seed,
            String name,
            @Nullable String email,
            @Nullable String phone) {}

    public PartnerCard {
        managers = List.copyOf(managers);
    }
}
