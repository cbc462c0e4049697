package dev.gatehouse.organizations;

import dev.gatehouse.platform.DepartmentId;
import dev.gatehouse.platform.OrganizationId;
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
        return store.all(organization).stream()
                .filter(department -> department.id().equals(id))
                .findFirst();
    }
}
