package dev.gatehouse.organizations;

import dev.gatehouse.platform.Refusal;
import dev.gatehouse.platform.Tenancy;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The logos of organizations, which sign-in pages and mails show to anyone. */
@Service
public class Logos {

    private final SettingsStore store;
    private final OrganizationStore organizations;
    private final Tenancy tenancy;

    Logos(SettingsStore store, OrganizationStore organizations, Tenancy tenancy) {
        this.store = store;
        this.organizations = organizations;
        this.tenancy = tenancy;
    }

    /** The picture, a PNG of at most 256 by 256 pixels. Refuses with {@code not.found}, also for a hash that is not the present one. */
    @Transactional(readOnly = true)
    public byte[] png(String slug, String hash) {
        var organization = organizations.bySlug(slug).orElseThrow(Refusal::notFound);
        if (!hash.equals(organization.logo())) throw Refusal.notFound();
        tenancy.enter(organization.id());
        return store.logo(organization.id()).orElseThrow(Refusal::notFound);
    }
}
