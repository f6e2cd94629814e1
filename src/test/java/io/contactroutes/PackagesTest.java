package io.contactroutes;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which package may know which. */
class PackagesTest {

    private static final String ROOT = "io.contactroutes.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.contactroutes");

    @ParameterizedTest(name = "{0} knows {1}")
    @CsvSource(delimiter = '|', textBlock = """
            contact | ''
            config  | ''
            state   | ''
            sandbox | ''
            sink    | contact config
            sweep   | contact config state sink
            request | config state sweep
            bundle  | contact config state sink sweep request
            """)
    void knowsNoOther(String name, String others) {
        String[] known = Stream.concat(
                        Stream.of(ROOT + name + ".."),
                        Arrays.stream(others.split(" "))
                                .filter(other -> !other.isEmpty())
                                .map(other -> ROOT + other + ".."))
                .toArray(String[]::new);

        check(noClasses()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "are of another package of ours than " + String.join(", ", known),
                        used -> used.getPackageName().startsWith("io.contactroutes")
                                && Arrays.stream(known).noneMatch(each -> used.getPackageName()
                                        .equals(each.substring(0, each.length() - 2))))));
    }

    @Test
    void contactsAndStateKnowNothingOfCamel() {
        check(noClasses()
                .that()
                .resideInAnyPackage(ROOT + "contact..", ROOT + "state..", ROOT + "sandbox..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.camel.."));
    }

    @Test
    void nobodyUsesTheCommandLine() {
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
        check(slices().matching("io.contactroutes.(*)..").should().beFreeOfCycles());
    }

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }
}
