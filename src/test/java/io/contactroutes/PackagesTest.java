package io.contactroutes;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks which package uses which. */
class PackagesTest {

    private static final String ROOT = "io.contactroutes.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.contactroutes");

    @ParameterizedTest(name = "{0} knows {1}")
    @CsvSource(delimiter = '|', textBlock = """
            jslt          | ''
            contact       | jslt
            config        | ''
            state         | ''
            database      | state
            sandbox.fault | ''
            sandbox.list  | ''
            sandbox       | sandbox.fault sandbox.list
            sink          | contact
            files         | sink
            kafka         | config sink
            http          | ''
            request       | config http state
            sweep         | config request state
            identity      | config sink state sweep
            receipt       | config identity sink state sweep
            deadletter    | config contact sink state sweep
            deletes       | config deadletter identity receipt sink state sweep
            lifecycle     | config deadletter identity receipt request state sweep
            management    | config lifecycle receipt request sink state status sweep
            status        | config deadletter identity lifecycle receipt state sweep
            page          | config contact deadletter lifecycle request sink state sweep
            reload        | bundle config lifecycle management receipt state sweep
            bundle        | config contact database deadletter deletes files http identity jslt kafka lifecycle management page receipt request sink state status sweep
            """)
    void knowsNoOther(String name, String others) {
        Set<String> known = Stream.concat(Stream.of(name), Arrays.stream(others.split(" ")))
                .filter(each -> !each.isEmpty())
                .map(each -> ROOT + each)
                .collect(Collectors.toSet());

        check(noClasses()
                .that()
                .resideInAPackage(ROOT + name)
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are of a package of ours other than " + known,
                        used -> used.getPackageName().startsWith(ROOT) && !known.contains(used.getPackageName()))));
    }

    @Test
    void contactsAndStateKnowNothingOfCamel() {
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + "jslt..", ROOT + "contact..", ROOT + "state..", ROOT + "database..", ROOT + "sandbox..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel.."));
    }

    @Test
    void noOtherPackageUsesTheCommandLine() {
        check(classes()
                .that()
                .resideInAPackage(ROOT + "cli..")
                .should()
                .onlyBeAccessed()
                .byAnyPackage(ROOT + "cli.."));
    }

    @Test
    void onlyTheCommandLineKnowsTheSandbox() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "cli..", ROOT + "sandbox..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "sandbox.."));
    }

    @Test
    void noPackagesKnowEachOther() {
        check(slices().matching(ROOT + "(**)").should().beFreeOfCycles());
    }

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }
}
