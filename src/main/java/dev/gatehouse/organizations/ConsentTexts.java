package dev.gatehouse.organizations;

import dev.gatehouse.platform.OrganizationId;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The sentence that people agree to, with every version that it had (PRI-3). */
@Service
public class ConsentTexts {

    private final ConsentTextStore store;

    ConsentTexts(ConsentTextStore store) {
        this.store = store;
    }

    /** What new people of the organization that the transaction has entered are asked to agree to. */
    @Transactional(propagation = Propagation.MANDATORY)
    public ConsentText current(OrganizationId organization) {
        return store.current(organization).orElse(ConsentText.STANDARD);
    }

    /** What somebody agreed to who agreed to that version. */
    @Transactional(propagation = Propagation.MANDATORY)
    public ConsentText of(OrganizationId organization, int version) {
        return store.of(organization, version).orElse(ConsentText.STANDARD);
    }
}
