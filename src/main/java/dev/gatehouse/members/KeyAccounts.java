package dev.gatehouse.members;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.members.PartnerView.Candidate;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.organizations.Partner;
import dev.gatehouse.organizations.PartnerCard;
import dev.gatehouse.organizations.SettingsSection;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.PartnerId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Retried;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who looks after which partner (TYP-1, TYP-2): members who were made key account managers, of all partners or of those that are named.
 * Only active members whose user type may be one count; what was decided of others is kept, and holds again with the type.
 */
@Service
public class KeyAccounts {

    /** More contacts than that help nobody to find one. */
    private static final int CONTACTS = 5;

    private static final int SHOWN = 50;
    private static final int OFFERED = 8;

    private final KeyAccountStore store;
    private final MemberList list;
    private final Members members;
    private final Organizations organizations;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    KeyAccounts(
            KeyAccountStore store,
            MemberList list,
            Members members,
            Organizations organizations,
            Access access,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.list = list;
        this.members = members;
        this.organizations = organizations;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
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

    /** Whom a member turns to, for the page of the member. Every active member may see it (MEM-2). Empty for members of no partner. */
    @Transactional(readOnly = true)
    public Optional<PartnerCard> seen(Actor actor, MemberId member) {
        access.require(actor, Permission.MEMBERS_READ);
        return cardOf(actor.organization(), member);
    }

    /** The page of a partner. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public PartnerView view(Actor actor, PartnerId id) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var partner = get(actor, id);
        return new PartnerView(
                address(actor),
                partner,
                store.named(actor.organization(), id, SHOWN),
                store.entityWide(actor.organization(), SHOWN));
    }

    /** The pane that makes somebody a key account manager. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public PartnerView.Pane pane(
            Actor actor, PartnerId id, String typed, String chosen, boolean all, @Nullable Refusal refusal) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var partner = get(actor, id);
        return new PartnerView.Pane(
                address(actor) + "/" + id, partner, typed, candidates(actor, typed, chosen), all, refusal);
    }

    /**
     * Makes somebody a key account manager: of all partners, or of this one beside those that they have by name. Refuses with
     * {@code not.found}, and at {@code member} with {@code key_account.choose}, and with {@code key_account.member} who cannot be one.
     *
     * @param member an id as the form has it; empty for nobody chosen
     */
    @Retried
    @Transactional
    public Member appoint(Actor actor, PartnerId id, String member, boolean all) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var partner = get(actor, id);
        if (member.isEmpty()) throw Refusal.input("member", "key_account.choose");
        var manager = members.lock(actor, MemberId.parse(member));
        if (store.eligible(actor.organization(), List.of(manager.id())).isEmpty())
            throw Refusal.input("member", "key_account.member", manager.label());
        store.put(actor.organization(), manager.id(), all, clock.instant());
        if (all) store.unname(actor.organization(), manager.id());
        else store.name(actor.organization(), manager.id(), id);
        var event = Event.of(
                all ? "key_account.all" : "key_account.named",
                "member",
                manager.id().value());
        audit.record(actor, all ? event : event.with("partner", partner.name()));
        return manager;
    }

    /** Somebody looks after a partner no more; whoever looked after all of them looks after none. Refuses with {@code not.found}. */
    @Retried
    @Transactional
    public Member dismiss(Actor actor, PartnerId id, MemberId member) {
        access.require(actor, Permission.SETTINGS_EDIT);
        var partner = get(actor, id);
        var manager = members.get(actor, member);
        var all = store.lock(actor.organization(), member).orElseThrow(Refusal::notFound);
        if (!all && !store.unname(actor.organization(), member, id)) throw Refusal.notFound();
        store.tidy(actor.organization(), member, all);
        var event = Event.of("key_account.ended", "member", member.value());
        audit.record(actor, all ? event : event.with("partner", partner.name()));
        return manager;
    }

    /** The one that is chosen, and those that were found by what was typed, as far as they can be one. */
    private List<Candidate> candidates(Actor actor, String typed, String chosen) {
        var candidates = new ArrayList<Candidate>();
        if (!chosen.isEmpty())
            members.find(actor, MemberId.parse(chosen))
                    .ifPresent(member -> candidates.add(new Candidate(
                            chosen,
                            member.label(),
                            Optional.ofNullable(member.email()).orElse(""),
                            true)));
        if (typed.isBlank()) return candidates;
        var rows = list.page(actor, MemberListQuery.of(Map.of("q", typed, "status", "active")))
                .rows();
        var eligible = store.eligible(
                actor.organization(),
                rows.stream().map(row -> MemberId.parse(row.id())).toList());
        rows.stream()
                .filter(row ->
                        eligible.contains(MemberId.parse(row.id())) && !row.id().equals(chosen))
                .limit(OFFERED)
                .map(row -> new Candidate(
                        row.id(), Optional.ofNullable(row.name()).orElse(row.contact()), row.contact(), false))
                .forEach(candidates::add);
        return candidates;
    }

    private PartnerCard card(OrganizationId organization, Partner partner) {
        var named = store.named(organization, partner.id(), CONTACTS);
        return named.isEmpty()
                ? new PartnerCard(partner, false, store.entityWide(organization, CONTACTS))
                : new PartnerCard(partner, true, named);
    }

    private Partner get(Actor actor, PartnerId id) {
        return store.partner(actor.organization(), id).orElseThrow(Refusal::notFound);
    }

    private String address(Actor actor) {
        return SettingsSection.PARTNERS.address(
                organizations.get(actor.organization()).slug());
    }
}
