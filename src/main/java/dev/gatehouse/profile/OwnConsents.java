package dev.gatehouse.profile;

import dev.gatehouse.access.Access;
import dev.gatehouse.access.Permission;
import dev.gatehouse.members.Consent.Purpose;
import dev.gatehouse.members.Consents;
import dev.gatehouse.members.Members;
import dev.gatehouse.members.OwnConsent;
import dev.gatehouse.members.OwnRecord;
import dev.gatehouse.members.OwnRecords;
import dev.gatehouse.messages.Messages;
import dev.gatehouse.messages.Outgoing;
import dev.gatehouse.messages.Template;
import dev.gatehouse.organizations.ConsentText;
import dev.gatehouse.organizations.ConsentTexts;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Limits;
import dev.gatehouse.platform.Limits.Limit;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Retried;
import dev.gatehouse.platform.ScopeId;
import dev.gatehouse.platform.Settings;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.profile.ConsentsView.Place;
import dev.gatehouse.profile.ConsentsView.Standing;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people agreed to, seen, taken back and given again by themselves (PRI-3). */
@Service
class OwnConsents {

    /** Admins are told of a withdrawal by mail; whoever goes to and fro does not fill their mailboxes. */
    private static final Limit MAILS = new Limit("own.consents", 3, Duration.ofDays(1));

    /** So many admins are told. */
    private static final int TOLD = 10;

    private static final Duration NEWS = Duration.ofDays(30);

    private final OwnRecords records;
    private final Consents consents;
    private final ConsentTexts texts;
    private final Members members;
    private final Access access;
    private final Messages messages;
    private final Limits limits;
    private final Tenancy tenancy;
    private final Settings settings;
    private final Clock clock;

    OwnConsents(
            OwnRecords records,
            Consents consents,
            ConsentTexts texts,
            Members members,
            Access access,
            Messages messages,
            Limits limits,
            Tenancy tenancy,
            Settings settings,
            Clock clock) {
        this.records = records;
        this.consents = consents;
        this.texts = texts;
        this.members = members;
        this.access = access;
        this.messages = messages;
        this.limits = limits;
        this.tenancy = tenancy;
        this.settings = settings;
        this.clock = clock;
    }

    /** What the actor agreed to, and what they may agree to, in each of their organizations. */
    @Transactional(readOnly = true)
    ConsentsView view(Actor actor) {
        var account = actor.requireAccount();
        var given = records.consents(account);
        return new ConsentsView(records.of(account).stream()
                .map(record -> place(record, given.getOrDefault(record.organization(), List.of())))
                .filter(place -> !place.standings().isEmpty())
                .toList());
    }

    /** The newsletter is for those whose user type gets it; what somebody agreed to once is shown in any case. */
    private static Place place(OwnRecord record, List<OwnConsent> given) {
        return new Place(
                record,
                Stream.of(Purpose.values())
                        .map(purpose -> new Standing(
                                record,
                                purpose,
                                given.stream()
                                        .filter(own -> own.consent().purpose() == purpose)
                                        .toList()))
                        .filter(standing -> !standing.history().isEmpty() || offered(record, standing.purpose()))
                        .toList());
    }

    private static boolean offered(OwnRecord record, Purpose purpose) {
        return record.open() && (purpose == Purpose.PERSONAL_DATA || record.newsletter());
    }

    /** How it stands with one purpose in one organization. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    Standing standing(Actor actor, String slug, String purpose) {
        return view(actor).places().stream()
                .filter(place -> place.record().slug().equals(slug))
                .flatMap(place -> place.standings().stream())
                .filter(standing -> standing.purpose().key().equals(purpose))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    /**
     * Takes a consent back. Where it was the one to the use of personal data, the organization's admins are told, for they have to act;
     * nothing else changes by itself. Refuses with {@code not.found} where none holds.
     */
    @Retried
    @Transactional
    OwnRecord withdraw(Actor person, String slug, String purpose) {
        var standing = standing(person, slug, purpose);
        var record = standing.record();
        var actor = record.as(person);
        tenancy.enter(record.organization());
        if (!consents.withdraw(actor, record.member(), standing.purpose())) throw Refusal.notFound();
        if (standing.purpose() == Purpose.PERSONAL_DATA) tellAdmins(actor, record);
        return record;
    }

    /** What the actor would agree to now. Refuses with {@code not.found} where nothing is asked, or they agreed to just that. */
    @Transactional(readOnly = true)
    ConsentText offer(Actor actor, Standing standing) {
        if (!offered(standing.record(), standing.purpose())) throw Refusal.notFound();
        tenancy.enter(standing.record().organization());
        var text = current(standing);
        var holding = standing.holding();
        if (holding != null && holding.consent().version() == text.version()) throw Refusal.notFound();
        return text;
    }

    /**
     * Agrees to a version of the text that was read. Refuses with {@code own.consent.changed} where another one holds by now.
     *
     * @param language the tag of the one in which it was read
     */
    @Retried
    @Transactional
    OwnRecord give(Actor person, String slug, String purpose, int version, String language) {
        var standing = standing(person, slug, purpose);
        var record = standing.record();
        if (offer(person, standing).version() != version) throw new Refusal("own.consent.changed");
        consents.give(record.as(person), record.member(), standing.purpose(), version, language, null);
        return record;
    }

    /** The newsletter has the product's own sentence alone. */
    private ConsentText current(Standing standing) {
        return standing.purpose() == Purpose.PERSONAL_DATA
                ? texts.current(standing.record().organization())
                : ConsentText.STANDARD;
    }

    private void tellAdmins(Actor actor, OwnRecord record) {
        var subject = record.member().toString();
        if (!limits.takeEach(MAILS, List.of(subject)).isEmpty()) return;
        var admins = access.whoMay(
                record.organization(), Permission.MEMBERS_DEACTIVATE, ScopeId.of(record.organization()), null, TOLD);
        var name = members.get(actor, record.member()).label();
        messages.stage(
                record.organization(),
                members.bySubjects(actor, admins).stream()
                        .filter(admin -> admin.email() != null)
                        .map(admin -> new Outgoing(
                                Template.CONSENT_WITHDRAWN,
                                admin.language(),
                                admin.id(),
                                null,
                                Objects.requireNonNull(admin.email()),
                                Map.of(
                                        "organization",
                                        record.name(),
                                        "name",
                                        name,
                                        "link",
                                        settings.publicUrl() + "/o/" + record.slug() + "/members/" + record.member()),
                                clock.instant().plus(NEWS)))
                        .toList());
    }
}
