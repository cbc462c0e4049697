package dev.gatehouse.members;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.members.MemberProfile.Value;
import dev.gatehouse.organizations.Department;
import dev.gatehouse.organizations.Departments;
import dev.gatehouse.organizations.Directory;
import dev.gatehouse.organizations.JobProfile;
import dev.gatehouse.organizations.Partner;
import dev.gatehouse.organizations.Policies;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.AttributeId;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.Refusal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What an organization knows of its members beyond who they are: shown on their page, and changed by admins (MEM-6, LIF-6). */
@Service
public class MemberProfiles {

    /** Whoever may one of these manages people, and sees what the organization keeps about them. */
    private static final Set<Permission> ADMINS =
            Set.of(Permission.MEMBERS_CREATE, Permission.MEMBERS_ACTIVATE, Permission.MEMBERS_EDIT);

    private final MemberFactsStore store;
    private final MemberStore members;
    private final NewMemberStore fresh;
    private final Consents consents;
    private final Access access;
    private final Departments departments;
    private final Directory directory;
    private final Policies policies;
    private final Audit audit;

    MemberProfiles(
            MemberFactsStore store,
            MemberStore members,
            NewMemberStore fresh,
            Consents consents,
            Access access,
            Departments departments,
            Directory directory,
            Policies policies,
            Audit audit) {
        this.store = store;
        this.members = members;
        this.fresh = fresh;
        this.consents = consents;
        this.access = access;
        this.departments = departments;
        this.directory = directory;
        this.policies = policies;
        this.audit = audit;
    }

    /** What the page of a member shows; every active member may see it, and admins see more of it (MEM-2). Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public MemberProfile of(Actor actor, MemberId id) {
        access.require(actor, Permission.MEMBERS_READ);
        var organization = actor.organization();
        var member = members.find(organization, id).orElseThrow(Refusal::notFound);
        var facts = facts(actor, id);
        var admin = manages(actor);
        var hidden = admin && attributesHidden(actor, member.status());
        var by = facts.broughtBy();
        return new MemberProfile(
                member.language(),
                admin ? facts.currency() : null,
                facts.department() == null
                        ? null
                        : departments
                                .find(organization, facts.department())
                                .map(Department::path)
                                .orElse(null),
                facts.jobProfile() == null
                        ? null
                        : directory.jobProfiles(organization).stream()
                                .filter(profile -> profile.id().equals(facts.jobProfile()))
                                .map(JobProfile::name)
                                .findFirst()
                                .orElse(null),
                facts.userType() == null
                        ? null
                        : directory.userTypes(organization).stream()
                                .filter(type -> type.id().equals(facts.userType()))
                                .findFirst()
                                .orElse(null),
                facts.partner() == null
                        ? null
                        : directory.partners(organization).stream()
                                .filter(partner -> partner.id().equals(facts.partner()))
                                .map(Partner::name)
                                .findFirst()
                                .orElse(null),
                admin ? facts.universalIdentifier() : null,
                by == null ? null : store.label(organization, by),
                !admin || hidden ? List.of() : values(actor, facts),
                hidden && !directory.attributes(organization).isEmpty(),
                admin ? consents.ofMember(actor, id) : List.of());
    }

    /** Whether the actor manages people, and sees what the organization keeps about them. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean manages(Actor actor) {
        return !Collections.disjoint(access.permissionsOf(actor), ADMINS);
    }

    /** Whether the organization keeps its own attributes from admins for somebody of that status (CRE-9). */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean attributesHidden(Actor actor, MemberStatus status) {
        return attributesHidden(actor).contains(status);
    }

    /** The statuses of whose people the organization keeps its own attributes from admins. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<MemberStatus> attributesHidden(Actor actor) {
        return policies.of(actor.organization()).attributesAfterRegistered()
                ? EnumSet.complementOf(EnumSet.of(MemberStatus.REGISTERED))
                : Set.of();
    }

    /** What is known of a member. Refuses with {@code not.found}. */
    @Transactional(propagation = Propagation.MANDATORY)
    public MemberFacts facts(Actor actor, MemberId id) {
        return store.of(actor.organization(), id).orElseThrow(Refusal::notFound);
    }

    /** Which values of unique attributes another member has already, and who. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<AttributeId, MemberId> taken(Actor actor, Map<AttributeId, String> values, @Nullable MemberId self) {
        return values.isEmpty() ? Map.of() : store.taken(actor.organization(), values, self);
    }

    /**
     * Puts other data in place of what the organization knows of a member (LIF-6). The caller holds the member and has checked that the
     * actor may. Refuses with {@code members.raced} where somebody else got the same username, number, identifier or unique value a moment
     * before.
     *
     * @param wanted all of their data, also what stays
     * @param fields the names of what differs, for the log
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void change(Actor actor, Member member, NewMember wanted, List<String> fields) {
        var organization = actor.organization();
        if (!store.update(organization, member.id(), wanted)) throw new Refusal("members.raced");
        store.deleteAttributes(organization, member.id());
        var put = fresh.insertAttributes(organization, List.of(member), List.of(wanted));
        if (put < wanted.attributes().size()) throw new Refusal("members.raced");
        audit.record(
                actor,
                Event.of("member.edited", "member", member.id().value()).with("fields", String.join(" ", fields)));
    }

    private List<Value> values(Actor actor, MemberFacts facts) {
        return directory.attributes(actor.organization()).stream()
                .filter(attribute -> facts.attributes().containsKey(attribute.id()))
                .map(attribute -> new Value(
                        attribute, Objects.requireNonNull(facts.attributes().get(attribute.id()))))
                .toList();
    }
}
