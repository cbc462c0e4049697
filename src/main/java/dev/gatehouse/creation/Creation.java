package dev.gatehouse.creation;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Gift;
import dev.gatehouse.access.Grants;
import dev.gatehouse.access.Permission;
import dev.gatehouse.admission.Activation;
import dev.gatehouse.admission.Admission;
import dev.gatehouse.admission.DoubleOptIn;
import dev.gatehouse.admission.InitialPermissions;
import dev.gatehouse.admission.OneTimePasswords;
import dev.gatehouse.admission.OneTimePasswords.Given;
import dev.gatehouse.creation.CreateCheck.Checked;
import dev.gatehouse.creation.CreateOutcome.Created;
import dev.gatehouse.creation.CreateOutcome.Wrong;
import dev.gatehouse.members.Consent;
import dev.gatehouse.members.Consents;
import dev.gatehouse.members.Entry;
import dev.gatehouse.members.Member;
import dev.gatehouse.members.Members;
import dev.gatehouse.members.NewMember;
import dev.gatehouse.organizations.Departments;
import dev.gatehouse.organizations.Directory;
import dev.gatehouse.organizations.Seats;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.people.NewAccount;
import dev.gatehouse.people.Passwords;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Retried;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.TeamId;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Making a member directly (CRE-1): who they are, where they stand, and how they come in. Nobody gets a role by it that whoever creates
 * them could not give by hand, but for the organization's defaults, which are its own decision (ROL-3, ORG-6).
 */
@Service
public class Creation {

    private final Offers offers;
    private final CreateCheck check;
    private final Admission admission;
    private final Activation activation;
    private final OneTimePasswords oneTimePasswords;
    private final DoubleOptIn doubleOptIn;
    private final Members members;
    private final Consents consents;
    private final Access access;
    private final Grants grants;
    private final Seats seats;
    private final Departments departments;
    private final Directory directory;
    private final Accounts accounts;
    private final Passwords passwords;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Creation(
            Offers offers,
            CreateCheck check,
            Admission admission,
            Activation activation,
            OneTimePasswords oneTimePasswords,
            DoubleOptIn doubleOptIn,
            Members members,
            Consents consents,
            Access access,
            Grants grants,
            Seats seats,
            Departments departments,
            Directory directory,
            Accounts accounts,
            Passwords passwords,
            TransactionTemplate transaction,
            Clock clock) {
        this.offers = offers;
        this.check = check;
        this.admission = admission;
        this.activation = activation;
        this.oneTimePasswords = oneTimePasswords;
        this.doubleOptIn = doubleOptIn;
        this.members = members;
        this.consents = consents;
        this.access = access;
        this.grants = grants;
        this.seats = seats;
        this.departments = departments;
        this.directory = directory;
        this.accounts = accounts;
        this.passwords = passwords;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Creates somebody, or says what is wrong at which fields. Not one transaction: an initial password is hashed outside of any, and all is
     * checked again in the one that does it. Refuses with {@code forbidden}, {@code role.beyond}, {@code seats.full} and
     * {@code limit.reached}, and as {@link Activation#send} and {@link OneTimePasswords#give} do.
     */
    @Retried
    public CreateOutcome create(Actor actor, CreateForm form, Reader reader) {
        var first = Objects.requireNonNull(transaction.execute(_ -> checked(actor, form, reader)));
        if (!first.wrong().isEmpty()) return new Wrong(first.wrong());
        var hash = form.way() == Way.PASSWORD ? passwords.hash(form.password()) : null;
        try {
            return Objects.requireNonNull(transaction.execute(_ -> created(actor, form, reader, hash)));
        } catch (Refusal raced) {
            if (!raced.code().equals("members.raced")) throw raced;
            var again = Objects.requireNonNull(transaction.execute(_ -> checked(actor, form, reader)));
            if (again.wrong().isEmpty()) throw raced;
            return new Wrong(again.wrong());
        }
    }

    /** What is wrong with what was typed so far, field by field in the order of the form; does nothing. Refuses with {@code forbidden}. */
    @Transactional(readOnly = true)
    public Map<String, Refusal> look(Actor actor, CreateForm form, Reader reader) {
        return checked(actor, form, reader).wrong();
    }

    private Checked checked(Actor actor, CreateForm form, Reader reader) {
        return check.check(actor, offers.of(actor), form, reader);
    }

    private CreateOutcome created(Actor actor, CreateForm form, Reader reader, @Nullable String hash) {
        access.require(actor, Permission.MEMBERS_CREATE);
        // The organization first, as everybody who takes a seat does.
        seats.lock(actor.organization());
        var offer = offers.of(actor);
        var checked = check.check(actor, offer, form, reader);
        if (!checked.wrong().isEmpty()) return new Wrong(checked.wrong());
        var person = checked.person();
        hold(actor, person);
        var role = chosenRole(offer, form);
        var team = form.team() ? offer.team() : null;
        var byActor = promised(
                role != null && offer.given().contains(role.role()) ? role : null, offer.teamGiven() ? team : null);
        grants.requireGivable(actor, byActor.gifts());
        var member = admission
                .add(actor, List.of(person), byActor, entry(form, person))
                .getFirst();
        admission.promiseByOrganization(
                actor,
                member,
                promised(
                        role == null || offer.given().contains(role.role()) ? null : role,
                        offer.teamGiven() ? null : team));
        consents.give(
                actor,
                member.id(),
                Consent.Purpose.PERSONAL_DATA,
                offer.consent().version(),
                reader.language().tag(),
                actor.member());
        var password = open(actor, form, checked, member, hash, reader);
        return new Created(members.get(actor, member.id()), password);
    }

    private @Nullable Given open(
            Actor actor, CreateForm form, Checked checked, Member member, @Nullable String hash, Reader reader) {
        return switch (form.way()) {
            case NONE -> null;
            case LINKS -> {
                activation.sendWithin(actor, member, checked.channels());
                yield null;
            }
            case CODE -> oneTimePasswords.giveWithin(actor, member);
            case PASSWORD -> {
                withPassword(actor, member, checked.person(), Objects.requireNonNull(hash), reader);
                yield null;
            }
        };
    }

    private void withPassword(Actor actor, Member member, NewMember person, String hash, Reader reader) {
        var id = accounts.create(
                actor,
                new NewAccount(
                        person.firstName(),
                        person.lastName(),
                        person.language(),
                        reader.zone().getId(),
                        person.currency(),
                        person.email() == null ? null : person.email().value(),
                        false,
                        hash,
                        true));
        var account = accounts.get(id);
        if (person.email() == null) members.attach(actor, member, account);
        else doubleOptIn.begin(actor, member, account);
    }

    private Entry entry(CreateForm form, NewMember person) {
        if (form.way() != Way.PASSWORD) return Entry.CREATED;
        return person.email() == null
                ? Entry.WITH_PASSWORD
                : Entry.toConfirm(clock.instant().plus(DoubleOptIn.TIME));
    }

    /** What somebody is put into stays until the transaction ends. */
    private void hold(Actor actor, NewMember person) {
        var organization = actor.organization();
        if (person.department() != null) departments.hold(organization, person.department());
        if (person.jobProfile() != null) directory.hold(organization, person.jobProfile());
        if (person.userType() != null) directory.hold(organization, person.userType());
        if (person.partner() != null) directory.hold(organization, person.partner());
    }

    private static @Nullable Gift chosenRole(CreateOffer offer, CreateForm form) {
        return offer.roles().stream()
                .filter(role -> role.id().toString().equals(form.role()))
                .map(role -> Gift.of(role.id(), ScopeId.of(offer.organization().id())))
                .findFirst()
                .orElse(null);
    }

    private static InitialPermissions promised(@Nullable Gift role, @Nullable TeamId team) {
        return new InitialPermissions(
                team == null ? List.of() : List.of(team), role == null ? List.of() : List.of(role));
    }
}
