package io.saddlebag.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.access.Permission;
import io.saddlebag.access.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README's table of roles says what the code does. */
class RolesTableTest {

    @Test
    void theReadmeTellsOfEveryPermissionWhichRolesHaveIt() throws IOException {
        List<String> written = table();
        List<String> code = new ArrayList<>();
        code.add("permission, scope: " + String.join(" ", Role.words()));
        for (Permission permission : Permission.values()) {
            code.add(permission.word() + ": "
                    + String.join(
                            " ",
                            Arrays.stream(Role.values())
                                    .filter(role -> role.permissions().contains(permission))
                                    .map(Role::word)
                                    .toList()));
        }

        assertThat(written).containsExactlyElementsOf(code);
    }

    /** Each row as {@code word: roles with yes}, the heading as {@code word: all roles}. */
    private static List<String> table() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String table = readme.substring(readme.indexOf("<!-- roles -->") + "<!-- roles -->".length())
                .strip()
                .split("\n\n")[0];
        List<String[]> rows = table.lines()
                .filter(line -> !line.startsWith("|---"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|", -1))
                        .map(String::strip)
                        .toArray(String[]::new))
                .toList();
        String[] heading = rows.get(0);
        List<String> words = new ArrayList<>();
        for (String[] row : rows) {
            List<String> roles = new ArrayList<>();
            for (int i = 2; i < heading.length - 1; i++) {
                if (row == heading || row[i].equals("yes")) {
                    roles.add(heading[i]);
                }
            }
            assertThat(row == heading || !row[1].isEmpty())
                    .as("%s has its meaning", row[0])
                    .isTrue();
            words.add(row[0].replace("`", "") + ": " + String.join(" ", roles));
        }
        return words;
    }
}
