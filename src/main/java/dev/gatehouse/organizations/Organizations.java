package dev.gatehouse.organizations;

import dev.gatehouse.audit.Audit;
import dev.gatehouse.audit.Event;
import dev.gatehouse.platform.Actor;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Tenancy;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The organizations of this platform. */
@Service
public class Organizations {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9]([a-z0-9-]{0,48}[a-z0-9])?");

    private final OrganizationStore store;
    private final Tenancy tenancy;
    private final Audit audit;
    private final Clock clock;

    Organizations(OrganizationStore store, Tenancy tenancy, Audit audit, Clock clock) {
        this.store = store;
        this.tenancy = tenancy;
        this.audit = audit;
        this.clock = clock;
    }

    /** The organization of an id that the server itself holds. Refuses with {@code not.found}. */
    @Transactional(readOnly = true)
    public Organization get(OrganizationId id) {
        return store.find(id).orElseThrow(Refusal::notFound);
    }

    /** The organization at an address. */
    @Transactional(readOnly = true)
    public Optional<Organization> bySlug(String slug) {
        return store.bySlug(slug);
    }

    /**
     * Makes an organization (ORG-7); the caller has checked that the actor may. The transaction works for the new
     * organization from here on. Refuses a bad name or address at its field.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public OrganizationId create(Actor actor, NewOrganization wanted) {
        var name = wanted.name().strip();
        if (name.isEmpty() || name.length() > 120) throw Refusal.input("name", "organization.name");
        if (!SLUG.matcher(wanted.slug()).matches()) throw Refusal.input("slug", "organization.slug");
        var id = store.insert(wanted, name, clock.instant())
                .orElseThrow(() -> Refusal.input("slug", "organization.slug.taken", wanted.slug()));
        tenancy.enter(id);
        audit.record(actor.in(id), Event.of("organization.created", "organization", id.value()));
        return id;
    }
}
