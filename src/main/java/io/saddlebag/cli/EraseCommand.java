package io.saddlebag.cli;

import io.saddlebag.ledger.Actor;
import io.saddlebag.ledger.Erasures;
import io.saddlebag.ledger.Erasures.Erased;
import io.saddlebag.ledger.Erasures.Survey;
import io.saddlebag.operations.ErasureWords;
import io.saddlebag.personal.Person;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Forgets a customer. Works on the ledger, whether the daemon runs or not. */
@Command(
        name = "erase",
        mixinStandardHelpOptions = true,
        description = {
            "Erases everything personal of a customer, and keeps the financial record of his orders.",
            "Refused while an order of his is on its way or parked. May be called again."
        })
final class EraseCommand implements Callable<Integer> {

    private static final String ORIGIN = "command line";

    @Spec
    private CommandSpec spec;

    @Mixin
    private Home home;

    @Mixin
    private Author author;

    @Parameters(
            index = "0",
            paramLabel = "CUSTOMER",
            description = "an e-mail address, or a store and its customer id, such as main:7")
    private String customer;

    @Option(names = "--dry-run", description = "says what it would do, and does nothing")
    private boolean dryRun;

    @Override
    public Integer call() {
        Person person;
        try {
            person = Person.parse(customer);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
        return home.read(ledger -> dryRun ? look(ledger.erasures(), person) : erase(ledger.erasures(), person));
    }

    private static int look(Erasures erasures, Person person) {
        Survey survey = erasures.look(person);
        if (survey.isTooEarly()) {
            throw new Problem(ErasureWords.tooEarly(survey));
        }
        System.out.println("would be erased: " + told(survey));
        accounts(survey, person);
        print("would be kept", ErasureWords.kept());
        print("not reached", ErasureWords.left(""));
        return 0;
    }

    private int erase(Erasures erasures, Person person) {
        Erased erased = erasures.erase(person, new Actor(author.name(), ORIGIN));
        if (erased.pseudonym().isEmpty()) {
            throw new Problem(ErasureWords.tooEarly(erased.survey()));
        }
        System.out.println("erased: " + told(erased.survey()));
        if (!erased.changed().isEmpty()) {
            System.out.println(erased.changed().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(kind -> kind.getKey() + " " + kind.getValue())
                    .collect(Collectors.joining(", ", "  of these lost something: ", "")));
        }
        System.out.println("  he is " + erased.pseudonym().get()
                + " now; orders of before that are read again are kept under that name");
        accounts(erased.survey(), person);
        print("kept", ErasureWords.kept());
        print("not reached", ErasureWords.left(erased.left()));
        return 0;
    }

    private static String told(Survey survey) {
        String orders = survey.orders().isEmpty() ? "no order" : "the orders " + ErasureWords.orders(survey.orders());
        return orders + (survey.erased().isEmpty() ? "" : "; erased before: " + ErasureWords.orders(survey.erased()));
    }

    /** By an address only that address is erased; the account may have others. */
    private static void accounts(Survey survey, Person person) {
        if (person instanceof Person.Mail && !survey.accounts().isEmpty()) {
            System.out.println("  bought as " + String.join(", ", survey.accounts())
                    + " too; orders under another address are known to the store by that account");
        }
    }

    private static void print(String title, List<String> texts) {
        System.out.println(title + ":");
        texts.forEach(text -> System.out.println("  - " + text));
    }
}
