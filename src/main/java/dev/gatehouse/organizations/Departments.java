package dev.gatehouse.organizations;

import dev.gatehouse.platform.DepartmentId;
import dev.gatehouse.platform.OrganizationId;
import dev.gatehouse.platform.Refusal;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The tree of an organization's departments (CRE-9). */
@Service
public class Departments {

    private final DepartmentStore store;

    Departments(DepartmentStore store) {
        this.store = store;
    }

    /** All departments, each after the one that it lies in, by name. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Department> all(OrganizationId organization) {
        return store.all(organization);
    }

    /** One department, if it is there. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Department> find(OrganizationId organization, DepartmentId id) {
        return store.find(organization, id);
    }

    /**
     * Somebody is to be put into a department: it stays until the transaction ends. Refuses with {@code department.gone} at the field
     * {@code department} where it is not there.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(OrganizationId organization, DepartmentId id) {
        if (!store.hold(organization, id)) throw Refusal.input("department", "department.gone");
    }
}
