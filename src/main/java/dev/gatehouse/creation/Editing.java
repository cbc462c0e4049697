package dev.gatehouse.creation;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.admission.Superiors;
import dev.gatehouse.creation.EditOutcome.Saved;
import dev.gatehouse.creation.EditOutcome.Wrong;
import dev.gatehouse.members.Member;
import dev.gatehouse.members.MemberFacts;
import dev.gatehouse.members.MemberProfiles;
import dev.gatehouse.members.MemberStatus;
import dev.gatehouse.members.Members;
import dev.gatehouse.members.NewMember;
import dev.gatehouse.members.PersonRules;
import dev.gatehouse.organizations.Attribute;
import dev.gatehouse.organizations.DepartmentChoice;
import dev.gatehouse.organizations.DepartmentChoices;
import dev.gatehouse.organizations.Departments;
import dev.gatehouse.organizations.Directory;
import dev.gatehouse.organizations.JobProfile;
import dev.gatehouse.organizations.Partner;
import dev.gatehouse.organizations.Policies;
import dev.gatehouse.organizations.UserType;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.MemberId;
import dev.gatehouse.platform.OneTimeCodes;
import dev.gatehouse.platform.OneTimeSecrets;
import dev.gatehouse.platform.PhoneNumber;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Retried;
import dev.gatehouse.platform.Username;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changing what an organization knows of a member (LIF-6). Where they stand and what kind of person they are is the organization's; who
 * they are is theirs, unless the organization decided otherwise. An address or a number by which somebody has come in is never changed
 * by anybody else: whoever could would own the account behind it.
 */
@Service
public class Editing {

    private final CreateCheck check;
    private final Superiors superiors;
    private final Members members;
    private final MemberProfiles profiles;
    private final Access access;
    private final Policies policies;
    private final Departments departments;
    private final DepartmentChoices choices;
    private final Directory directory;
    private final Accounts accounts;
    private final OneTimeSecrets secrets;
    private final OneTimeCodes codes;
    private final Clock clock;

    Editing(
            CreateCheck check,
            Superiors superiors,
            Members members,
            MemberProfiles profiles,
            Access access,
            Policies policies,
            Departments departments,
            DepartmentChoices choices,
            Directory directory,
            Accounts accounts,
            OneTimeSecrets secrets,
            OneTimeCodes codes,
            Clock clock) {
        this.check = check;
        this.superiors = superiors;
        this.members = members;
        this.profiles = profiles;
        this.access = access;
        this.policies = policies;
        this.departments = departments;
        this.choices = choices;
        this.directory = directory;
        this.accounts = accounts;
        this.secrets = secrets;
        this.codes = codes;
        this.clock = clock;
    }

    /** What this actor can change of a member. Refuses with {@code forbidden}, {@code members.above}, {@code members.status} and {@code not.found}. */
    @Transactional(readOnly = true)
    public EditOffer offer(Actor actor, MemberId id) {
        access.require(actor, Permission.MEMBERS_EDIT);
        return offer(actor, members.get(actor, id));
    }

    /** The departments that the pane offers, with the one that it says. Refuses with {@code forbidden}. */
    @Transactional(readOnly = true)
    public DepartmentChoice departments(Actor actor, EditForm form) {
        access.require(actor, Permission.MEMBERS_EDIT);
        return choices.offer(actor.organization(), form.department());
    }

    /**
     * Changes a member, or says what is wrong at which fields. What may not be changed stays, whatever was sent. A new address or number ends
     * the links and codes of before. Refuses as {@link #offer}, and with {@code members.raced}.
     */
    @Retried
    @Transactional
    public EditOutcome save(Actor actor, MemberId id, EditForm form, Reader reader) {
        access.require(actor, Permission.MEMBERS_EDIT);
        var member = members.lock(actor, id);
        var offer = offer(actor, member);
        var before = data(member, profiles.facts(actor, id));
        var found = new Findings();
        var wanted = wanted(actor, offer, before, form, reader, found);
        check.taken(actor, wanted, id, found);
        if (!found.fields().isEmpty()) return new Wrong(found.fields());
        var fields = changed(before, wanted);
        if (fields.isEmpty()) return new Saved(member, false);
        hold(actor, before, wanted);
        profiles.change(actor, member, wanted, fields);
        var moved = fields.contains("email") || fields.contains("phone");
        if (moved) endLinks(actor, member, wanted);
        return new Saved(members.get(actor, id), moved);
    }

    private EditOffer offer(Actor actor, Member member) {
        var self = member.id().equals(actor.member());
        if (!self) superiors.requireNotAbove(actor, member);
        if (member.status() == MemberStatus.TERMINATED)
            throw new Refusal("members.status", member.status(), member.status());
        var organization = actor.organization();
        var policy = policies.of(organization);
        var personal = policy.personalDataByAdmins() && !self;
        return new EditOffer(
                member,
                EditForm.of(member, profiles.facts(actor, member.id())),
                personal,
                personal && nobodyCameIn(member),
                !self || access.may(actor, Permission.ROLES_ASSIGN),
                directory.jobProfiles(organization),
                departments.any(organization),
                directory.userTypes(organization),
                directory.partners(organization),
                profiles.attributesHidden(actor, member.status())
                        ? List.<Attribute>of()
                        : directory.attributes(organization),
                policy.defaultCountry());
    }

    /** Whether nobody has proved anything yet: there is no account, or one with somebody else's password and a claimed address. */
    private boolean nobodyCameIn(Member member) {
        return switch (member.status()) {
            case CREATED, INVITED, REGISTERING ->
                member.account() == null
                        || accounts.find(member.account())
                                .map(account -> account.passwordInitial() && !account.emailVerified())
                                .orElse(false);
            case REGISTERED, BLOCKED, TERMINATED -> false;
        };
    }

    private NewMember wanted(
            Actor actor, EditOffer offer, NewMember before, EditForm form, Reader reader, Findings found) {
        var personal = offer.personal();
        var firstName =
                personal ? found.read("firstName", () -> PersonRules.firstName(form.firstName())) : before.firstName();
        var lastName =
                personal ? found.read("lastName", () -> PersonRules.lastName(form.lastName())) : before.lastName();
        var language = personal ? found.read("language", () -> check.language(form.language())) : before.language();
        var email = offer.contact() ? found.read("email", () -> email(before, form)) : before.email();
        var phone = offer.contact()
                ? found.read(
                        "phone", () -> form.phone().isBlank() ? null : PhoneNumber.parse(form.phone(), offer.country()))
                : before.phone();
        var username = personal
                ? found.read("username", () -> form.username().isBlank() ? null : Username.parse(form.username()))
                : before.username();
        if (personal && email == null && before.email() == null) {
            if (username == null) found.add("username", Refusal.input("username", "username.malformed"));
            if (phone == null && offer.contact()) found.add("phone", Refusal.input("phone", "phone.malformed"));
        }
        var profile = found.read(
                "jobProfile",
                () -> CreateCheck.chosen(
                        offer.jobProfiles(),
                        JobProfile::id,
                        form.jobProfile(),
                        Refusal.input("jobProfile", "job_profile.gone")));
        var department = found.read("department", () -> check.department(actor, form.department()));
        var type = found.read(
                "userType",
                () -> CreateCheck.chosen(
                        offer.userTypes(), UserType::id, form.userType(), Refusal.input("userType", "user_type.gone")));
        var partner = found.read(
                "partner",
                () -> CreateCheck.chosen(
                        offer.partners(), Partner::id, form.partner(), Refusal.input("partner", "partner.gone")));
        var attributes = new HashMap<>(before.attributes());
        for (var attribute : offer.attributes()) attributes.remove(attribute.id());
        attributes.putAll(CreateCheck.attributes(offer.attributes(), form.attributes(), reader, found));
        return new NewMember(
                email,
                username,
                phone,
                firstName == null ? "" : firstName,
                lastName == null ? "" : lastName,
                language == null ? before.language() : language,
                before.currency(),
                department,
                profile == null ? null : profile.id(),
                !offer.type() ? before.userType() : type == null ? null : type.id(),
                partner == null ? null : partner.id(),
                found.read("identifier", () -> PersonRules.identifier(form.identifier())),
                attributes);
    }

    /** An address can be put right, and added; somebody who had one is not left without. */
    private static @Nullable EmailAddress email(NewMember before, EditForm form) {
        return form.email().isBlank() && before.email() == null ? null : EmailAddress.parse(form.email());
    }

    private void hold(Actor actor, NewMember before, NewMember wanted) {
        var organization = actor.organization();
        if (wanted.department() != null && !wanted.department().equals(before.department()))
            departments.hold(organization, wanted.department());
        if (wanted.jobProfile() != null && !wanted.jobProfile().equals(before.jobProfile()))
            directory.hold(organization, wanted.jobProfile());
        if (wanted.userType() != null && !wanted.userType().equals(before.userType()))
            directory.hold(organization, wanted.userType());
        if (wanted.partner() != null && !wanted.partner().equals(before.partner()))
            directory.hold(organization, wanted.partner());
    }

    /** What was sent to the old address or number opens nothing any more; an account that claims the address claims the new one. */
    private void endLinks(Actor actor, Member member, NewMember wanted) {
        var ids = List.of(member.id().value());
        secrets.endAll(ids);
        codes.forget(ids);
        if (member.invitationExpiresAt() != null && member.status() == MemberStatus.INVITED)
            members.setInvitationExpiry(actor, List.of(member.id()), clock.instant());
        if (member.account() != null) accounts.claimInstead(member.account(), wanted.email());
    }

    /** The names of what differs, as the log and its words have them. */
    private static List<String> changed(NewMember before, NewMember wanted) {
        var fields = new ArrayList<String>();
        if (!before.firstName().equals(wanted.firstName()) || !before.lastName().equals(wanted.lastName()))
            fields.add("name");
        if (!before.language().equals(wanted.language())) fields.add("language");
        if (!Objects.equals(text(before.email()), text(wanted.email()))) fields.add("email");
        if (!Objects.equals(text(before.username()), text(wanted.username()))) fields.add("username");
        if (!Objects.equals(before.phone(), wanted.phone())) fields.add("phone");
        if (!Objects.equals(before.jobProfile(), wanted.jobProfile())) fields.add("job_profile");
        if (!Objects.equals(before.department(), wanted.department())) fields.add("department");
        if (!Objects.equals(before.userType(), wanted.userType())) fields.add("user_type");
        if (!Objects.equals(before.partner(), wanted.partner())) fields.add("partner");
        if (!Objects.equals(before.universalIdentifier(), wanted.universalIdentifier())) fields.add("identifier");
        if (!before.attributes().equals(wanted.attributes())) fields.add("attributes");
        return fields;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /** A member's data in the form in which new ones come; nothing that stays is read anew. */
    private static NewMember data(Member member, MemberFacts facts) {
        return new NewMember(
                member.email() == null ? null : new EmailAddress(member.email(), key(member.email())),
                member.username() == null ? null : new Username(member.username(), key(member.username())),
                member.phone() == null ? null : new PhoneNumber(member.phone()),
                member.firstName(),
                member.lastName(),
                member.language(),
                facts.currency(),
                facts.department(),
                facts.jobProfile(),
                facts.userType(),
                facts.partner(),
                facts.universalIdentifier(),
                facts.attributes());
    }

    private static String key(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
