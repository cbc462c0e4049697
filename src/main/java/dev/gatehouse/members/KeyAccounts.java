package dev.gatehouse.members;

import dev.gatehouse.organizations.Partner;
import dev.gatehouse.organizations.PartnerCard;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.PartnerId;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Who looks after which partner (TYP-1, TYP-2): members whose user type may, for all partners or for those that are named. */
@Service
public class KeyAccounts {

    /** More contacts than that help nobody to find one. */
    private static final int CONTACTS = 5;

    private final KeyAccountStore store;

    KeyAccounts(KeyAccountStore store) {
        this.store = store;
    }

    /** Whom people of a partner turn to; empty where there is no such partner. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<PartnerCard> card(OrganizationId organization, PartnerId partner) {
        return store.partner(organization, partner).map(found -> card(organization, found));
    }

    /** Whom a member turns to; empty for members of no partner. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<PartnerCard> cardOf(OrganizationId organization, MemberId member) {
        return store.partnerOf(organization, member).map(found -> card(organization, found));
    }

    private PartnerCard card(OrganizationId organization, Partner partner) {
        var named = store.named(organization, partner.id(), CONTACTS);
        return named.isEmpty()
                ? new PartnerCard(partner, false, store.entityWide(organization, CONTACTS))
                : new PartnerCard(partner, true, named);
    }
}
