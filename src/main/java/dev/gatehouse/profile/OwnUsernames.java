package dev.gatehouse.profile;

import dev.gatehouse.members.OwnRecord;
import dev.gatehouse.members.OwnRecords;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.people.Identifiers;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Retried;
import dev.gatehouse.platform.Username;
import dev.gatehouse.profile.Question.Usernames;
import dev.gatehouse.signin.Notices;
import dev.gatehouse.signin.OwnAccount;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The usernames that a person has, one in each organization at most (ACT-3). */
@Service
class OwnUsernames {

    private final Accounts accounts;
    private final Identifiers identifiers;
    private final OwnRecords records;
    private final OwnAccount own;
    private final LastWay last;
    private final Notices notices;
    private final TransactionTemplate transaction;

    OwnUsernames(
            Accounts accounts,
            Identifiers identifiers,
            OwnRecords records,
            OwnAccount own,
            LastWay last,
            Notices notices,
            TransactionTemplate transaction) {
        this.accounts = accounts;
        this.identifiers = identifiers;
        this.records = records;
        this.own = own;
        this.last = last;
        this.notices = notices;
        this.transaction = transaction;
    }

    /** The organizations whose username the actor may change. Refuses with {@code not.found} where there is none. */
    @Transactional(readOnly = true)
    List<OwnRecord> named(Actor actor) {
        var places = records.of(actor.requireAccount()).stream()
                .filter(OwnRecord::editable)
                .toList();
        if (places.isEmpty()) throw Refusal.notFound();
        return places;
    }

    /**
     * Changes the usernames in the actor's organizations together: where one is malformed or taken, none is changed. Refuses at
     * {@code current} and at {@link Usernames#field} of the organization.
     *
     * @param typed by the names of the fields; an empty one takes the username away
     */
    @Retried
    void setUsernames(Actor actor, Map<String, String> typed, String current) {
        own.prove(actor, current);
        transaction.executeWithoutResult(_ -> {
            identifiers.lock(actor.requireAccount());
            var before = accounts.get(actor.requireAccount());
            // In the order of their ids, as everybody takes them.
            var places = records.of(before.id()).stream()
                    .filter(OwnRecord::editable)
                    .filter(place -> typed.containsKey(Usernames.field(place)))
                    .sorted(Comparator.comparing(place -> place.organization().value()))
                    .toList();
            for (var place : places) {
                var text = typed.getOrDefault(Usernames.field(place), "").strip();
                var username = text.isEmpty() ? null : username(place, text);
                if (!records.setUsername(actor, place, username))
                    throw Refusal.input(Usernames.field(place), "own.username.taken", place.name());
            }
            last.requireAny(before);
            if (records.of(before.id()).stream().anyMatch(place -> changed(place, places)))
                notices.tell(actor, before, language -> language.text("own.changed.usernames"));
        });
    }

    private static boolean changed(OwnRecord now, List<OwnRecord> before) {
        return before.stream()
                .anyMatch(was -> was.member().equals(now.member()) && !Objects.equals(was.username(), now.username()));
    }

    private static Username username(OwnRecord place, String typed) {
        return Username.read(typed).orElseThrow(() -> Refusal.input(Usernames.field(place), "username.malformed"));
    }
}
