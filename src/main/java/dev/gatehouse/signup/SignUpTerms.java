package dev.gatehouse.signup;

import dev.gatehouse.messages.Messages;
import dev.gatehouse.organizations.ConsentTexts;
import dev.gatehouse.organizations.DepartmentChoice;
import dev.gatehouse.organizations.DepartmentChoices;
import dev.gatehouse.organizations.Directory;
import dev.gatehouse.organizations.Organization;
import dev.gatehouse.organizations.Organizations;
import dev.gatehouse.organizations.Policies;
import dev.gatehouse.organizations.Policy;
import dev.gatehouse.organizations.SignUpMode;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.signup.SignUpLink.Kind;
import java.time.Clock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Finds out what holds for whoever signs up at an address (ORG-6). */
@Component
class SignUpTerms {

    private final Organizations organizations;
    private final Policies policies;
    private final Directory directory;
    private final ConsentTexts consents;
    private final DepartmentChoices departments;
    private final SignUpLinkStore links;
    private final Messages messages;
    private final Tenancy tenancy;
    private final Clock clock;

    SignUpTerms(
            Organizations organizations,
            Policies policies,
            Directory directory,
            ConsentTexts consents,
            DepartmentChoices departments,
            SignUpLinkStore links,
            Messages messages,
            Tenancy tenancy,
            Clock clock) {
        this.organizations = organizations;
        this.policies = policies;
        this.directory = directory;
        this.consents = consents;
        this.departments = departments;
        this.links = links;
        this.messages = messages;
        this.tenancy = tenancy;
        this.clock = clock;
    }

    /**
     * The terms at an organization's address, entered with that. Refuses with {@code not.found} where there is no such organization, it is
     * suspended or lets nobody sign up, and for a link of another organization; with {@code sign_up.link.*} for a link that opens nothing
     * any more.
     *
     * @param code of the link that leads there; empty for none
     */
    @Transactional(propagation = Propagation.MANDATORY)
    Terms of(String slug, String code) {
        var organization =
                organizations.bySlug(slug).filter(found -> !found.suspended()).orElseThrow(Refusal::notFound);
        tenancy.enter(organization.id());
        var policy = policies.of(organization.id());
        var link = code.isEmpty() ? null : open(organization, policy, code);
        if (link == null && policy.signUp() == SignUpMode.OFF) throw Refusal.notFound();
        return new Terms(
                organization,
                policy,
                policy.signUp() == SignUpMode.OFF ? SignUpMode.ANYONE : policy.signUp(),
                link,
                directory.attributes(organization.id()).stream()
                        .filter(attribute -> attribute.required() && attribute.editable())
                        .toList(),
                consents.current(organization.id()),
                messages.smsOffered());
    }

    /** The departments that whoever signs up may choose from, as {@link DepartmentChoices#offer}; nothing where they may not. */
    @Transactional(propagation = Propagation.MANDATORY)
    DepartmentChoice departments(Terms terms, SignUpForm form) {
        return terms.departmentChoice()
                ? departments.offer(terms.organization().id(), form.department())
                : DepartmentChoice.NONE;
    }

    /** The form with the department that it means. Refuses as {@link DepartmentChoices#read}. */
    @Transactional(propagation = Propagation.MANDATORY)
    SignUpForm placed(Terms terms, SignUpForm form) {
        return terms.departmentChoice()
                ? form.into(departments.read(terms.organization().id(), "department", form.department()))
                : form;
    }

    private SignUpLink open(Organization organization, Policy policy, String typed) {
        var link = LinkCode.read(typed)
                .flatMap(code -> links.byCode(organization.id(), code))
                .orElseThrow(Refusal::notFound);
        var off = link.kind() == Kind.COLLEAGUE ? !policy.colleagueInvitations() : policy.signUp() == SignUpMode.OFF;
        if (off) throw new Refusal("sign_up.link.off");
        return switch (link.standing(clock.instant())) {
            case OPEN -> link;
            case ENDED, NO_DEPARTMENT, NO_COLLEAGUE -> throw new Refusal("sign_up.link.ended");
            case EXPIRED -> throw new Refusal("sign_up.link.expired");
            case USED_UP -> throw new Refusal("sign_up.link.used_up");
        };
    }
}
