package io.saddlebag.cli;

import io.saddlebag.delivery.Finding;
import io.saddlebag.wiring.Doctor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Looks at every configured partner for real, changes nothing, and says what to do.")
final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private Home home;

    @Override
    public Integer call() {
        Map<String, List<Finding>> findings = Doctor.examine(home.settings());
        if (findings.isEmpty()) {
            throw new Problem("no partner is configured; set saddlebag.store.<name>.url and so on, see the README");
        }
        int failures = 0;
        for (Map.Entry<String, List<Finding>> partner : findings.entrySet()) {
            System.out.println(partner.getKey());
            for (Finding finding : partner.getValue()) {
                failures += finding.status() == Finding.Status.FAIL ? 1 : 0;
                System.out.printf("  %-4s  %s: %s%n", finding.status(), finding.what(), finding.detail());
                if (!finding.remedy().isEmpty()) {
                    System.out.printf("        -> %s%n", finding.remedy());
                }
            }
        }
        System.out.println(failures == 0 ? "ready" : failures + " thing(s) do not work");
        return failures == 0 ? 0 : 1;
    }
}
