package dev.gatehouse.profile;

import dev.gatehouse.members.OwnAttribute;
import dev.gatehouse.members.OwnRecord;
import dev.gatehouse.members.OwnRecords;
import dev.gatehouse.organizations.AttributeValues;
import dev.gatehouse.people.Accounts;
import dev.gatehouse.people.Profile;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.AttributeId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Retried;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.profile.ProfileView.Known;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people say about themselves; the records of their organizations follow (LIF-6, CON-2, CRE-9). */
@Service
class OwnProfile {

    private final Accounts accounts;
    private final OwnRecords records;
    private final Tenancy tenancy;

    OwnProfile(Accounts accounts, OwnRecords records, Tenancy tenancy) {
        this.accounts = accounts;
        this.records = records;
        this.tenancy = tenancy;
    }

    /** What stands there now. */
    @Transactional(readOnly = true)
    ProfileView view(Actor actor) {
        var account = accounts.get(actor.requireAccount());
        var places = records.of(account.id());
        var attributes = records.attributes(account.id());
        return new ProfileView(
                account.firstName(),
                account.lastName(),
                account.language(),
                account.timeZone(),
                Objects.requireNonNullElse(account.currency(), ""),
                places.stream().filter(OwnRecord::external).map(OwnRecord::name).toList(),
                places.stream()
                        .filter(OwnRecord::open)
                        .filter(place -> attributes.containsKey(place.organization()))
                        .map(place -> new Known(place, attributes.getOrDefault(place.organization(), List.of())))
                        .toList(),
                null);
    }

    /** Changes name, language, time zone and currency; the actor's memberships follow. */
    @Retried
    @Transactional
    void change(Actor actor, Profile profile) {
        tenancy.enter(OrganizationId.PLATFORM);
        accounts.change(actor, actor.requireAccount(), profile);
    }

    /** Changes the language alone, as by the switch on every page (CON-2). */
    @Retried
    @Transactional
    void changeLanguage(Actor actor, String language) {
        tenancy.enter(OrganizationId.PLATFORM);
        accounts.changeLanguage(actor, actor.requireAccount(), language);
    }

    /** What an organization lets the actor change. Refuses with {@code not.found} where that is nothing. */
    @Transactional(readOnly = true)
    Known details(Actor actor, String slug) {
        var account = actor.requireAccount();
        var place = records.at(account, slug);
        var known = new Known(place, records.attributes(account).getOrDefault(place.organization(), List.of()));
        if (!known.editable()) throw Refusal.notFound();
        return known;
    }

    /** Changes it. Refuses at the fields of attributes, and then nothing has changed. */
    @Retried
    @Transactional
    void changeDetails(Actor actor, String slug, Map<String, String> typed, Locale locale) {
        var known = details(actor, slug);
        var values = new LinkedHashMap<AttributeId, String>();
        for (var own : known.attributes())
            if (own.attribute().editable()) values.put(own.attribute().id(), value(own, typed, locale));
        records.setAttributes(actor, known.place(), values);
    }

    private static String value(OwnAttribute own, Map<String, String> typed, Locale locale) {
        var text = typed.getOrDefault(AttributeValues.field(own.attribute().id()), "");
        return Objects.requireNonNullElse(AttributeValues.check(own.attribute(), text, locale), "");
    }
}
