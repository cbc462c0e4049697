package dev.gatehouse;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.stereotype.Controller;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The rules of the house that a machine can check. */
class HouseRulesTest {

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // What Spring generates for ./run from the classes that are checked here, where it has been built.
            .withImportOption(location -> !location.contains("__") && !location.contains("SpringCGLIB"))
            .importPackages("dev.gatehouse");

    @Test
    @DisplayName("OPS-1 every room depends on lower rooms alone, as its package says")
    void rooms() {
        ApplicationModules.of(Gatehouse.class).verify();
    }

    @Test
    @DisplayName("OPS-1 SQL stands in stores alone")
    void sqlInStores() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Store")
                .and()
                .resideOutsideOfPackages("dev.gatehouse.database..")
                .and()
                .doNotHaveFullyQualifiedName("dev.gatehouse.platform.Tenancy")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(JdbcClient.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Connection.class)
                .because("whoever looks for a query looks into a store; Tenancy sets the transaction's organization")
                .check(HOUSE);
    }

    @Test
    @DisplayName("OPS-1 stores are seen by their own room alone")
    void storesHidden() {
        classes()
                .that()
                .areAnnotatedWith(Repository.class)
                .should()
                .bePackagePrivate()
                .check(HOUSE);
    }

    @Test
    @DisplayName("OPS-1 transactions begin in faces, never in pages, stores or jobs")
    void transactionsInFaces() {
        methods()
                .that()
                .areAnnotatedWith(Transactional.class)
                .should()
                .beDeclaredInClassesThat()
                .areNotAnnotatedWith(Controller.class)
                .andShould()
                .beDeclaredInClassesThat()
                .areNotAnnotatedWith(Repository.class)
                .check(HOUSE);
    }

    @Test
    @DisplayName("OPS-1 pages are seen by their own room alone")
    void pagesHidden() {
        classes()
                .that()
                .areAnnotatedWith(Controller.class)
                .should()
                .bePackagePrivate()
                .check(HOUSE);
    }

    @Test
    @DisplayName("OPS-1 time comes from the Clock alone")
    void noAmbientTime() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(OffsetDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(HOUSE);
    }
}
