package dev.gatehouse.members;

import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.organizations.Attribute;
import dev.gatehouse.organizations.AttributeValues;
import dev.gatehouse.platform.AccountId;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.AttributeId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Tenancy;
import dev.gatehouse.platform.Username;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What people see and change of themselves in the records of their organizations (LIF-6, ACT-3, CRE-9). */
@Service
public class OwnRecords {

    private final OwnRecordStore store;
    private final Members members;
    private final Tenancy tenancy;
    private final Audit audit;

    OwnRecords(OwnRecordStore store, Members members, Tenancy tenancy, Audit audit) {
        this.store = store;
        this.members = members;
        this.tenancy = tenancy;
        this.audit = audit;
    }

    /** The records that are of an account, by the name of the organization; also those of organizations that it cannot enter. */
    @Transactional(readOnly = true)
    public List<OwnRecord> of(AccountId account) {
        return store.of(account);
    }

    /** The record in the organization at an address. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public OwnRecord at(AccountId account, String slug) {
        return store.of(account).stream()
                .filter(record -> record.slug().equals(slug))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    /** What the organizations of an account let it see, in their order. */
    @Transactional(readOnly = true)
    public Map<OrganizationId, List<OwnAttribute>> attributes(AccountId account) {
        return store.attributes(account);
    }

    /** What an account agreed to in its organizations, the newest first. */
    @Transactional(readOnly = true)
    public Map<OrganizationId, List<OwnConsent>> consents(AccountId account) {
        return store.consents(account);
    }

    /**
     * Gives the actor another username in one of their organizations, or none. False where somebody else there has it: then the
     * transaction is lost. The caller has looked whether the record is editable, and enters nothing else meanwhile.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean setUsername(Actor person, OwnRecord record, @Nullable Username username) {
        if (Objects.equals(record.username(), username == null ? null : username.value())) return true;
        var actor = record.as(person);
        tenancy.enter(record.organization());
        members.lock(actor, record.member());
        if (!store.setUsername(record.organization(), record.member(), username)) return false;
        audit.record(
                actor,
                Event.of("member.username_changed", "member", record.member().value()));
        return true;
    }

    /**
     * Changes what an organization lets the actor change; other values are left alone. Refuses with {@code not.found} where the record cannot
     * be changed, and at the field of an attribute ({@link AttributeValues#field}) with {@code attribute.taken} where somebody else has a
     * value that must be unique.
     *
     * @param values already checked; an empty one takes the value away
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void setAttributes(Actor person, OwnRecord record, Map<AttributeId, String> values) {
        if (!record.editable()) throw Refusal.notFound();
        var actor = record.as(person);
        tenancy.enter(record.organization());
        members.lock(actor, record.member());
        var changed = new LinkedHashMap<Attribute, String>();
        for (var own : store.attributes(person.requireAccount()).getOrDefault(record.organization(), List.of())) {
            var wanted = values.get(own.attribute().id());
            var differs = wanted != null && !wanted.equals(Objects.requireNonNullElse(own.value(), ""));
            if (own.attribute().editable() && differs) changed.put(own.attribute(), wanted);
        }
        if (changed.isEmpty()) return;
        var wanted = new LinkedHashMap<AttributeId, String>();
        changed.forEach((attribute, value) -> wanted.put(attribute.id(), value));
        var put = store.setAttributes(record.organization(), record.member(), wanted);
        for (var value : wanted.entrySet())
            if (!value.getValue().isEmpty() && !put.contains(value.getKey()))
                throw Refusal.input(AttributeValues.field(value.getKey()), "attribute.taken");
        audit.record(
                actor,
                Event.of("member.details_changed", "member", record.member().value())
                        .with(
                                "attributes",
                                String.join(
                                        ", ",
                                        changed.keySet().stream()
                                                .map(Attribute::name)
                                                .toList())));
    }
}
