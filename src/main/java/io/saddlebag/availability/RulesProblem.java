package io.saddlebag.availability;

import java.util.List;

/** Rules that cannot be used; the message names every mistake with file and line. */
public final class RulesProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    RulesProblem(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** Each mistake: file and line, what, why, what to do. */
    public List<String> problems() {
        return problems;
    }
}
