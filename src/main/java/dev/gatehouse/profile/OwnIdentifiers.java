package dev.gatehouse.profile;

import dev.gatehouse.members.OwnRecord;
import dev.gatehouse.members.OwnRecords;
import dev.gatehouse.messages.Messages;
import dev.gatehouse.people.Account;
import dev.gatehouse.people.AccountEmail;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.people.Identifiers;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.EmailAddress;
import dev.gatehouse.platform.OneTimeCodes.Purpose;
import dev.gatehouse.platform.PhoneNumber;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Retried;
import dev.gatehouse.signin.Notices;
import dev.gatehouse.signin.OwnAccount;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What people sign in with: addresses and a number (ACT-3, decision 0016); usernames are the organizations' own. Each change asks for the password, is told where a
 * stranger could not hide it, and works at once. The last way in stays.
 */
@Service
class OwnIdentifiers {

    private final Accounts accounts;
    private final Identifiers identifiers;
    private final OwnRecords records;
    private final OwnAccount own;
    private final Codes codes;
    private final Notices notices;
    private final LastWay last;
    private final Messages messages;
    private final TransactionTemplate transaction;

    OwnIdentifiers(
            Accounts accounts,
            Identifiers identifiers,
            OwnRecords records,
            OwnAccount own,
            Codes codes,
            Notices notices,
            LastWay last,
            Messages messages,
            TransactionTemplate transaction) {
        this.accounts = accounts;
        this.identifiers = identifiers;
        this.records = records;
        this.own = own;
        this.codes = codes;
        this.notices = notices;
        this.last = last;
        this.messages = messages;
        this.transaction = transaction;
    }

    /** What there is now. */
    @Transactional(readOnly = true)
    SignInView view(Actor actor) {
        var account = accounts.get(actor.requireAccount());
        var places = records.of(account.id()).stream().filter(OwnRecord::open).toList();
        return new SignInView(
                user(account, places),
                identifiers.emails(account.id()),
                account.phone() == null ? null : new PhoneNumber(account.phone()).spaced(),
                messages.smsOffered(),
                places,
                own.secondFactor(actor),
                own.passwordMinimum(actor),
                own.passwordKnown(actor),
                null);
    }

    /** What the actor signs in with, for password managers. */
    @Transactional(readOnly = true)
    String user(Actor actor) {
        var account = accounts.get(actor.requireAccount());
        return user(account, records.of(account.id()));
    }

    /** The number as people write it; null where there is none. */
    @Transactional(readOnly = true)
    @Nullable
    String phone(Actor actor) {
        var phone = accounts.get(actor.requireAccount()).phone();
        return phone == null ? null : new PhoneNumber(phone).spaced();
    }

    /**
     * Sends a code to an address that the actor wants to add. Refuses at {@code email} and {@code current}, and with
     * {@code limit.reached}. Nothing tells whether another account has the address.
     */
    EmailAddress askEmail(Actor actor, String typed, String current) {
        var address = EmailAddress.parse(typed);
        own.prove(actor, current);
        var has = identifiers.emails(actor.requireAccount()).stream()
                .anyMatch(email -> email.verified() && email.key().equals(address.key()));
        if (has) throw Refusal.input("email", "own.email.known");
        send(actor, address);
        return address;
    }

    /** Sends another code to an address that one is on its way to. Refuses with {@code own.code.over} where none is. */
    EmailAddress askEmailAgain(Actor actor, String typed) {
        var address = EmailAddress.parse(typed);
        requireOpen(Purpose.EMAIL, actor.requireAccount(), address.key());
        send(actor, address);
        return address;
    }

    private void send(Actor actor, EmailAddress address) {
        var account = actor.requireAccount();
        codes.count(account, address.key());
        transaction.executeWithoutResult(_ -> codes.send(accounts.get(account), address));
    }

    /** Adds the address that the code proves. Refuses at {@code code}; the same whether the code is wrong or the address is somebody else's. */
    @Retried
    void confirmEmail(Actor actor, String typed, String code) {
        var address = EmailAddress.parse(typed);
        var id = actor.requireAccount();
        codes.countTry(id);
        var added = transaction.execute(_ -> {
            identifiers.lock(id);
            var before = accounts.get(id);
            if (!codes.use(Purpose.EMAIL, id, address.key(), code)) return false;
            if (!identifiers.add(actor, id, address)) return false;
            codes.right(id);
            notices.tell(actor, before, language -> language.text("own.changed.email_added", address.masked()));
            return true;
        });
        if (!Boolean.TRUE.equals(added)) throw codes.wrong(Purpose.EMAIL, id, address.key());
    }

    /** One of the actor's addresses. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    AccountEmail email(Actor actor, UUID id) {
        return identifiers.emails(actor.requireAccount()).stream()
                .filter(email -> email.id().equals(id))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    /** Makes an address the main one: mail goes there, and organizations see it. Refuses at {@code current}. */
    @Retried
    void choose(Actor actor, UUID id, String current) {
        if (!email(actor, id).verified()) throw Refusal.notFound();
        own.prove(actor, current);
        transaction.executeWithoutResult(_ -> {
            identifiers.lock(actor.requireAccount());
            var email = email(actor, id);
            var before = accounts.get(actor.requireAccount());
            if (email.main()) return;
            identifiers.choose(actor, before.id(), email);
            notices.tell(actor, before, language -> language.text("own.changed.email_chosen", masked(email)));
        });
    }

    /** Takes an address away. Refuses at {@code current}, and with {@code own.last} the last way in. */
    @Retried
    void removeEmail(Actor actor, UUID id, String current) {
        email(actor, id);
        own.prove(actor, current);
        transaction.executeWithoutResult(_ -> {
            identifiers.lock(actor.requireAccount());
            var email = email(actor, id);
            var before = accounts.get(actor.requireAccount());
            if (email.verified()) last.requireWithout(actor, before, email);
            identifiers.remove(actor, before.id(), email);
            if (!email.verified()) return;
            notices.tellAt(
                    actor,
                    before,
                    email.email(),
                    language -> language.text("own.changed.email_removed", masked(email)));
            var after = accounts.get(before.id());
            if (after.emailVerified())
                notices.tell(actor, after, language -> language.text("own.changed.email_removed", masked(email)));
        });
    }

    /**
     * Sends a code to a number that the actor wants to sign in with. Refuses at {@code phone} and {@code current}, and with
     * {@code limit.reached} and {@code sms.*}. A number may be several people's; nothing tells whose it is.
     */
    PhoneNumber askPhone(Actor actor, String typed, String current) {
        var number = PhoneNumber.parse(typed, country(actor));
        own.prove(actor, current);
        if (number.value().equals(accounts.get(actor.requireAccount()).phone()))
            throw Refusal.input("phone", "own.phone.known");
        send(actor, number);
        return number;
    }

    /** Sends another code to a number that one is on its way to. Refuses with {@code own.code.over} where none is. */
    PhoneNumber askPhoneAgain(Actor actor, String typed) {
        var number = PhoneNumber.parse(typed, null);
        requireOpen(Purpose.PHONE, actor.requireAccount(), number.value());
        send(actor, number);
        return number;
    }

    private void send(Actor actor, PhoneNumber number) {
        var account = actor.requireAccount();
        codes.count(account, number.value());
        transaction.executeWithoutResult(_ -> codes.send(accounts.get(account), number));
    }

    /** Puts the number that the code proves in place of the one before. Refuses at {@code code}. */
    @Retried
    void confirmPhone(Actor actor, String typed, String code) {
        var number = PhoneNumber.parse(typed, null);
        var id = actor.requireAccount();
        codes.countTry(id);
        var set = transaction.execute(_ -> {
            identifiers.lock(id);
            var before = accounts.get(id);
            if (!codes.use(Purpose.PHONE, id, number.value(), code)) return false;
            identifiers.setPhone(actor, id, number);
            codes.right(id);
            notices.tell(actor, before, language -> language.text("own.changed.phone_set", number.masked()));
            return true;
        });
        if (!Boolean.TRUE.equals(set)) throw codes.wrong(Purpose.PHONE, id, number.value());
    }

    /** Takes the number away. Refuses at {@code current}, and with {@code own.last} the last way in. */
    @Retried
    void removePhone(Actor actor, String current) {
        if (phone(actor) == null) throw Refusal.notFound();
        own.prove(actor, current);
        transaction.executeWithoutResult(_ -> {
            identifiers.lock(actor.requireAccount());
            var before = accounts.get(actor.requireAccount());
            if (before.phone() == null) throw Refusal.notFound();
            last.requireWithoutPhone(actor, before);
            identifiers.removePhone(actor, before.id());
            var masked = new PhoneNumber(before.phone()).masked();
            notices.tell(actor, before, language -> language.text("own.changed.phone_removed", masked));
        });
    }

    /** The organizations that show an address of the actor, and will show the main one. */
    @Transactional(readOnly = true)
    List<String> showingAnyEmail(Actor actor) {
        var emails = identifiers.emails(actor.requireAccount());
        return showing(
                actor,
                place -> place.email() == null
                        || emails.stream().anyMatch(email -> email.email().equalsIgnoreCase(place.email())));
    }

    /** The organizations that show an address or number of the actor. */
    @Transactional(readOnly = true)
    List<String> showing(Actor actor, Predicate<OwnRecord> which) {
        return records.of(actor.requireAccount()).stream()
                .filter(place -> !place.external() && which.test(place))
                .map(OwnRecord::name)
                .toList();
    }

    /** Where the actor's numbers without a country are from, if their organizations agree. */
    @Transactional(readOnly = true)
    @Nullable
    String country(Actor actor) {
        var countries = records.of(actor.requireAccount()).stream()
                .filter(OwnRecord::open)
                .map(OwnRecord::defaultCountry)
                .distinct()
                .toList();
        return countries.size() == 1 ? countries.getFirst() : null;
    }

    private void requireOpen(Purpose purpose, AccountId account, String to) {
        if (!codes.open(purpose, account, to)) throw Refusal.input("code", "own.code.over");
    }

    private static String user(Account account, List<OwnRecord> places) {
        if (!account.email().isEmpty()) return account.email();
        var username = places.stream()
                .map(OwnRecord::username)
                .filter(Objects::nonNull)
                .findFirst();
        return username.orElseGet(() -> Objects.requireNonNullElse(account.phone(), ""));
    }

    private static String masked(AccountEmail email) {
        return EmailAddress.read(email.email()).map(EmailAddress::masked).orElse("•••");
    }
}
