package dev.gatehouse.profile;

import dev.gatehouse.members.Arrivals;
import dev.gatehouse.members.KeyAccounts;
import dev.gatehouse.members.OwnRecord;
import dev.gatehouse.members.OwnRecords;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.Tenancy;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The organizations of a person, and their place in each (ORG-1). */
@Service
class OwnPlaces {

    private final OwnRecords records;
    private final KeyAccounts keyAccounts;
    private final Arrivals arrivals;
    private final Tenancy tenancy;

    OwnPlaces(OwnRecords records, KeyAccounts keyAccounts, Arrivals arrivals, Tenancy tenancy) {
        this.records = records;
        this.keyAccounts = keyAccounts;
        this.arrivals = arrivals;
        this.tenancy = tenancy;
    }

    /** All of them, by name. Only for people of partners more is asked than two questions. */
    @Transactional(readOnly = true)
    List<OwnPlace> of(Actor actor) {
        var colleagues = arrivals.colleaguePlaces(actor.requireAccount());
        return records.of(actor.requireAccount()).stream()
                .map(record -> place(record, colleagues.contains(record.organization())))
                .toList();
    }

    private OwnPlace place(OwnRecord record, boolean colleagues) {
        if (!record.partner() || !record.open()) return new OwnPlace(record, null, colleagues);
        tenancy.enter(record.organization());
        return new OwnPlace(
                record,
                keyAccounts.cardOf(record.organization(), record.member()).orElse(null),
                colleagues);
    }
}
