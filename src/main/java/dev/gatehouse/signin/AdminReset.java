package dev.gatehouse.signin;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.members.Member;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.members.Members;
import dev.gatehouse.people.Account;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.people.Credentials;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Limits;
import dev.gatehouse.platform.Limits.Limit;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Retried;
import dev.gatehouse.platform.Tenancy;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A new password for a member, by the hand of an admin (ACT-4): a link that is shown once and good for an hour, or one that goes to the
 * person. An admin never chooses a password, and never holds the key to another organization or to the platform: of an account that
 * opens more than this organization, only the person gets a link (decision 0013).
 */
@Service
public class AdminReset {

    static final Duration VALIDITY = Duration.ofHours(1);

    private static final Limit SENT = new Limit("admin_reset.sent", 5, Duration.ofHours(1));

    private final Members members;
    private final Accounts accounts;
    private final Access access;
    private final ForgotPassword forgotPassword;
    private final ResetLinks links;
    private final Reach reach;
    private final Limits limits;
    private final Tenancy tenancy;
    private final Audit audit;

    AdminReset(
            Members members,
            Accounts accounts,
            Access access,
            ForgotPassword forgotPassword,
            ResetLinks links,
            Reach reach,
            Limits limits,
            Tenancy tenancy,
            Audit audit) {
        this.members = members;
        this.accounts = accounts;
        this.access = access;
        this.forgotPassword = forgotPassword;
        this.links = links;
        this.reach = reach;
        this.limits = limits;
        this.tenancy = tenancy;
        this.audit = audit;
    }

    /** What is offered for a member. Refuses as {@link #make} who gets no link at all. */
    @Transactional(readOnly = true)
    public AdminResetView look(Actor actor, String slug, MemberId id) {
        access.require(actor, Permission.MEMBERS_ACTIVATE);
        var member = members.get(actor, id);
        var account = require(actor, member);
        var alone = links.isOnlyIn(account, actor.organization());
        var way = reach.to(account);
        return new AdminResetView(
                "/o/" + slug + "/members/" + id, member.label(), alone, way.map(Reach.Way::channel), null);
    }

    /**
     * Makes a link that the admin hands over; every older one of the account ends. Refuses with {@code not.found},
     * {@code members.above}, {@code admin_reset.self}, {@code admin_reset.none} who has no password that could be replaced, as blocked
     * people, and {@code admin_reset.elsewhere} whose account opens more than this organization.
     */
    @Retried
    @Transactional
    public String make(Actor actor, MemberId id) {
        access.require(actor, Permission.MEMBERS_ACTIVATE);
        var member = members.lock(actor, id);
        var account = require(actor, member);
        if (!links.isOnlyIn(account, actor.organization())) throw new Refusal("admin_reset.elsewhere", member.label());
        var link = links.make(account, actor.organization(), VALIDITY);
        tenancy.enter(actor.organization());
        audit.record(actor, Event.of("member.reset_link_made", "member", id.value()));
        return link;
    }

    /**
     * Sends the person a link of their own, as if they had asked for it. Refuses as {@link #make}, but for accounts that open more, and
     * with {@code admin_reset.unreachable} and {@code limit.reached}.
     */
    @Retried
    @Transactional
    public Member send(Actor actor, MemberId id) {
        access.require(actor, Permission.MEMBERS_ACTIVATE);
        var member = members.lock(actor, id);
        var account = require(actor, member);
        limits.takeWithin(SENT, id.toString());
        if (!forgotPassword.sendWithin(actor, account)) throw new Refusal("admin_reset.unreachable", member.label());
        tenancy.enter(actor.organization());
        audit.record(actor, Event.of("member.reset_link_sent", "member", id.value()));
        return member;
    }

    private Account require(Actor actor, Member member) {
        if (member.id().equals(actor.member())) throw new Refusal("admin_reset.self");
        if (!access.above(actor, List.of(member.subject())).isEmpty())
            throw new Refusal("members.above", member.label());
        if (member.status() != MemberStatus.REGISTERED || member.account() == null)
            throw new Refusal("admin_reset.none", member.label());
        if (accounts.credentials(member.account())
                .map(Credentials::passwordHash)
                .isEmpty()) throw new Refusal("admin_reset.none", member.label());
        return accounts.get(member.account());
    }
}
